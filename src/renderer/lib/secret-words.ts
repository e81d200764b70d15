import type { SecretEntry } from '#shared/model/secret-care';
import { formats } from './format.ts';
import { text } from './text.ts';

/** Takes a line of the register; gives the age of the secret in words, with what is not known said. */
export function ageWords({ saved, ageDays }: SecretEntry): string {
  if (ageDays === null) return text('secrets.unknown');
  return text(saved.source === 'audit' ? 'secrets.atLeastDays' : 'secrets.days', { count: ageDays });
}

/** Takes a line of the register; gives who saved the secret and when, or that nobody knows. */
export function savedWords({ saved }: SecretEntry): string {
  if (saved.at === null) return text('secrets.unknown');
  const values = { date: formats.date(saved.at), who: saved.by ?? text('secrets.somebody') };
  return text(saved.source === 'ours' ? 'secrets.savedOurs' : 'secrets.savedAudit', values);
}

const locale = globalThis.navigator?.language;

/** Takes milliseconds; gives hours and minutes in words, never more than they are: "3 hours and 12 minutes". */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const parts = [
    ['hour', Math.floor(minutes / 60)],
    ['minute', minutes % 60],
  ] as const;
  const words = parts.filter(([unit, count]) => count > 0 || (unit === 'minute' && minutes === 0));
  return formats.list(
    words.map(([unit, count]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    ),
  );
}

const isoTime = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** Takes words of core; gives them with each time (ISO 8601 UTC) in the manner and the time zone of the person. */
export const withLocalTimes = (words: string): string => words.replaceAll(isoTime, (time) => formats.dateTime(time));
