import { formats } from './format.ts';

const parts = [
  ['day', /(\d+)D/],
  ['hour', /T.*?(\d+)H/],
  ['minute', /T.*?(\d+)M/],
] as const;

const locale = globalThis.navigator?.language;

/** Takes a duration such as PT8H (ISO 8601, days to minutes); gives it in words, or the text itself where it is none. */
export function isoDuration(duration: string): string {
  const words = parts.flatMap(([unit, pattern]) => {
    const count = pattern.exec(duration)?.[1];
    if (count === undefined) return [];
    return [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(count))];
  });
  return words.length === 0 ? duration : formats.list(words);
}
