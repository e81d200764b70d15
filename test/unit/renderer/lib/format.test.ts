import { describe, expect, it } from 'vitest';
import { createFormats } from '#renderer/lib/format';
import { millisecondsOf } from '#renderer/lib/interval';

const now = Date.UTC(2026, 0, 31, 12);
const english = createFormats('en-US');
const german = createFormats('de-DE');

describe('formats of a locale', () => {
  it('writes numbers as people of that locale do', () => {
    expect([english.number(12_345.5), german.number(12_345.5)]).toEqual(['12,345.5', '12.345,5']);
  });

  it.each([
    ['2026-01-31T11:57:00Z', '3 minutes ago'],
    ['2026-01-31T12:00:30Z', 'in 30 seconds'],
    ['2026-02-01T13:00:00Z', 'tomorrow'],
    ['2026-01-29T12:00:00Z', '2 days ago'],
    ['2025-12-31T12:00:00Z', 'last month'],
  ])('says how far %s is away', (iso, words) => {
    expect(english.relative(iso, now)).toBe(words);
  });

  it('gives back what is no time', () => {
    expect([english.relative('soon', now), english.dateTime('soon')]).toEqual(['soon', 'soon']);
  });

  it.each([
    [350, '350 ms'],
    [1_250, '1.3 sec'],
  ])('writes %i milliseconds as a duration', (milliseconds, words) => {
    expect(english.duration(milliseconds)).toBe(words);
  });

  it('sorts letters and numbers as people of that locale expect', () => {
    const names = ['Zebra', 'Ärger', 'app 10', 'app 9', 'apfel'];
    expect(names.toSorted(german.compare)).toEqual(['apfel', 'app 9', 'app 10', 'Ärger', 'Zebra']);
  });
});

describe('a duration of the service', () => {
  it.each([
    ['PT40M', 2_400_000],
    ['PT20M', 1_200_000],
    ['P1DT2H', 93_600_000],
    ['PT1H30S', 3_630_000],
    ['forty minutes', null],
    ['PT40', null],
  ])('reads %s', (text, milliseconds) => {
    expect(millisecondsOf(text)).toBe(milliseconds);
  });
});
