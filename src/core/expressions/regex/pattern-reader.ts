import { RegexRefusal } from './syntax.ts';

/** A cursor over the text of a pattern. */
export class PatternReader {
  readonly text: string;
  offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** The character at the cursor, or the empty string at the end. */
  peek(): string {
    return this.text.charAt(this.offset);
  }

  /** Takes one character; fails at the end of the pattern. */
  next(): string {
    if (this.isAtEnd) throw this.invalid('The pattern ends too early');
    this.offset += 1;
    return this.text.charAt(this.offset - 1);
  }

  /** Takes `expected` when it stands at the cursor. */
  skip(expected: string): boolean {
    if (!this.text.startsWith(expected, this.offset)) return false;
    this.offset += expected.length;
    return true;
  }

  /** Takes what the sticky `pattern` matches at the cursor. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset;
    const matched = pattern.exec(this.text) ?? undefined;
    if (matched !== undefined) this.offset += matched[0].length;
    return matched;
  }

  /** The refusal for a pattern that .NET refuses too; the position is counted from 1. */
  invalid(problem: string): RegexRefusal {
    return new RegexRefusal('invalidRegex', `${problem}, at character ${Math.min(this.offset, this.text.length) + 1}.`);
  }

  /** The refusal for a construct that only this implementation lacks. */
  unsupported(construct: string): RegexRefusal {
    return new RegexRefusal('unsupportedRegex', `${construct} is not supported here, at character ${this.offset + 1}.`);
  }
}

const controls: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, e: 27 };

/**
 * Reads the escape of one character, the backslash being taken already: `\n`, `\x41`, `\u0041`, `\cA`, octal `\012`,
 * or a punctuation mark that stands for itself. Gives its unit. A letter without a meaning is refused, as in .NET.
 *
 * Source: learn.microsoft.com/dotnet/standard/base-types/character-escapes-in-regular-expressions
 */
export function readCharacterEscape(reader: PatternReader): number {
  const octal = reader.match(/[0-7]{1,3}/y);
  if (octal !== undefined) return Number.parseInt(octal[0], 8) & 0xff;
  const letter = reader.next();
  if (Object.hasOwn(controls, letter)) return controls[letter] ?? 0;
  if (letter === 'x' || letter === 'u') {
    const digits = reader.match(letter === 'x' ? /[0-9a-fA-F]{2}/y : /[0-9a-fA-F]{4}/y);
    if (digits === undefined) throw reader.invalid(`\\${letter} needs ${letter === 'x' ? 2 : 4} hexadecimal digits`);
    return Number.parseInt(digits[0], 16);
  }
  if (letter === 'c') {
    const control = reader.match(/[@-_a-z]/y);
    if (control === undefined) throw reader.invalid('\\c needs a control letter');
    return control[0].toUpperCase().charCodeAt(0) - 64;
  }
  if (/\w/.test(letter)) throw reader.invalid(`\\${letter} has no meaning`);
  return letter.charCodeAt(0);
}

/** Reads `{name}` of `\p` or `\P`. */
export function readCategoryName(reader: PatternReader): string {
  const name = reader.match(/\{([^{}]*)\}/y)?.[1];
  if (name === undefined) throw reader.invalid('\\p needs a category in braces');
  return name;
}
