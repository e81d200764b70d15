import type { DiagnosticList, PositionIndex } from './diagnostics.ts';
import { type ComparisonOperator, comparisonOperators } from './syntax-tree.ts';

/** One token of an expression; `value` is the unescaped string, the attribute's name, or the token as written. */
export interface Token {
  readonly kind: 'text' | 'number' | 'attribute' | 'word' | 'operator' | '(' | ')' | ',' | 'end';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What {@link readTokens} needs: the text, where to report, and how to make positions. */
export interface LexerInput {
  readonly text: string;
  readonly problems: DiagnosticList;
  readonly positions: PositionIndex;
}

const whitespace = /[\s\u200b\ufeff]+/uy;
const number = /-?\d+(?:\.\d+)?|&[hH][0-9a-fA-F]+/y;
const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const operator = /<>|>=|<=|==|!=|&&|\|\||[=<>&+*/|-]/y;
const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\u201c', '\u201d'],
  ['\u201d', '\u201d'],
  ['\u201e', '\u201c'],
]);

/**
 * Splits the text of an expression into tokens, the last one of kind `end`. Never throws: what cannot be read is
 * reported and left out, and a string or an attribute without its end is closed at the best guess.
 */
export function readTokens(input: LexerInput): readonly Token[] {
  return new Lexer(input).read();
}

class Lexer {
  readonly #input: LexerInput;
  readonly #tokens: Token[] = [];
  #offset = 0;

  constructor(input: LexerInput) {
    this.#input = input;
  }

  read(): readonly Token[] {
    const { text, problems } = this.#input;
    while (this.#offset < text.length && !problems.isFull) this.#readOne();
    this.#push('end', '', text.length);
    return this.#tokens;
  }

  #readOne(): void {
    const { text } = this.#input;
    const start = this.#offset;
    const character = text.charAt(start);
    if (this.#match(whitespace) !== undefined) return;
    if (character === '(' || character === ')' || character === ',') {
      this.#offset += 1;
      this.#push(character, character, start);
    } else if (quotes.has(character)) this.#readString(character);
    else if (character === '[') this.#readAttribute();
    else if (!this.#readPattern()) this.#reportCharacter();
  }

  #readPattern(): boolean {
    const start = this.#offset;
    const digits = this.#match(number);
    if (digits !== undefined) {
      this.#push('number', digits, start);
      return true;
    }
    const name = this.#match(word);
    if (name !== undefined) {
      this.#push('word', name, start);
      return true;
    }
    const symbol = this.#match(operator);
    if (symbol === undefined) return false;
    this.#push('operator', this.#knownOperator(symbol, start), start);
    return true;
  }

  #knownOperator(symbol: string, start: number): string {
    if (comparisonOperators.includes(symbol as ComparisonOperator)) return symbol;
    const meant = symbol === '==' ? '=' : symbol === '!=' ? '<>' : undefined;
    const hint =
      meant === undefined
        ? 'Only =, <>, >, >=, < and <= exist; join text with Join or Append, and nest IIF for AND and OR.'
        : `Write ${meant}.`;
    this.#report({
      code: 'unsupportedOperator',
      start,
      message: `The operator ${symbol} does not exist. ${hint}`,
      meant,
    });
    return meant ?? symbol;
  }

  #readString(open: string): void {
    const { text } = this.#input;
    const start = this.#offset;
    const close = quotes.get(open) ?? '"';
    if (open !== '"') {
      const message = 'String constants stand in straight double quotes ("), not in typographic ones.';
      this.#report({ code: 'typographicQuote', start, end: start + 1, message, meant: '"' });
    }
    let value = '';
    this.#offset += 1;
    while (this.#offset < text.length) {
      const character = text.charAt(this.#offset);
      this.#offset += 1;
      if (character === close || (close !== '"' && character === '"')) {
        this.#push('text', value, start);
        return;
      }
      value += character === '\\' ? this.#readEscape() : character;
    }
    this.#report({
      code: 'unterminatedString',
      start,
      message: 'This string has no closing double quote. A quote inside a string is written \\".',
    });
    this.#push('text', value, start);
  }

  #readEscape(): string {
    const start = this.#offset - 1;
    const next = this.#input.text.charAt(this.#offset);
    if (next === '\\' || next === '"') {
      this.#offset += 1;
      return next;
    }
    this.#report({
      code: 'unescapedBackslash',
      start,
      end: start + 1,
      message: 'A backslash in a string constant is written twice (\\\\); it is read as one backslash here.',
      meant: '\\\\',
      severity: 'warning',
    });
    return '\\';
  }

  #readAttribute(): void {
    const { text } = this.#input;
    const start = this.#offset;
    let depth = 0;
    for (let index = start; index < text.length; index += 1) {
      const character = text.charAt(index);
      if (character === '[') depth += 1;
      else if (character === ']') depth -= 1;
      if (depth > 0) continue;
      this.#offset = index + 1;
      this.#pushAttribute(text.slice(start + 1, index), start);
      return;
    }
    const guess = /^[^,)\]"]*/.exec(text.slice(start + 1))?.[0] ?? '';
    this.#offset = start + 1 + guess.length;
    // A bracket that closes although the counting of nested ones failed still belongs to this attribute.
    if (text.charAt(this.#offset) === ']') this.#offset += 1;
    this.#report({ code: 'unterminatedAttribute', start, message: 'This attribute name has no closing bracket (]).' });
    this.#pushAttribute(guess.replace(/^\[+/, ''), start, true);
  }

  #pushAttribute(inner: string, start: number, isReported = false): void {
    const name = inner.trim();
    if (name === '' && !isReported) {
      this.#report({ code: 'emptyAttributeName', start, message: 'An attribute name is missing between [ and ].' });
    }
    this.#push('attribute', name, start);
  }

  #reportCharacter(): void {
    const start = this.#offset;
    const character = String.fromCodePoint(this.#input.text.codePointAt(start) ?? 0xfffd);
    this.#offset += character.length;
    const message =
      character === "'"
        ? 'String constants stand in double quotes ("), not in single ones.'
        : character === ']'
          ? 'This closing bracket (]) has no opening one.'
          : character === ';'
            ? 'Arguments are separated by a comma.'
            : `The character ${JSON.stringify(character)} has no meaning here.`;
    const meant = character === "'" ? '"' : character === ';' ? ',' : undefined;
    this.#report({ code: 'unexpectedCharacter', start, message, meant });
    if (character === ';') this.#push(',', ',', start);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const matched = pattern.exec(this.#input.text)?.[0];
    if (matched !== undefined) this.#offset += matched.length;
    return matched;
  }

  #push(kind: Token['kind'], value: string, start: number): void {
    this.#tokens.push({ kind, value, start, end: this.#offset });
  }

  #report(problem: Problem): void {
    const { code, message, meant, severity } = problem;
    const position = this.#input.positions.between(problem.start, problem.end ?? this.#offset);
    this.#input.problems.add({
      code,
      message,
      position,
      ...(meant === undefined ? {} : { suggestion: meant }),
      ...(severity === undefined ? {} : { severity }),
    });
  }
}

interface Problem {
  readonly code: Parameters<DiagnosticList['add']>[0]['code'];
  readonly message: string;
  readonly start: number;
  readonly end?: number;
  readonly meant?: string | undefined;
  readonly severity?: 'warning';
}
