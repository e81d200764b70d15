import { describe, expect, it } from 'vitest';
import { type PlainKey, text, textOr } from '#renderer/lib/text';
import { catalogue } from '#renderer/strings/catalogue';
import { errorCodes } from '#shared/contract/result';

const messages = Object.entries(catalogue) as [string, string | { readonly one: string; readonly other: string }][];
const placeholders = (message: string): string[] => [...message.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

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
