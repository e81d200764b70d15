import type { Position } from './syntax-tree.ts';

/** The closed list of what can be wrong with an expression. */
export type DiagnosticCode =
  | 'expressionTooLong'
  | 'emptyExpression'
  | 'nestedTooDeep'
  | 'tooManyProblems'
  | 'unexpectedCharacter'
  | 'unexpectedText'
  | 'unterminatedString'
  | 'unterminatedAttribute'
  | 'emptyAttributeName'
  | 'typographicQuote'
  | 'unescapedBackslash'
  | 'invalidNumber'
  | 'unsupportedOperator'
  | 'missingOperand'
  | 'missingComma'
  | 'missingParenthesis'
  | 'unknownFunction'
  | 'wrongCase'
  | 'argumentCount'
  | 'missingArgument'
  | 'unknownAttribute'
  | 'unquotedText'
  | 'invalidArgument'
  | 'invalidRegex'
  | 'notTopLevel'
  | 'emptinessCheck'
  | 'treeDisagreesWithText'
  | 'unknownSourceType';

/** One finding about an expression. Only `error` means that the service would refuse it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly position: Position;
  /** Text to put at the position instead, or in the editor's quick fix. */
  readonly suggestion?: string;
}

/** Past this many findings a text is noise, and more would only cost time. */
const maximumProblems = 50;

type Finding = Omit<Diagnostic, 'severity'> & { readonly severity?: Diagnostic['severity'] };

/** Collects findings in the order in which they are met, at most 50 and one line that says there are more. */
export class DiagnosticList {
  readonly #found: Diagnostic[] = [];

  get found(): readonly Diagnostic[] {
    return this.#found;
  }

  get isFull(): boolean {
    return this.#found.length > maximumProblems;
  }

  add(finding: Finding): void {
    if (this.isFull) return;
    if (this.#found.length === maximumProblems) {
      const message = `More than ${maximumProblems} problems; the rest are not shown.`;
      this.#found.push({ code: 'tooManyProblems', severity: 'error', message, position: finding.position });
      return;
    }
    this.#found.push({ severity: 'error', ...finding });
  }
}

/** Turns offsets of one text into positions. Lines end with LF, CR or CRLF. */
export class PositionIndex {
  readonly #lineStarts: number[] = [0];

  constructor(text: string) {
    for (const lineEnd of text.matchAll(/\r\n|\r|\n/g)) this.#lineStarts.push(lineEnd.index + lineEnd[0].length);
  }

  /** The position of the half-open range of offsets from `start` to `end`. */
  between(start: number, end: number): Position {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return {
      offset: start,
      line: low + 1,
      column: start - (this.#lineStarts[low] ?? 0) + 1,
      length: Math.max(0, end - start),
    };
  }
}
