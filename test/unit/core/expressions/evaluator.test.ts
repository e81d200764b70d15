import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeDiacritics } from '#core/expressions/diacritics';
import { compileExpression, evaluateExpression } from '#core/expressions/evaluator';
import type { EvaluationContext } from '#core/expressions/function-call';
import { expressionFunctions, findFunction } from '#core/expressions/functions/registry';
import { parseExpression } from '#core/expressions/parser';
import { type Expression, nowhere } from '#core/expressions/syntax-tree';
import type { AttributeValue } from '#core/expressions/values';
import { anyExpression } from './any-expression.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

const treeOf = (text: string) => {
  const { tree } = parseExpression(text);
  if (tree === undefined) throw new Error(text);
  return tree;
};

const evaluate = (
  text: string,
  attributes: Record<string, AttributeValue> = {},
  more: Partial<EvaluationContext> = {},
) => evaluateExpression(treeOf(text), { attributes, now, ...more });

const outcomeOf = (text: string, attributes: Record<string, AttributeValue> = {}) => {
  const result = evaluate(text, attributes);
  return result.ok ? result.value : result.error;
};

describe('evaluateExpression', () => {
  it.each<{ text: string; attributes?: Record<string, AttributeValue>; expected: AttributeValue }>([
    { text: '[mail]', expected: null },
    { text: '[Mail]', attributes: { mail: 'x' }, expected: null },
    { text: '[constructor]', expected: null },
    { text: '[list]', attributes: { list: ['a', 'b'] }, expected: ['a', 'b'] },
    { text: '[a] = [b]', attributes: { a: '1.0', b: 1 }, expected: true },
    { text: '[a] = "true"', attributes: { a: true }, expected: false },
    { text: '[a] = "True"', attributes: { a: true }, expected: true },
    { text: '[a] = True', attributes: { a: true }, expected: true },
    { text: '"9" < "10"', expected: true },
    { text: '"b" > "a"', expected: true },
    { text: '"a" <> "A"', expected: true },
    { text: '2 >= 2', expected: true },
    { text: '2 <= 1', expected: false },
    { text: 'CDate("2024-01-02") > CDate("2023-12-31")', expected: true },
    { text: '[missing] = ""', expected: true },
    { text: '[one] = "a"', attributes: { one: ['a'] }, expected: true },
    { text: 'Append([a], "x")', expected: 'x' },
    { text: 'Append([one], "x")', attributes: { one: ['a'] }, expected: 'ax' },
    { text: 'ToLower([a])', expected: null },
    { text: 'StripSpaces([a])', expected: null },
    { text: 'ToUpper("straße")', expected: 'STRAßE' },
    { text: 'Mid("abc", 2, 100)', expected: 'bc' },
    { text: 'Mid("abc", 9, 1)', expected: '' },
    { text: 'Mid("abc", "2", "1")', expected: 'b' },
    { text: 'Mid([a], 1, 1)', expected: null },
    { text: 'Len([a])', expected: 0 },
    { text: 'CStr(100000000000000000000)', expected: '100000000000000000000' },
    { text: 'CStr(True)', expected: 'True' },
    { text: 'CBool("0")', expected: false },
    { text: 'CBool(-1)', expected: true },
    { text: 'CBool([a])', expected: false },
    { text: 'Not([a])', expected: 'True' },
    { text: 'BitAnd("18446744073709551615", &HFF)', expected: 255 },
    { text: 'BitAnd([a], 1)', expected: null },
    { text: 'Join("-", [list], "c")', attributes: { list: ['a', '', 'b'] }, expected: 'a-b-c' },
    { text: 'Join("-", [a], [b])', expected: '' },
    { text: 'Count([a])', expected: 0 },
    { text: 'Count([a])', attributes: { a: 'single' }, expected: 1 },
    { text: 'Item([a], 1)', attributes: { a: 'single' }, expected: 'single' },
    { text: 'Item([a], 2)', attributes: { a: 'single' }, expected: null },
    { text: 'RemoveDuplicates([a])', expected: null },
    { text: 'Split([a], ",")', expected: null },
    { text: 'Split("a,,b", ",")', expected: ['a', 'b'] },
    { text: 'InStr([a], "x")', expected: 0 },
    { text: 'PCase("o\'neil-smith 3rd")', expected: "O'neil-Smith 3Rd" },
    { text: 'PCase("JEAN-luc", " ")', expected: 'Jean-luc' },
    {
      text: 'SingleAppRoleAssignment([appRoleAssignments])',
      attributes: { appRoleAssignments: ['Default Assignment'] },
      expected: 'Default Assignment',
    },
    { text: 'SingleAppRoleAssignment([appRoleAssignments])', expected: null },
    { text: 'Replace([a], "x", , , "y", , )', expected: null },
    { text: 'Replace("a.b.c", ".", , , "$&", , )', expected: 'a$&b$&c' },
    { text: 'Replace("abc", , "b", , , , )', expected: 'abc' },
    { text: 'Replace("abc", , , , "x", , )', expected: 'abc' },
    { text: 'Replace("2024-05", , "(?<y>\\\\d+)-(?<m>\\\\d+)", "m", "06", , )', expected: '2024-06' },
    { text: 'Replace([a], , "x(?<n>\\\\d)", "n", , [b], )', attributes: { b: 'none' }, expected: null },
    { text: 'DateAdd("d", 1, [a])', expected: null },
    { text: 'DateDiff("d", [a], Now())', expected: null },
    { text: 'CDate([a])', expected: null },
    { text: 'NumFromDate("1601-01-01")', expected: '0' },
    { text: 'FormatDateTime(" 2020-01-02", "AllowLeadingWhite", "yyyy-MM-dd", "d")', expected: '01/02/2020' },
    {
      text: 'FormatDateTime("2020-01-02", "DateTimeStyles.AssumeUniversal, AdjustToUniversal", "yyyy-MM-dd", "o")',
      expected: '2020-01-02T00:00:00.0000000Z',
    },
    { text: 'IIF(True, "yes", Nonsense([x]))', expected: 'yes' },
    { text: 'Switch("b", "none", "a", "1")', expected: 'none' },
    { text: 'Switch([flag], , "False", "on")', attributes: { flag: false }, expected: 'on' },
  ])('$text gives $expected', ({ text, attributes, expected }) => {
    expect(outcomeOf(text, attributes)).toEqual(expected);
  });

  it.each([
    { text: 'Nonsense([x])', code: 'unknownFunction', names: 'Nonsense' },
    { text: 'tolower("X")', code: 'unknownFunction', names: 'tolower' },
    { text: 'Left("x")', code: 'argumentCount', names: 'Left takes 2 arguments, not 1' },
    { text: 'Left(, 1)', code: 'missingArgument', names: 'Left: string' },
    { text: 'Left("x", "y")', code: 'invalidArgument', names: 'Left: numChars' },
    { text: 'Left("x", 1.5)', code: 'invalidArgument', names: 'whole number' },
    { text: 'Left("x", [missing])', code: 'invalidArgument', names: 'null' },
    { text: 'Mid("x", 0, 1)', code: 'invalidArgument', names: 'Mid: start' },
    { text: 'Mid("x", 1, -1)', code: 'invalidArgument', names: 'Mid: length' },
    { text: 'InStr("x", "y", 0)', code: 'invalidArgument', names: 'InStr: start' },
    { text: 'InStr("x", "y", 1, "fast")', code: 'invalidArgument', names: 'vbTextCompare' },
    { text: 'ToLower("x", "not a culture")', code: 'invalidArgument', names: 'not a culture' },
    { text: 'ToLower([list])', code: 'multiValuedArgument', names: 'ToLower: source' },
    { text: '[list] = "a"', code: 'multiValuedArgument', names: 'comparison' },
    { text: 'Append([a], text)', code: 'unquotedText', names: 'text' },
    { text: 'CDate("next week")', code: 'invalidDate', names: 'next week' },
    { text: 'DateAdd("q", 1, Now())', code: 'invalidArgument', names: 'yyyy, m, ww' },
    { text: 'DateAdd("yyyy", 9000, Now())', code: 'invalidArgument', names: '9999' },
    { text: 'DateFromNum("-5")', code: 'invalidArgument', names: '1601' },
    { text: 'FormatDateTime("x", , "yyyy", "d")', code: 'invalidDate', names: 'yyyy' },
    { text: 'FormatDateTime("2020", , "q", "d")', code: 'invalidDateFormat', names: '"q"' },
    { text: 'FormatDateTime("2020", "Sloppy", "yyyy", "d")', code: 'invalidArgument', names: 'Sloppy' },
    { text: 'Replace("x", , "(", , "", , )', code: 'invalidRegex', names: 'not closed' },
    { text: 'Replace("x", , "\\\\Gx", , "", , )', code: 'unsupportedRegex', names: '\\G' },
    { text: 'Replace("x", , "x", "name", "", , )', code: 'invalidArgument', names: '"name"' },
    { text: 'BitAnd("a", 1)', code: 'invalidArgument', names: 'value1' },
    { text: 'RandomString(3, 2, 2, 0, 0)', code: 'invalidArgument', names: 'sum' },
    { text: 'RandomString(300, 0, 0, 0, 0)', code: 'invalidArgument', names: '256' },
    { text: 'RandomString(3, -1, 0, 0, 0)', code: 'invalidArgument', names: 'minimumNumbers' },
    { text: 'RandomString(3, 1, 0, 0, 0, "0123456789")', code: 'invalidArgument', names: 'charactersToAvoid' },
    { text: 'DefaultDomain()', code: 'missingContext', names: 'DefaultDomain' },
    { text: 'Append(SelectUniqueValue("a", "b"), "x")', code: 'notTopLevel', names: 'outermost' },
    { text: 'SelectUniqueValue([a], "")', code: 'noUniqueValue', names: '2 values' },
  ])('$text fails with $code', ({ text, code, names }) => {
    const result = evaluate(text, { list: ['a', 'b'] });
    expect(result).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(names) } });
  });

  it('stops a regular expression that runs away', () => {
    const text = 'Replace([a], , "^(a+)+$", , "", , )';
    expect(evaluate(text, { a: `${'a'.repeat(60)}!` }, { regexBudgetMs: 20 })).toMatchObject({
      ok: false,
      error: { code: 'regexTooSlow' },
    });
  });

  it('gives the same random values for the same numbers', () => {
    const random = () => 0.5;
    const made = [1, 2].map(() => evaluate('RandomString(8,2,2,2,2)', {}, { random }));
    expect(made[0]).toEqual(made[1]);
    expect(evaluate('Guid()', {}, { random: () => 0 })).toEqual({
      ok: true,
      value: '00000000-0000-4000-8000-000000000000',
    });
  });

  it('answers a tree that is too deep to walk', () => {
    let tree: Expression = { kind: 'attribute', name: 'mail', position: nowhere };
    for (let depth = 0; depth < 100_000; depth += 1)
      tree = { kind: 'call', name: 'Not', arguments: [tree], position: nowhere };
    expect(evaluateExpression(tree, { attributes: {}, now })).toMatchObject({
      ok: false,
      error: { code: 'nestedTooDeep' },
    });
  });

  it('never throws, whatever the tree and the values', () => {
    const calls = fc
      .tuple(fc.constantFrom(...expressionFunctions.map(({ name }) => name)), fc.array(anyExpression, { maxLength: 7 }))
      .map(([name, given]): Expression => ({ kind: 'call', name, arguments: given, position: nowhere }));
    const values = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    fc.assert(
      fc.property(calls, fc.dictionary(fc.string(), values), (tree, attributes) => {
        const result = evaluateExpression(tree, { attributes, now, regexBudgetMs: 1 });
        expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('compileExpression', () => {
  it('gives the same as evaluating, for many people', () => {
    const tree = treeOf('Switch([country], "x", "DE", ToUpper([name]))');
    const compiled = compileExpression(tree);
    for (const attributes of [{ country: 'DE', name: 'ada' }, { country: 'FR' }, {}] as Record<string, string>[]) {
      expect(compiled({ attributes, now })).toEqual(evaluateExpression(tree, { attributes, now }));
    }
  });

  it('evaluates 16 mappings for 10,000 people in well under the time of a cycle', () => {
    const mappings = Array.from({ length: 4 }, () => [
      '[mail]',
      'Join(" ", [givenName], [surname])',
      'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      'Replace(ToLower([mail]), , "@.*$", , "", , )',
    ]).flat();
    const compiled = mappings.map((text) => compileExpression(treeOf(text)));
    const attributes = {
      mail: 'ada.lovelace@contoso.com',
      givenName: 'Ada',
      surname: 'Lovelace',
      IsSoftDeleted: false,
    };
    const start = performance.now();
    let failures = 0;
    for (let person = 0; person < 10_000; person += 1) {
      for (const evaluateOne of compiled) failures += evaluateOne({ attributes, now }).ok ? 0 : 1;
    }
    expect(failures).toBe(0);
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

describe('expressionFunctions', () => {
  it('describes the 45 functions of the reference and AssertiveAppRoleAssignmentsComplex', () => {
    expect(expressionFunctions.map(({ name }) => name).toSorted()).toEqual(
      `Append AppRoleAssignmentsComplex AssertiveAppRoleAssignmentsComplex BitAnd CBool CDate CStr Coalesce ConvertToBase64
      ConvertToUTF8Hex Count DateAdd DateDiff DateFromNum DefaultDomain FormatDateTime Guid IIF IgnoreFlowIfNullOrEmpty
      InStr IsNull IsNullOrEmpty IsPresent IsString Item Join Left Len Mid NormalizeDiacritics Not Now NumFromDate PCase
      RandomString Redact RemoveDuplicates Replace SelectUniqueValue SingleAppRoleAssignment Split StripSpaces Switch
      ToLower ToUpper Word`
        .split(/\s+/)
        .toSorted(),
    );
  });

  it('is plain data that survives being sent elsewhere', () => {
    expect(JSON.parse(JSON.stringify(expressionFunctions))).toEqual(expressionFunctions);
  });

  it('finds functions by their exact name only', () => {
    expect(findFunction('IIF')?.name).toBe('IIF');
    expect(findFunction('iif')).toBeUndefined();
    expect(findFunction('toString')).toBeUndefined();
  });
});

describe('normalizeDiacritics', () => {
  // The table of NormalizeDiacritics in the reference, one example a row and the rows that Unicode does not decompose.
  it.each([
    ['äàâãåáąăāā́ǟa̱', 'aaaaaaaaaaaa'],
    ['æǣÆǢ', 'aeaeAEAE'],
    ['çčć', 'ccc'],
    ['ďḏ', 'dd'],
    ['ëèéêęěėēḗ', 'eeeeeeeee'],
    ['ğḡ', 'gg'],
    ['ïîìíıīİ', 'iiiiiiI'],
    ['ľłŁ', 'llL'],
    ['ñńň', 'nnn'],
    ['öòőõôóōȫǭȱ', 'oooooooooo'],
    ['øø̄œ̄ØŒ̄', 'oeoeoeOEOE'],
    ['řṝ', 'rr'],
    ['ß', 'ss'],
    ['šśșş', 'ssss'],
    ['ťț', 'tt'],
    ['üùûúůűūǖṻ', 'uuuuuuuuu'],
    ['ÿýȳ', 'yyy'],
    ['źžż', 'zzz'],
    ['plain 山田 한국', 'plain 山田 한국'],
  ])('turns %s into %s', (marked, plain) => {
    expect(normalizeDiacritics(marked)).toBe(plain);
  });
});
