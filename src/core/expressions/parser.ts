import { type Diagnostic, type DiagnosticCode, DiagnosticList, PositionIndex } from './diagnostics.ts';
import { readTokens, type Token } from './lexer.ts';
import {
  type ComparisonOperator,
  comparisonOperators,
  type Expression,
  maximumNesting,
  nowhere,
  type Position,
} from './syntax-tree.ts';

/** The service's limit, in characters. Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes */
export const maximumExpressionLength = 10_000;

/** What {@link parseExpression} gives: a tree without errors, a partial one with, or none; and what was found. */
export interface ParsedExpression {
  readonly tree: Expression | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses the text of an attribute-mapping expression. Takes any text and never throws. After a syntax error it goes
 * on and gives a partial tree, in which `empty` stands for what is missing. A text over 10,000 characters is not read.
 *
 * Source: learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function parseExpression(text: string): ParsedExpression {
  const problems = new DiagnosticList();
  if (text.length > maximumExpressionLength) {
    const message =
      `The expression has ${text.length} characters; the provisioning service takes at most ` +
      `${maximumExpressionLength}. Shorten it, or split it over two mappings.`;
    problems.add({ code: 'expressionTooLong', message, position: { ...nowhere, length: text.length } });
    return { tree: undefined, diagnostics: problems.found };
  }
  const positions = new PositionIndex(text);
  const tree = new Parser({ tokens: readTokens({ text, problems, positions }), problems, positions }).parse();
  const diagnostics = problems.found.toSorted((a, b) => a.position.offset - b.position.offset);
  return { tree, diagnostics };
}

interface ParserInput {
  readonly tokens: readonly Token[];
  readonly problems: DiagnosticList;
  readonly positions: PositionIndex;
}

class Parser {
  readonly #input: ParserInput;
  #index = 0;
  #isTooDeep = false;

  constructor(input: ParserInput) {
    this.#input = input;
  }

  parse(): Expression | undefined {
    if (this.#current.kind === 'end') {
      this.#report(this.#current, { code: 'emptyExpression', message: 'The expression is empty.' });
      return undefined;
    }
    const tree = this.#expression(0);
    const rest = this.#current;
    if (rest.kind !== 'end' && !this.#isTooDeep) this.#reportRest(rest);
    return tree.kind === 'empty' ? undefined : tree;
  }

  get #current(): Token {
    return this.#input.tokens[this.#index] ?? this.#lastToken;
  }

  get #lastToken(): Token {
    return this.#input.tokens.at(-1) ?? { kind: 'end', value: '', start: 0, end: 0 };
  }

