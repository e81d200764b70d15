import {
  type ComparisonOperator,
  comparisonOperators,
  type FilterExpression,
  type FilterOperand,
  type TextFunction,
  textFunctions,
} from './filter-expression.ts';
import { type FilterToken, filterTokens, invalidFilter } from './filter-lexer.ts';

/** Longest filter, in characters; with all its options a URL has at most about twice that. */
const maximumLength = 8_192;
/** Operands and operators of one filter. Source: learn.microsoft.com/dotnet/api/microsoft.aspnetcore.odata.query.validator.odatavalidationsettings.maxnodecount */
const maximumNodes = 100;
const deepestNesting = 50;

interface TokenReader {
  readonly peek: () => FilterToken;
  readonly take: () => FilterToken;
  /** Reads something that is nested in what is being read. Raises a GraphFault 400 when that is too deep. */
  readonly nested: <T>(read: () => T) => T;
}

/**
 * Parses the OData filters that Graph's directory and report resources accept: comparisons, `in`, contains, startswith,
 * endswith, tolower, toupper, `any`, `and`, `or`, `not` and brackets. Raises a GraphFault 400 for anything else, and for a filter
 * that is too long or nested too deeply.
 */
export function parseFilter(filter: string): FilterExpression {
  if (filter.length > maximumLength) throw invalidFilter(`The filter has more than ${maximumLength} characters.`);
  const tokens = filterTokens(filter);
  if (tokens.filter(({ kind }) => kind !== 'symbol' && kind !== 'end').length > maximumNodes) {
    throw invalidFilter(`The node count limit of '${maximumNodes}' has been exceeded.`);
  }
  let next = 0;
  let depth = 0;
  const peek = () => tokens[Math.min(next, tokens.length - 1)] ?? { kind: 'end' as const, value: '', at: 0 };
  const reader: TokenReader = {
    peek,
    take() {
      const token = peek();
      next += 1;
      return token;
    },
    nested(read) {
      depth += 1;
      if (depth > deepestNesting) throw invalidFilter('The recursion limit has been exceeded.');
      const result = read();
      depth -= 1;
      return result;
    },
  };
  const expression = parseOr(reader);
  if (reader.peek().kind !== 'end') throw unexpected(reader.peek());
  return expression;
}

function parseOr(reader: TokenReader): FilterExpression {
  let left = parseAnd(reader);
  while (isWord(reader.peek(), 'or')) {
    reader.take();
    left = { kind: 'or', left, right: parseAnd(reader) };
  }
  return left;
}

function parseAnd(reader: TokenReader): FilterExpression {
  let left = parseUnary(reader);
  while (isWord(reader.peek(), 'and')) {
    reader.take();
    left = { kind: 'and', left, right: parseUnary(reader) };
  }
  return left;
}

function parseUnary(reader: TokenReader): FilterExpression {
  if (isWord(reader.peek(), 'not')) {
    reader.take();
    return { kind: 'not', operand: reader.nested(() => parseUnary(reader)) };
  }
  if (isSymbol(reader.peek(), '(')) {
    reader.take();
    const inner = reader.nested(() => parseOr(reader));
    expectSymbol(reader, ')');
    return inner;
  }
  return parseTerm(reader);
}

function parseTerm(reader: TokenReader): FilterExpression {
  const token = reader.peek();
  const textFunction = textFunctions.find((name) => isWord(token, name));
  if (textFunction !== undefined) return parseTextFunction(reader, textFunction);
  if (token.kind === 'word' && token.value.endsWith('/any')) return parseAny(reader);
  const left = parseOperand(reader);
  const operator = reader.take();
  if (isWord(operator, 'in')) return { kind: 'in', left, values: parseList(reader) };
  const comparison = comparisonOperators.find((name) => isWord(operator, name));
  if (comparison === undefined) throw unexpected(operator);
  return { kind: 'compare', operator: comparison satisfies ComparisonOperator, left, right: parseOperand(reader) };
}

function parseTextFunction(reader: TokenReader, operator: TextFunction): FilterExpression {
  reader.take();
  expectSymbol(reader, '(');
  const left = parseOperand(reader);
  expectSymbol(reader, ',');
  const right = parseOperand(reader);
  expectSymbol(reader, ')');
  // `contains(x,'y') eq true` is a longer way to write the same.
  if (isWord(reader.peek(), 'eq')) {
    reader.take();
    const truth = reader.take();
    if (!isWord(truth, 'true')) throw unexpected(truth);
  }
  return { kind: 'text', operator, left, right };
}

function parseAny(reader: TokenReader): FilterExpression {
  const path = reader.take().value.slice(0, -'/any'.length);
  expectSymbol(reader, '(');
  const variable = reader.take();
  if (variable.kind !== 'word') throw unexpected(variable);
  expectSymbol(reader, ':');
  const predicate = reader.nested(() => parseOr(reader));
  expectSymbol(reader, ')');
  return { kind: 'any', path, variable: variable.value, predicate };
}

function parseList(reader: TokenReader): FilterOperand[] {
  expectSymbol(reader, '(');
  const values = [parseOperand(reader)];
  while (isSymbol(reader.peek(), ',')) {
    reader.take();
    values.push(parseOperand(reader));
  }
  expectSymbol(reader, ')');
  return values;
}

function parseOperand(reader: TokenReader): FilterOperand {
  const token = reader.take();
  if (token.kind === 'text' || token.kind === 'date') return { kind: 'literal', value: token.value };
  if (token.kind === 'number') return { kind: 'literal', value: Number(token.value) };
  if (token.kind !== 'word') throw unexpected(token);
  if (token.value === 'true' || token.value === 'false') return { kind: 'literal', value: token.value === 'true' };
  if (token.value === 'null') return { kind: 'literal', value: null };
  if (isSymbol(reader.peek(), '(') && /^to(lower|upper)$/i.test(token.value)) {
    reader.take();
    const operand = reader.nested(() => parseOperand(reader));
    expectSymbol(reader, ')');
    return { kind: 'case', to: token.value.toLowerCase() === 'tolower' ? 'lower' : 'upper', operand };
  }
  return { kind: 'path', path: token.value };
}

function isWord(token: FilterToken, word: string): boolean {
  return token.kind === 'word' && token.value.toLowerCase() === word;
}

function isSymbol(token: FilterToken, symbol: string): boolean {
  return token.kind === 'symbol' && token.value === symbol;
}

function expectSymbol(reader: TokenReader, symbol: string): void {
  const token = reader.take();
  if (!isSymbol(token, symbol)) throw unexpected(token);
}

function unexpected(token: FilterToken): Error {
  return invalidFilter(
    token.kind === 'end'
      ? `Syntax error: the filter ends too early at position ${token.at}.`
      : `Syntax error at position ${token.at}: '${token.value}' was not expected here.`,
  );
}
