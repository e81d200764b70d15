import { describe, expect, it } from 'vitest';
import { articles, factsOf } from '#test/tutorials/articles';
import { filesUnder, type ProjectFile } from './project-files.ts';

/** Code that has to work for any vendor. */
const importer = ['src/core/tutorials', 'src/core/profiles', 'src/core/library', 'src/core/catalogue'].flatMap(
  (folder) => filesUnder(folder, ['.ts']),
);

const hosts = (text: string): readonly string[] =>
  [...text.matchAll(/https?:\/\/([\w.-]+)/g)]
    .map((match) => (match[1] ?? '').toLowerCase())
    .filter((host) => !/(?:^|\.)(?:microsoft|azure|microsoftonline|office|githubusercontent)\.com$/.test(host));

/** Words that a name shares with the language. */
const common = new Set([
  'cloud',
  'academy',
  'sso',
  'online',
  'security',
  'awareness',
  'training',
  'identity',
  'connector',
  'notion',
  'computing',
  'asa',
]);

const words = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && !common.has(word));

/** What would show that the code knows one of the sixteen: a name, a word of a name, a host or a file. */
const telling: readonly string[] = [
  ...new Set(
    articles.flatMap(({ name, text }) => {
      const { displayName, aliases } = factsOf(text);
      const domains = hosts(text).map((host) => host.split('.').slice(-2).join('.'));
      const files = name.includes('-') || !common.has(name) ? [`${name}.md`, `${name}-provisioning`] : [];
      return [displayName, ...aliases, ...words(displayName), ...domains, ...files];
    }),
  ),
  'Notion',
  'UNIFI',
  'Sigma Computing',
];

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Takes files and words; gives the words that stand in a file as words of their own, in any case. */
const found = (files: readonly ProjectFile[], wanted: readonly string[]): readonly string[] =>
  wanted.filter((word) => {
    const own = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu');
    return files.some(({ text }) => own.test(text));
  });

describe('the importer', () => {
  it('names no vendor, host or file of the sixteen articles', () => {
    expect(telling.length).toBeGreaterThan(40);
    expect(found(importer, telling)).toEqual([]);
  });

  it('would be caught if it did', () => {
    const planted = [
      { path: 'src/core/tutorials/planted.ts', text: "if (name === 'atea' || host.endsWith('brivo.com'))" },
    ];
    expect(found(planted, telling)).toEqual(expect.arrayContaining(['Atea', 'brivo.com']));
  });

  it('decides nothing by the id of a vendor', () => {
    const deciding = /\b(?:vendor|vendorId|profile\.id|displayName)\s*(?:===|!==)\s*['"`]/;
    expect(
      filesUnder('src/core', ['.ts'])
        .filter(({ text }) => deciding.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
    expect(deciding.test("if (vendor === 'heron') return")).toBe(true);
  });
});