  #expression(depth: number): Expression {
    let left = this.#operand(depth);
    for (let chained = depth; this.#current.kind === 'operator'; chained += 1) {
      const token = this.#take();
      if (!isComparison(token.value)) {
        // The lexer has reported it; reading on after it finds the next mistakes.
        this.#operand(depth);
        continue;
      }
      if (chained >= maximumNesting) {
        this.#reportDepth(token);
        return left;
      }
      const right = this.#operand(depth + 1);
      const position = this.#between(left.position.offset, right);
      left = { kind: 'comparison', operator: token.value, left, right, position };
    }
    return left;
  }

  #operand(depth: number): Expression {
    const token = this.#current;
    if (depth > maximumNesting) {
      this.#reportDepth(token);
      return this.#missing(token);
    }
    const position = this.#at(token);
    switch (token.kind) {
      case 'text':
        this.#take();
        return { kind: 'text', value: token.value, position };
      case 'number':
        this.#take();
        return { kind: 'number', text: token.value, position };
      case 'attribute':
        this.#take();
        return token.value === '' ? { kind: 'empty', position } : { kind: 'attribute', name: token.value, position };
      case 'word':
        this.#take();
        return this.#current.kind === '(' ? this.#call(token, depth) : { kind: 'word', name: token.value, position };
      case '(':
        return this.#parenthesized(depth);
      default:
        this.#report(token, { code: 'missingOperand', message: `A value is missing before ${describe(token)}.` });
        return this.#missing(token);
    }
  }

  #parenthesized(depth: number): Expression {
    const open = this.#take();
    const inner = this.#expression(depth + 1);
    if (this.#isTooDeep) return inner;
    if (this.#current.kind === ')') this.#take();
    else
      this.#report(open, { code: 'missingParenthesis', message: 'This parenthesis is not closed.', suggestion: ')' });
    return inner;
  }

  #call(name: Token, depth: number): Expression {
    const open = this.#take();
    const given: Expression[] = [];
    if (this.#current.kind === ')') {
      this.#take();
      return this.#finishCall(name, given);
    }
    for (;;) {
      given.push(this.#argument(depth));
      if (this.#isTooDeep) break;
      this.#readPastLogicalOperators(depth);
      this.#reportMissingComma(name);
      const separator = this.#current;
      if (separator.kind === ',') this.#take();
      else if (separator.kind === ')') {
        this.#take();
        break;
      } else if (separator.kind === 'end') {
        const message = `The arguments of ${name.value} are not closed; ")" is missing.`;
        this.#report(open, { code: 'missingParenthesis', message, suggestion: ')' });
        break;
      }
    }
    return this.#finishCall(name, given);
  }

  #argument(depth: number): Expression {
    const { kind } = this.#current;
    if (kind === ',' || kind === ')' || kind === 'end') return this.#missing(this.#current);
    return this.#expression(depth + 1);
  }

  #readPastLogicalOperators(depth: number): void {
    while (isLogicalOperator(this.#current)) {
      this.#reportLogicalOperator(this.#take());
      this.#argument(depth);
    }
  }

  #reportMissingComma(name: Token): void {
    const { kind } = this.#current;
    if (kind === ',' || kind === ')' || kind === 'end') return;
    const message = `A comma is missing between the arguments of ${name.value}, before ${describe(this.#current)}.`;
    this.#report(this.#current, { code: 'missingComma', message, suggestion: ',' });
  }

  #reportLogicalOperator(token: Token): void {
    const path = token.value.toLowerCase() === 'and' ? 'second' : 'third';
    const message =
      `${token.value.toUpperCase()} does not exist in this language. ` +
      `Nest another IIF as the ${path} argument instead.`;
    this.#report(token, { code: 'unsupportedOperator', message });
  }

  #finishCall(name: Token, given: readonly Expression[]): Expression {
    const end = this.#input.tokens[this.#index - 1] ?? name;
    const position = this.#input.positions.between(name.start, Math.max(end.end, name.end));
    return { kind: 'call', name: name.value, arguments: given, position };
  }

  #reportRest(rest: Token): void {
    if (isLogicalOperator(rest)) {
      this.#reportLogicalOperator(rest);
      return;
    }
    const message =
      rest.kind === ')'
        ? 'This closing parenthesis has no opening one.'
        : `The expression ends before ${describe(rest)}; what follows is not read.`;
    this.#report(rest, { code: 'unexpectedText', message });
  }

  #reportDepth(token: Token): void {
    if (!this.#isTooDeep) {
      const message = `The expression is nested more than ${maximumNesting} levels deep; the rest is not read.`;
      this.#report(token, { code: 'nestedTooDeep', message });
    }
    this.#isTooDeep = true;
    this.#index = this.#input.tokens.length - 1;
  }

  #missing(token: Token): Expression {
    return { kind: 'empty', position: this.#input.positions.between(token.start, token.start) };
  }

  #take(): Token {
    const token = this.#current;
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  #at(token: Token): Position {
    return this.#input.positions.between(token.start, token.end);
  }

  #between(start: number, last: Expression): Position {
    return this.#input.positions.between(start, last.position.offset + last.position.length);
  }

  #report(token: Token, finding: { code: DiagnosticCode; message: string; suggestion?: string }): void {
    this.#input.problems.add({ ...finding, position: this.#at(token) });
  }
}

function isComparison(symbol: string): symbol is ComparisonOperator {
  return comparisonOperators.includes(symbol as ComparisonOperator);
}

function isLogicalOperator(token: Token): boolean {
  return token.kind === 'word' && /^(and|or)$/i.test(token.value);
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'end':
      return 'the end';
    case 'attribute':
      return `[${token.value}]`;
    case 'text':
      return 'a string';
    default:
      return `"${token.value}"`;
  }
}
