import { describe, expect, it } from 'vitest';
import { compileRegex, expandReplacement, matchesOf, replaceSpans } from '#core/expressions/regex/dotnet-regex';
import { StepBudgetExceeded } from '#core/expressions/regex/machine';
import { RegexRefusal } from '#core/expressions/regex/syntax';

// .NET's way to name a group in a replacement looks like a placeholder of JavaScript.
const groupReference = (name: string): string => `$\{${name}}`;

const found = (pattern: string, text: string, steps = 100_000) =>
  [...matchesOf(compileRegex(pattern), { text, budget: { left: steps } })].map(({ start, end }) =>
    text.slice(start, end),
  );

const replaced = ({ pattern, text, by }: { pattern: string; text: string; by: string }) => {
  const regex = compileRegex(pattern);
  const matches = [...matchesOf(regex, { text, budget: { left: 100_000 } })];
  return replaceSpans(
    text,
    matches.map((match) => ({ span: match, replacement: expandReplacement(by, { regex, match, text }) })),
  );
};

const refusal = (pattern: string): RegexRefusal => {
  try {
    compileRegex(pattern);
  } catch (error) {
    if (error instanceof RegexRefusal) return error;
    throw error;
  }
  throw new Error(`${pattern} was accepted`);
};

// Expected values follow learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference.
describe('compileRegex and matchesOf', () => {
  it.each<{ pattern: string; text: string; expected: readonly string[] }>([
    { pattern: 'a|ab', text: 'ab', expected: ['a'] },
    { pattern: '(?:a|ab)c', text: 'abc', expected: ['abc'] },
    { pattern: 'a*?b', text: 'aab', expected: ['aab'] },
    { pattern: '<.+?>', text: '<a><b>', expected: ['<a>', '<b>'] },
    { pattern: '<.+>', text: '<a><b>', expected: ['<a><b>'] },
    { pattern: '[a-c]{2,3}', text: 'abcab', expected: ['abc', 'ab'] },
    { pattern: 'a{2}', text: 'aaaaa', expected: ['aa', 'aa'] },
    { pattern: 'a{,2}', text: 'a{,2}', expected: ['a{,2}'] },
    { pattern: 'a{1,2}?', text: 'aa', expected: ['a', 'a'] },
    { pattern: 'x*', text: 'axb', expected: ['', 'x', '', ''] },
    { pattern: '(a*)*b', text: 'aab', expected: ['aab'] },
    { pattern: '(?:)*x', text: 'x', expected: ['x'] },
    { pattern: '(?i)straße', text: 'STRAßE', expected: ['STRAßE'] },
    { pattern: 'a(?i)b(?-i)c', text: 'aBc aBC', expected: ['aBc'] },
    { pattern: '(?i:a)b', text: 'Ab AB', expected: ['Ab'] },
    { pattern: '(?m)^b$', text: 'a\nb\nc', expected: ['b'] },
    { pattern: '^b$', text: 'a\nb\nc', expected: [] },
    { pattern: 'c$', text: 'c\n', expected: ['c'] },
    { pattern: 'c\\z', text: 'c\n', expected: [] },
    { pattern: '\\Aa|c\\Z', text: 'aac\n', expected: ['a', 'c'] },
    { pattern: 'a.b', text: 'a\nb', expected: [] },
    { pattern: '(?s)a.b', text: 'a\nb', expected: ['a\nb'] },
    { pattern: '(?x) a # the first\n b ', text: 'ab', expected: ['ab'] },
    { pattern: 'a(?# a note )b', text: 'ab', expected: ['ab'] },
    { pattern: '\\d+', text: '٣4', expected: ['٣4'] },
    { pattern: '\\bw\\w*', text: 'wo two würde', expected: ['wo', 'würde'] },
    { pattern: 'o\\B', text: 'to on', expected: ['o'] },
    { pattern: '\\p{Lu}\\P{Lu}', text: 'aÄb', expected: ['Äb'] },
    { pattern: '[a-z-[aeiou]]+', text: 'banana', expected: ['b', 'n', 'n'] },
    { pattern: '[^\\d\\s]+', text: '1 ab 2', expected: ['ab'] },
    { pattern: '[]a]+', text: 'a]b', expected: ['a]'] },
    { pattern: '[a\\-z]+', text: 'a-zb', expected: ['a-z'] },
    { pattern: '[+-]', text: '1-2', expected: ['-'] },
    { pattern: '\\x41\\u0042\\103\\t', text: 'ABC\t', expected: ['ABC\t'] },
    { pattern: '\\:\\;\\@', text: ':;@', expected: [':;@'] },
    { pattern: '(a)\\1', text: 'aab', expected: ['aa'] },
    { pattern: '(?<x>a|b)\\k<x>', text: 'ab bb', expected: ['bb'] },
    { pattern: "(?'x'a)\\k'x'", text: 'aa', expected: ['aa'] },
    { pattern: '(?i)(a)\\1', text: 'aA', expected: ['aA'] },
    { pattern: 'a(?=b)', text: 'ab ac', expected: ['a'] },
    { pattern: 'a(?!b).', text: 'ab ac', expected: ['ac'] },
    { pattern: '(?<=\\$\\d*)\\d', text: 'x1 $23', expected: ['2', '3'] },
    { pattern: '(?<!a)b', text: 'ab cb', expected: ['b'] },
    { pattern: '(?>a+)ab', text: 'aaab', expected: [] },
    { pattern: '(?>a|ab)c', text: 'abc', expected: [] },
    { pattern: '(?<=(a|ab)c)d', text: 'abcd', expected: ['d'] },
    { pattern: '', text: 'ab', expected: ['', '', ''] },
  ])('/$pattern/ finds $expected in $text', ({ pattern, text, expected }) => {
    expect(found(pattern, text)).toEqual(expected);
  });

  it.each([
    { pattern: '(a)(?<n>b)(c)', text: 'abc', by: `$1-$2-$3-${groupReference('n')}-$0`, expected: 'a-c-b-b-abc' },
    { pattern: '(a)|(b)', text: 'ab', by: '[$1$2]', expected: '[a][b]' },
    { pattern: 'b', text: 'abc', by: "<$`|$&|$'|$_>", expected: 'a<a|b|c|abc>c' },
    { pattern: '(a)(b)', text: 'ab', by: '$+$$', expected: 'b$' },
    { pattern: 'a', text: 'a', by: `$7 ${groupReference('none')} $`, expected: `$7 ${groupReference('none')} $` },
    { pattern: '(?n)(a)(?<x>b)', text: 'ab', by: '$1', expected: 'b' },
    { pattern: '\\s+', text: ' a  b ', by: ' ', expected: ' a b ' },
  ])('replaces /$pattern/ in $text by $by', ({ expected, ...given }) => {
    expect(replaced(given)).toBe(expected);
  });

  it.each([
    { pattern: '(?<a>x)(?<b-a>y)', code: 'unsupportedRegex', names: 'balancing group' },
    { pattern: '(?(1)a|b)', code: 'unsupportedRegex', names: 'conditional' },
    { pattern: '\\Ga', code: 'unsupportedRegex', names: '\\G' },
    { pattern: '\\p{IsGreek}', code: 'unsupportedRegex', names: 'IsGreek' },
    { pattern: '(((a{1000}){1000}){1000})', code: 'unsupportedRegex', names: 'repeats too much' },
    { pattern: '('.repeat(60), code: 'unsupportedRegex', names: 'Nesting' },
    { pattern: '[a-z-[b-[c-['.repeat(20), code: 'unsupportedRegex', names: 'subtraction' },
    { pattern: '\\p{Xx}', code: 'invalidRegex', names: 'Xx' },
    { pattern: '(a', code: 'invalidRegex', names: 'not closed' },
    { pattern: 'a)', code: 'invalidRegex', names: 'parenthesis' },
    { pattern: '[a', code: 'invalidRegex', names: 'ends too early' },
    { pattern: '[z-a]', code: 'invalidRegex', names: 'backwards' },
    { pattern: '*a', code: 'invalidRegex', names: 'follows nothing' },
    { pattern: 'a**', code: 'invalidRegex', names: 'follows another' },
    { pattern: 'a{3,2}', code: 'invalidRegex', names: 'n greater than m' },
    { pattern: '\\1', code: 'invalidRegex', names: 'group 1' },
    { pattern: '\\k<x>', code: 'invalidRegex', names: 'group x' },
    { pattern: '\\q', code: 'invalidRegex', names: '\\q' },
    { pattern: 'a\\', code: 'invalidRegex', names: 'ends too early' },
    { pattern: '\\x4', code: 'invalidRegex', names: 'hexadecimal' },
    { pattern: '(?y)', code: 'invalidRegex', names: '(?' },
  ])('refuses /$pattern/ and says why', ({ pattern, code, names }) => {
    const error = refusal(pattern);
    expect(error.code).toBe(code);
    expect(error.message).toContain(names);
  });

  it.each([
    { pattern: '(a+)+$', text: `${'a'.repeat(40)}!` },
    { pattern: '(a|a)*b', text: 'a'.repeat(40) },
    { pattern: '(.*)*x', text: 'y'.repeat(60) },
    { pattern: '(?=(a+)+$)', text: `${'a'.repeat(40)}!` },
  ])('stops /$pattern/ after its steps instead of hanging', ({ pattern, text }) => {
    expect(() => found(pattern, text, 200_000)).toThrow(StepBudgetExceeded);
  });

  it('matches a long text without running out of stack', () => {
    expect(found('(?:a|b)*', 'ab'.repeat(20_000), 1_000_000)[0]).toHaveLength(40_000);
  });
});
