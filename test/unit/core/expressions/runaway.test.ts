import { describe, expect, it } from 'vitest';
import { evaluateExpression } from '#core/expressions/evaluator';
import { parseExpression } from '#core/expressions/parser';
import type { AttributeValue } from '#core/expressions/values';

const evaluate = (text: string, attributes: Record<string, AttributeValue>) => {
  const { tree } = parseExpression(text);
  if (tree === undefined) throw new Error(text);
  return evaluateExpression(tree, { attributes, now: 0 });
};

describe('an expression that runs away', () => {
  const nested = (levels: number, around: (inner: string) => string, from = '[a]'): string =>
    Array.from({ length: levels }).reduce((inner: string) => around(inner), from);

  it.each([
    ['doubles a text', nested(60, (inner) => `Replace(${inner}, "a", , , "aaaaaaaa", , )`), 'valueTooLong'],
    ['doubles by a template', nested(60, (inner) => `Replace(${inner}, "@", , , , , "@@@@")`), 'valueTooLong'],
    [
      'doubles by a pattern',
      nested(60, (inner) => `Replace(${inner}, , "a", , "$&$&$&$&", , )`),
      /^(valueTooLong|regexTooSlow)$/,
    ],
    ['copies the whole text for each match', 'Replace([long], , "a", , "$_", , )', 'valueTooLong'],
    ['joins long values', `Join(",", ${Array.from({ length: 40 }, () => '[long]').join(', ')})`, 'valueTooLong'],
    [
      'searches again and again',
      `Join(",", ${Array.from({ length: 150 }, () => 'Replace([slow], , "a*a*a*c", , "b", , )').join(', ')})`,
      'regexTooSlow',
    ],
  ])('and %s ends with an error', (_what, text, code) => {
    const attributes = { a: 'a', long: 'a'.repeat(500_000), slow: 'a'.repeat(40) };
    const result = evaluate(text, attributes);
    expect(result.ok ? 'ok' : result.error.code).toMatch(code);
  });

  it('takes a value of a million characters and no longer one', () => {
    expect(evaluate('[a]', { a: 'x'.repeat(1_000_000) })).toMatchObject({ ok: true });
    expect(evaluate('Append([a], "x")', { a: 'x'.repeat(1_000_000) })).toMatchObject({
      ok: false,
      error: { code: 'valueTooLong' },
    });
  });
});
