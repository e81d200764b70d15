const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/**
 * Takes a time (ISO 8601) and a duration (ISO 8601, whole numbers); gives the time after it, by the calendar in UTC: a month after 31
 * January is the last day of February. null where one of the two is no such text. Pure.
 */
export function addDuration(at: string, duration: string): string | null {
  const [, years, months, weeks, days, hours, minutes, seconds] = (parts.exec(duration) ?? []).map((part) =>
    Number(part ?? 0),
  );
  const from = new Date(at);
  if (years === undefined || Number.isNaN(from.getTime())) return null;
  const day = from.getUTCDate();
  const to = new Date(from);
  to.setUTCDate(1);
  to.setUTCFullYear(from.getUTCFullYear() + years, from.getUTCMonth() + (months ?? 0));
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, lastDay));
  const clock = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  const time = to.getTime() + ((weeks ?? 0) * 7 + (days ?? 0)) * dayMs + clock * 1_000;
  return Number.isNaN(new Date(time).getTime()) ? null : new Date(time).toISOString();
}

const dayMs = 86_400_000;

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** Takes a duration (ISO 8601, whole numbers); gives it in words, "1 day, 8 hours", or the text itself where it is none. Pure. */
export function durationInWords(duration: string): string {
  const [, ...counts] = parts.exec(duration) ?? [];
  const words = counts.flatMap((count, index) =>
    count === undefined || Number(count) === 0 ? [] : [`${count} ${units[index] ?? ''}${count === '1' ? '' : 's'}`],
  );
  return words.length === 0 ? duration : words.join(', ');
}
