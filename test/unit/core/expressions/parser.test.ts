import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumExpressionLength, parseExpression } from '#core/expressions/parser';
import { printExpression } from '#core/expressions/printer';
import { sameExpression } from '#core/expressions/syntax-tree';
import { anyExpression } from './any-expression.ts';

const codes = (text: string) => parseExpression(text).diagnostics.map(({ code }) => code);
const printed = (text: string) => {
  const { tree } = parseExpression(text);
  return tree === undefined ? undefined : printExpression(tree);
};

describe('parseExpression', () => {
  it.each([
    { text: '[mail]', same: '[mail]' },
    { text: '  [ mail ]\n', same: '[mail]' },
    { text: 'Join ( "," ,[a],[b] )', same: 'Join(",", [a], [b])' },
    { text: 'Replace([x], "-", , , "_", ,  )', same: 'Replace([x], "-", , , "_", , )' },
    { text: 'Now( )', same: 'Now()' },
    { text: 'F(,)', same: 'F(, )' },
    { text: 'IIF([a]<>"b",-1,&hFf)', same: 'IIF([a] <> "b", -1, &hFf)' },
    { text: 'IIF(([a]="b")=True,1,2)', same: 'IIF(([a] = "b") = True, 1, 2)' },
    { text: '[roles[primary eq "True"].value]', same: '[roles[primary eq "True"].value]' },
    { text: '"a \\\\ \\" b"', same: '"a \\\\ \\" b"' },
    { text: 'Fünktion_1("x")', same: 'Fünktion_1("x")' },
  ])('reads $text without findings', ({ text, same }) => {
    expect(codes(text)).toEqual([]);
    expect(printed(text)).toBe(same);
  });

  it.each([
    { text: '', found: ['emptyExpression'], partial: undefined },
    { text: ' \n ', found: ['emptyExpression'], partial: undefined },
    { text: ')', found: ['missingOperand', 'unexpectedText'], partial: undefined },
    { text: 'Append([a], "b"', found: ['missingParenthesis'], partial: 'Append([a], "b")' },
    { text: 'Append([a] "b")', found: ['missingComma'], partial: 'Append([a], "b")' },
    { text: 'Append([a]; "b")', found: ['unexpectedCharacter'], partial: 'Append([a], "b")' },
    { text: 'Append([a, "b")', found: ['unterminatedAttribute'], partial: 'Append([a], "b")' },
    { text: 'Append([], "b")', found: ['emptyAttributeName'], partial: 'Append(, "b")' },
    { text: 'Append([a], "b)', found: ['missingParenthesis', 'unterminatedString'], partial: 'Append([a], "b)")' },
    { text: 'Append([a], “b”)', found: ['typographicQuote'], partial: 'Append([a], "b")' },
    { text: "Append([a], 'b')", found: ['unexpectedCharacter', 'unexpectedCharacter'], partial: 'Append([a], b)' },
    { text: 'Append([a], "b")) x', found: ['unexpectedText'], partial: 'Append([a], "b")' },
    { text: '[a] [b]', found: ['unexpectedText'], partial: '[a]' },
    { text: 'IIF([a] == "b", 1, 2)', found: ['unsupportedOperator'], partial: 'IIF([a] = "b", 1, 2)' },
    { text: 'IIF([a] != "b", 1, 2)', found: ['unsupportedOperator'], partial: 'IIF([a] <> "b", 1, 2)' },
    { text: 'IIF([a] = , 1, 2)', found: ['missingOperand'], partial: 'IIF([a] = , 1, 2)' },
    { text: 'IIF([a]="1" AND [b]="2", 1, 2)', found: ['unsupportedOperator'], partial: 'IIF([a] = "1", 1, 2)' },
    { text: '[a] & [b]', found: ['unsupportedOperator'], partial: '[a]' },
    { text: '([a]', found: ['missingParenthesis'], partial: '[a]' },
    {
      text: 'Replace([a], , "\\d", , "", , )',
      found: ['unescapedBackslash'],
      partial: 'Replace([a], , "\\\\d", , "", , )',
    },
    { text: '{a}', found: ['unexpectedCharacter', 'unexpectedCharacter'], partial: 'a' },
  ])('goes on after a mistake in $text', ({ text, found, partial }) => {
    expect(codes(text).toSorted()).toEqual(found.toSorted());
    expect(printed(text)).toBe(partial);
  });

  it('says where a mistake is, by offset, line, column and length, and what to put there', () => {
    expect(parseExpression('Join(",",\r\n  [a]\n  [b])').diagnostics).toEqual([
      {
        code: 'missingComma',
        severity: 'error',
        message: 'A comma is missing between the arguments of Join, before [b].',
        position: { offset: 19, line: 3, column: 3, length: 3 },
        suggestion: ',',
      },
    ]);
  });

  it('reads a text of exactly 10,000 characters and refuses a longer one', () => {
    const text = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect(codes(text(maximumExpressionLength))).toEqual([]);
    expect(parseExpression(text(maximumExpressionLength + 1))).toMatchObject({
      tree: undefined,
      diagnostics: [{ code: 'expressionTooLong', message: expect.stringContaining('10001') }],
    });
  });

  it('answers one megabyte of text at once', () => {
    expect(codes('F('.repeat(500_000))).toEqual(['expressionTooLong']);
  });

  it.each([
    { name: 'functions', text: 'F('.repeat(4_000) },
    { name: 'parentheses', text: '('.repeat(9_000) },
    { name: 'comparisons', text: `1${'=1'.repeat(4_000)}` },
    { name: 'functions after AND', text: 'F(1 and '.repeat(1_200) },
    { name: 'brackets', text: '['.repeat(9_000) },
  ])('reports $name that are nested too deep instead of running out of stack', ({ text }) => {
    const { diagnostics } = parseExpression(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThan(60);
  });

  it('takes 100 levels and not 101', () => {
    const nested = (levels: number) => `${'F('.repeat(levels)}1${')'.repeat(levels)}`;
    expect(codes(nested(100))).toEqual([]);
    expect(codes(nested(101))).toEqual(['nestedTooDeep']);
  });

  it('stops listing problems after 50', () => {
    const found = codes('] '.repeat(5_000));
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toBe('tooManyProblems');
  });

  it('never throws, whatever the text', () => {
    const fragments = fc.constantFrom(
      'F',
      '(',
      ')',
      ',',
      '[',
      ']',
      '"',
      '\\',
      '=',
      '<',
      '&H',
      '1',
      ' ',
      '\n',
      'and',
      '“',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fragments, { maxLength: 200 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { tree, diagnostics } = parseExpression(text);
        for (const { position } of diagnostics) {
          expect(position.offset).toBeGreaterThanOrEqual(0);
          expect(position.offset + position.length).toBeLessThanOrEqual(text.length);
        }
        if (diagnostics.length === 0) expect(tree).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('printExpression', () => {
  it('prints every tree so that parsing gives the same tree', () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
        const { tree: again, diagnostics } = parseExpression(printExpression(tree));
        expect(diagnostics).toEqual([]);
        expect(again !== undefined && sameExpression(tree, again)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('prints what it parsed from its own text unchanged', () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
        const text = printExpression(tree);
        expect(printed(text)).toBe(text);
      }),
    );
  });
});
