/**
 * A moment of the log: so many ticks of 100 nanoseconds since 2020-01-01T00:00:00Z. The service writes seven digits of a
 * second; counted from 2020, such a number is exact in JavaScript from 1991 to 2048.
 */
export type Ticks = number;

/** Ticks in a second. */
export const second: Ticks = 10_000_000;

const ticksInMillisecond = 10_000;
const epochMs = Date.UTC(2020, 0, 1);
const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})?$/i;

/** Takes milliseconds since 1970; gives ticks, the fraction of a millisecond kept as far as it goes. */
export const ticksOfMs = (milliseconds: number): Ticks => Math.round((milliseconds - epochMs) * ticksInMillisecond);

/** Takes ticks; gives whole milliseconds since 1970, cut off. */
export const msOfTicks = (ticks: Ticks): number => Math.floor(ticks / ticksInMillisecond) + epochMs;

/** Takes a duration in milliseconds; gives it in ticks. */
export const ticksIn = (milliseconds: number): Ticks => Math.round(milliseconds * ticksInMillisecond);

/** Takes a time as the service writes it, with any number of digits; gives its ticks, null when it is no time. */
export function ticksOf(text: string): Ticks | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const whole = Date.parse(`${match[1]}${match[3] ?? 'Z'}`);
  if (Number.isNaN(whole)) return null;
  return (whole - epochMs) * ticksInMillisecond + Number((match[2] ?? '').slice(0, 7).padEnd(7, '0'));
}

/** Takes ticks; gives ISO 8601 UTC with seven digits of a second, as a filter of the service takes it. */
export function textOfTicks(ticks: Ticks): string {
  const inSecond = ((ticks % second) + second) % second;
  const seconds = new Date(msOfTicks(ticks - inSecond)).toISOString().slice(0, 19);
  return `${seconds}.${String(inSecond).padStart(7, '0')}Z`;
}
