import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlainKey, text, textOr } from '#renderer/lib/text';
import { fetchPageWords } from '#renderer/strings/catalogue';
import { fleet } from '#renderer/strings/en/fleet';
import { frameWords } from '#renderer/strings/frame-words';
import { pageWords } from '#renderer/strings/page-words';
import { errorCodes } from '#shared/contract/result';

const messages = Object.entries({ ...frameWords, ...pageWords, ...fleet }) as [
  string,
  string | { readonly one: string; readonly other: string },
][];
const placeholders = (message: string): string[] => [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

beforeAll(fetchPageWords);

describe('a text of the catalogue', () => {
  it('has its values put in', () => {
    expect(text('common.copyThing', { what: 'tenant id' })).toBe('Copy tenant id');
  });

  it('is chosen by the number, which is written in the locale', () => {
    expect([text('log.rows', { count: 1 }), text('log.rows', { count: 12_000 })]).toEqual(['1 row', '12,000 rows']);
  });

  it('keeps a word that it does not know', () => {
    expect([textOr('logStatus', 'success'), textOr('logStatus', 'quantum')]).toEqual(['Success', 'quantum']);
  });

  it('does not take what every object has for a message', () => {
    expect(textOr('', 'constructor')).toBe('constructor');
  });

  it('exists for every error code', () => {
    for (const code of errorCodes) expect(text(`error.${code}` as PlainKey)).not.toBe('');
  });
});

const firstShown = ['shell', 'features/home', 'features/sign-in', 'features/first-run'];
const sourcesIn = (folder: string): (readonly [string, string])[] => {
  const path = join('src/renderer', folder);
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [join(folder, name), readFileSync(join(path, name), 'utf8')]);
};
const keysIn = (source: string): string[] => [...source.matchAll(/\btext\('([\w.]+)'/g)].map(([, key = '']) => key);
const firstSources = firstShown.flatMap(sourcesIn);

describe('the words of the frame', () => {
  it.each(firstSources)('are all that %s says', (_, source) => {
    expect(keysIn(source).filter((key) => !Object.hasOwn(frameWords, key))).toEqual([]);
  });

  it('are in no other area', () => {
    const others = [...Object.keys(pageWords), ...Object.keys(fleet)];
    expect(others.filter((key) => Object.hasOwn(frameWords, key))).toEqual([]);
  });
});

describe('the words of the board, which come without those of other pages', () => {
  it.each(sourcesIn('features/home/board'))('are, with those of the frame, all that %s says', (_, source) => {
    expect(keysIn(source).filter((key) => !Object.hasOwn({ ...frameWords, ...fleet }, key))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has no empty message, and no space at an end', () => {
    const texts = messages.flatMap(([key, message]) =>
      typeof message === 'string'
        ? [[key, message]]
        : [
            [key, message.one],
            [key, message.other],
          ],
    );
    expect(texts.filter(([, message]) => message?.trim() !== message || message === '')).toEqual([]);
  });

  it('has the same placeholders in both forms of a plural, its number in the second', () => {
    const faults = messages.filter(
      ([, message]) =>
        typeof message !== 'string' &&
        (!placeholders(message.other).includes('count') ||
          placeholders(message.one).some((name) => !placeholders(message.other).includes(name))),
    );
    expect(faults).toEqual([]);
  });
});
