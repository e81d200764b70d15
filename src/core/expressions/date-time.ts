/** A moment as .NET's DateTime keeps it. The provisioning service runs in UTC, so its local time is UTC as well. */
export interface DateTime {
  /** Whole milliseconds since 1970-01-01T00:00:00, negative before it. */
  readonly milliseconds: number;
  /** What is left below a millisecond, in units of 100 nanoseconds, from 0 to 9,999. */
  readonly ticks: number;
  /** `local` for a time that was read with an offset and converted. */
  readonly kind: 'unspecified' | 'utc' | 'local';
}

/** The parts of a date; `month` and `day` count from 1. Hours, minutes and seconds are 0 when left out. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

const millisecondsOf = { d: 86_400_000, h: 3_600_000, n: 60_000, s: 1_000 } as const;

/** The names of intervals in DateAdd and DateDiff: year, month, week, day, hour, minute, second. */
export const dateIntervals = ['yyyy', 'm', 'ww', 'd', 'h', 'n', 's'] as const;

/** One of {@link dateIntervals}. */
export type DateInterval = (typeof dateIntervals)[number];

/** How many days a month (1 to 12) of a year has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(wallClock({ year, month: month + 1, day: 0 })).getUTCDate();
}

/** Milliseconds since 1970 of a date in UTC. Years before 100 are taken as they are. */
export function wallClock(parts: DateParts): number {
  const date = new Date(0);
  date.setUTCFullYear(parts.year, parts.month - 1, parts.day);
  return date.setUTCHours(parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0, 0);
}

/** True for the years 1 to 9999, the range of .NET's DateTime. */
export function isInRange(milliseconds: number): boolean {
  const year = new Date(milliseconds).getUTCFullYear();
  return year >= 1 && year <= 9999;
}

/**
 * Adds whole intervals; a month or a year later is the same day, or the month's last one. Gives undefined when the
 * result is not in the years 1 to 9999.
 *
 * Source: DateAdd in learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function addToDate(date: DateTime, count: number, interval: DateInterval): DateTime | undefined {
  const milliseconds = added(date.milliseconds, count, interval);
  return Number.isFinite(milliseconds) && isInRange(milliseconds) ? { ...date, milliseconds } : undefined;
}

function added(milliseconds: number, count: number, interval: DateInterval): number {
  if (interval === 'ww') return milliseconds + count * 7 * millisecondsOf.d;
  if (interval !== 'm' && interval !== 'yyyy') return milliseconds + count * millisecondsOf[interval];
  const date = new Date(milliseconds);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (interval === 'm' ? 1 : 12);
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const day = Math.min(date.getUTCDate(), daysInMonth(year, month));
  return wallClock({ year, month, day }) + (((milliseconds % millisecondsOf.d) + millisecondsOf.d) % millisecondsOf.d);
}

/**
 * How many intervals lie between two dates; negative when `end` is the earlier one. As in Visual Basic's DateDiff, days
 * and shorter units are elapsed time without its fraction, while years, months and weeks count the boundaries passed,
 * weeks beginning on Sunday. That is what the published examples print: -493 weeks for 492.8 elapsed ones.
 *
 * Source: learn.microsoft.com/dotnet/api/microsoft.visualbasic.dateandtime.datediff
 */
export function differenceBetween(start: DateTime, end: DateTime, interval: DateInterval): number {
  const elapsed = end.milliseconds - start.milliseconds;
  if (interval === 'ww') return whole(sundayBefore(end) - sundayBefore(start), 7 * millisecondsOf.d);
  if (interval !== 'm' && interval !== 'yyyy') return whole(elapsed, millisecondsOf[interval]);
  const [first, last] = [new Date(start.milliseconds), new Date(end.milliseconds)];
  const years = last.getUTCFullYear() - first.getUTCFullYear();
  return interval === 'yyyy' ? years : years * 12 + last.getUTCMonth() - first.getUTCMonth();
}

function sundayBefore(date: DateTime): number {
  return date.milliseconds - new Date(date.milliseconds).getUTCDay() * millisecondsOf.d;
}

function whole(elapsed: number, unit: number): number {
  return Math.trunc(elapsed / unit) + 0;
}

// Active Directory counts units of 100 nanoseconds since 1601-01-01.
const fileTimeEpoch = -11_644_473_600_000n;
const ticksPerMillisecond = 10_000n;

/** A date as Active Directory's large integer. Source: learn.microsoft.com/windows/win32/adschema/a-accountexpires */
export function toFileTime(date: DateTime): bigint {
  return (BigInt(date.milliseconds) - fileTimeEpoch) * ticksPerMillisecond + BigInt(date.ticks);
}

/** The date of Active Directory's large integer, or undefined when it is not in the years 1601 to 9999. */
export function fromFileTime(fileTime: bigint): DateTime | undefined {
  const milliseconds = Number(fileTime / ticksPerMillisecond + fileTimeEpoch);
  if (fileTime < 0n || !isInRange(milliseconds)) return undefined;
  return { milliseconds, ticks: Number(fileTime % ticksPerMillisecond), kind: 'utc' };
}
