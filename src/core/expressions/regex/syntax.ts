/** Tells whether one UTF-16 unit belongs to a set; .NET matches units, not code points. */
export type UnitSet = (unit: number) => boolean;

/** Places that match without taking a character. */
export type Anchor =
  | 'textStart'
  | 'textEnd'
  | 'textEndOrLastNewline'
  | 'lineStart'
  | 'lineEnd'
  | 'wordBoundary'
  | 'noWordBoundary';

/** The syntax tree of a .NET regular expression. Groups have a key: their number as text, or their name. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: UnitSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly body: RegexNode; readonly quantifier: Quantifier }
  | { readonly kind: 'capture'; readonly key: string; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly body: RegexNode; readonly isBehind: boolean; readonly isNegated: boolean }
  | { readonly kind: 'backreference'; readonly key: string; readonly ignoresCase: boolean }
  | { readonly kind: 'anchor'; readonly anchor: Anchor };

/** How often a part repeats; `maximum` may be Infinity. */
export interface Quantifier {
  readonly minimum: number;
  readonly maximum: number;
  readonly isLazy: boolean;
}

/** A pattern that .NET would refuse (`invalidRegex`), or that this implementation does not carry out (`unsupportedRegex`). */
export class RegexRefusal extends Error {
  override readonly name = 'RegexRefusal';
  readonly code: 'invalidRegex' | 'unsupportedRegex';

  constructor(code: 'invalidRegex' | 'unsupportedRegex', message: string) {
    super(message);
    this.code = code;
  }
}

/** The inline options of .NET that change how a pattern is read: `i`, `m`, `n`, `s`, `x`. */
export interface RegexOptions {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly explicitCapture: boolean;
  readonly singleline: boolean;
  readonly ignoreWhitespace: boolean;
}
