import { describe, expect, it } from 'vitest';
import { compareFacts } from '#core/profiles/compare-facts';
import type { VendorFacts } from '#core/profiles/profile-schema';
import { articles, factsOf } from './articles.ts';

type Change = (text: string) => string;

const body = (text: string, change: Change): string => {
  const end = text.indexOf('\n---', 4) + 4;
  return `${text.slice(0, end)}${change(text.slice(end))}`;
};

const tableRow = /^\s*\|.*\|.*(?:String|Boolean|Reference|DateTime|Integer|Binary)/;
const eachRow = (text: string, change: Change): string =>
  text
    .split('\n')
    .map((line) => (tableRow.test(line) ? change(line) : line))
    .join('\n');

/** Changes that a reader would not see, or would read over. Nothing may be lost by them. */
const harmless: readonly (readonly [string, Change])[] = [
  ['CRLF line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['list numbers that restart', (text) => text.replaceAll(/^(\s*)\d+\./gm, '$11.')],
  ['list numbers that jump', (text) => text.replaceAll(/^(\s*)\d+\./gm, '$17.')],
  ['headings behind a tab', (text) => text.replaceAll(/^(#{2,4}) /gm, '\t$1 ')],
  ['headings with two blanks', (text) => text.replaceAll(/^(#{2,4}) /gm, '  $1  ')],
  ['steps with a dot for the colon', (text) => text.replaceAll(/^(## Step \d):/gm, '$1.')],
  ['tabs in rows of tables', (text) => eachRow(text, (row) => row.replaceAll('|', '\t|\t'))],
  ['padded tables', (text) => eachRow(text, (row) => row.replaceAll('|', '    |    '))],
  ['entities for quotes in rows', (text) => eachRow(text, (row) => row.replaceAll('"', '&quot;'))],
  [
    'entities for brackets in rows',
    (text) => eachRow(text, (row) => row.replaceAll('[', '&#91;').replaceAll(']', '&#x5D;')),
  ],
  ['marks as characters', (text) => text.replaceAll('&check;', '✓')],
  ['names in backticks', (text) => eachRow(text, (row) => row.replace(/\|\s*([^|\s][^|]*?)\s*\|/, '|`$1`|'))],
  ['no pictures', (text) => text.replaceAll(/^\s*!\[[^\]]*\]\(common\/[^)]*\)\s*$/gm, '')],
  ['an empty line at the end', (text) => `${text}\n\n\n`],
];

/** Changes that break the document. What is still there must be found, and what had to be mended must be said. */
const breaking: readonly (readonly [string, Change])[] = [
  ['closing pipes lost', (text) => eachRow(text, (row) => row.replace(/\|\s*$/, ''))],
  ['opening pipes lost', (text) => eachRow(text, (row) => row.replace(/^(\s*)\|/, '$1'))],
  ['the line of dashes lost', (text) => text.replaceAll(/^\s*\|[\s|:-]+\|\s*$\n/gm, '')],
  ['a blank line in tables', (text) => text.replaceAll(/^(\s*\|\s*active.*)$/gm, '\n$1')],
];

const renamed: readonly (readonly [string, Change])[] = [
  ['the vendor heading', (text) => text.replace(/^## Step 2.*$/m, '## Onboarding at the vendor')],
  ['the configuration heading', (text) => text.replace(/^## (?:Step 5|Configuring).*$/m, '## Putting it together')],
  ['step numbers', (text) => text.replaceAll(/^## Step \d[:.] /gm, '## ')],
  ['heading marks', (text) => text.replaceAll(/^## (Step \d)/gm, '$1')],
];

/** What may not change: everything but the document's own shape and its warnings. */
const lost = (text: string, changed: string, keep: readonly string[] = []) =>
  compareFacts(factsOf(text), factsOf(changed)).filter(({ area }) => !['document', 'warnings', ...keep].includes(area));

const codes = ({ importWarnings }: VendorFacts): readonly string[] => importWarnings.map(({ code }) => code);

describe.each(articles)('$name', ({ text }) => {
  it.each(harmless)('loses nothing by %s', (_name, change) => {
    expect(lost(text, body(text, change))).toEqual([]);
  });

  it.each(breaking)('loses nothing by %s, and says that tables were mended', (_name, change) => {
    const changed = body(text, change);
    expect(lost(text, changed)).toEqual([]);
    if (changed !== text && factsOf(text).objectMappings.some(({ attributes }) => attributes.length > 0)) {
      expect(codes(factsOf(changed))).toContain('malformedTable');
    }
  });

  it('keeps names, types and the first marks of rows that lost all pipes', () => {
    const changed = body(text, (whole) => eachRow(whole, (row) => row.replaceAll('|', ' ')));
    const names = (facts: VendorFacts) =>
      facts.objectMappings.flatMap(({ attributes }) =>
        attributes.map(({ name, type, filterable }) => [name, type, filterable]),
      );
    const required = factsOf(text).objectMappings.some(({ attributes }) =>
      attributes.some((one) => one.required === true && one.filterable === false),
    );
    const seen = (facts: VendorFacts) => (required ? names(facts).map(([name, type]) => [name, type]) : names(facts));
    expect(seen(factsOf(changed))).toEqual(seen(factsOf(text)));
    if (names(factsOf(text)).length > 0) expect(codes(factsOf(changed))).toContain('malformedTable');
  });

  it('loses exactly the row that was cut', () => {
    const facts = factsOf(text);
    const changed = factsOf(text.replace(/^\s*\|\s*active\s*\|.*\n/m, ''));
    const names = (one: VendorFacts) =>
      one.objectMappings.flatMap(({ attributes }) => attributes.map(({ name }) => name));
    expect(names(changed)).toEqual(names(facts).filter((name) => name !== 'active'));
  });

  it('keeps names with quotes of other languages as they stand, with a warning', () => {
    const changed = body(text, (whole) => eachRow(whole, (row) => row.replace(/"(\w+)"/, '„$1“')));
    const names = factsOf(changed).objectMappings.flatMap(({ attributes }) => attributes.map(({ name }) => name));
    const foreign = names.filter((name) => name.includes('„'));
    expect(foreign.length > 0).toBe(eachRow(text, (row) => row.replace('"', '')) !== text);
    expect(codes(factsOf(changed)).includes('malformedAttribute')).toBe(foreign.length > 0);
  });

  it.each(renamed)('loses no attribute, credential, address or group by other wording: %s', (_name, change) => {
    const changed = body(text, change);
    expect(lost(text, changed, ['vendorSetup', 'prerequisites', 'limitations'])).toEqual([]);
  });
});
