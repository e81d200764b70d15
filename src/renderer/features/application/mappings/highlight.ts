/** One piece of an expression with what it is, for colours only: the parser in core decides what it means. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly kind: 'text' | 'attribute' | 'number' | 'function' | 'word';
}

const pattern =
  /"(?:[^"\\]|\\[\s\S])*(?:"|$)|\[[^\]]*(?:\]|$)|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{Nd}_]*(?=\s*\()|[\p{L}_][\p{L}\p{Nd}_]*/gu;

function kindOf(piece: string, isCalled: boolean): Piece['kind'] {
  if (piece.startsWith('"')) return 'text';
  if (piece.startsWith('[')) return 'attribute';
  if (/^\d/.test(piece)) return 'number';
  return isCalled ? 'function' : 'word';
}

/** Takes the text of an expression; gives its pieces in order. What is between them has no colour. Pure. */
export const piecesOf = (expression: string): readonly Piece[] =>
  [...expression.matchAll(pattern)].map((match) => {
    const [piece] = match;
    const to = match.index + piece.length;
    return { from: match.index, to, kind: kindOf(piece, /^\s*\(/.test(expression.slice(to, to + 20))) };
  });
