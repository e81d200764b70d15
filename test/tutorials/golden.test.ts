import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareFacts } from '#core/profiles/compare-facts';
import { VendorFacts, VendorProfile } from '#core/profiles/profile-schema';
import { importTutorial } from '#core/tutorials/import-tutorial';
import { projectRoot } from '#test/support/project-root';
import { articles, factsOf, origins } from './articles.ts';

const golden = (name: string): VendorFacts =>
  VendorFacts.parse(JSON.parse(readFileSync(join(projectRoot, `test/tutorials/golden/${name}.json`), 'utf8')));

const shipped = (name: string): VendorProfile =>
  VendorProfile.parse(JSON.parse(readFileSync(join(projectRoot, `assets/profiles/${name}/profile.json`), 'utf8')));

/** Members whose text is ours: a person may have written them better than the importer does. */
const prose = new Set(['text', 'message', 'note', 'hint', 'label']);

function withoutProse(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutProse(one, key));
  if (typeof value === 'string') return prose.has(key) || key === 'troubleshooting' ? '…' : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutProse(member, name)]));
}

/** A reader of rows that shares nothing with the importer's: a name and a type between pipes. */
const rowsByEye = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap(
      (line) =>
        /^\s*\|\s*(\S.*?)\s*\|\s*(String|Boolean|Reference|DateTime|Integer|Binary)\s*(?:\||$)/.exec(line) ?? [],
    )
    .filter((_match, at) => at % 3 === 1);

describe('the sixteen articles', () => {
  it('are there', () => {
    expect(articles).toHaveLength(16);
  });

  it.each(articles)('$name becomes exactly the golden facts', ({ name, text }) => {
    expect(factsOf(text, name)).toEqual(golden(name));
  });

  it.each(articles)('$name becomes a valid profile with its warnings in it', ({ name, text }) => {
    const { profile, warnings } = importTutorial({ text, file: `${name}.md` });
    expect(VendorProfile.parse(profile)).toEqual(profile);
    expect(profile.imported?.importWarnings).toEqual(warnings);
  });

  it.each(articles)('$name loses no row of any table', ({ name, text }) => {
    const names = factsOf(text, name).objectMappings.flatMap(({ attributes }) => attributes.map((one) => one.name));
    expect(names).toEqual(rowsByEye(text));
  });

  it.each(articles)('$name: every warning with a line names a line that is there', ({ name, text }) => {
    const lines = text.split('\n');
    for (const { line } of factsOf(text, name).importWarnings) {
      if (line !== undefined) expect(lines[line - 1]?.trim()).toBeTruthy();
    }
  });

  it.each(articles)('$name: no sentence of the article stands in the profile', ({ name, text }) => {
    const words = (one: string): string => one.replaceAll(/[*`\s]+/g, ' ').toLowerCase();
    const body = words(text.replace(/^---[\s\S]*?\n---/, ''));
    const { vendorSetup, prerequisites, limitations, changeLog, troubleshooting } = factsOf(text, name);
    const ours = [
      ...vendorSetup.steps.flatMap((step) => [step.text, step.note ?? '']),
      ...prerequisites.map((one) => one.text),
      ...changeLog.map((one) => one.text),
      ...limitations,
      ...troubleshooting,
    ];
    const long = ours.filter((one) => one.split(' ').length > 6);
    expect(long.filter((one) => body.includes(words(one)))).toEqual([]);
  });
});

describe('the imported half of the five seed profiles', () => {
  it.each(Object.keys(origins))('%s is reproduced exactly, apart from prose', (name) => {
    const article = articles.find((one) => one.name === name);
    const { imported } = shipped(name);
    expect(withoutProse(factsOf(article?.text ?? '', name))).toEqual(withoutProse(imported));
    expect(
      imported === null
        ? null
        : compareFacts(imported, factsOf(article?.text ?? '', name)).filter(({ area }) => area !== 'limitations'),
    ).toEqual([]);
  });
});
