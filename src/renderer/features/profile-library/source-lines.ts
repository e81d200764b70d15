/** One line of a document as it is shown. */
export interface SourceLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** True for the line that is meant. */
  readonly meant: boolean;
}

/** Lines shown before and after the one that is meant. */
const around = 1;
/** Longer lines are cut: a table row of that length says enough. */
const longestLine = 400;

/** Takes a document's text; gives its lines, whatever ends them. Pure. */
export const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);

/** Takes the lines of a document and a line that is meant, counted from 1; gives it with its neighbours, none for a line that is not there. Pure. */
export function linesAround(lines: readonly string[], line: number): readonly SourceLine[] {
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - around);
  return lines.slice(first - 1, Math.min(lines.length, line + around)).map((text, at) => ({
    number: first + at,
    text: text.length > longestLine ? `${text.slice(0, longestLine)}…` : text,
    meant: first + at === line,
  }));
}
