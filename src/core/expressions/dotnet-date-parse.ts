import { type DateTime, daysInMonth, isInRange, wallClock } from './date-time.ts';
import { dayNames, type FormatToken, monthNames, readDateFormat } from './dotnet-date-format.ts';

/**
 * The options of .NET's DateTimeStyles that change how a date is read.
 * Source: learn.microsoft.com/dotnet/api/system.globalization.datetimestyles
 */
export interface DateStyles {
  readonly allowsLeadingWhite: boolean;
  readonly allowsTrailingWhite: boolean;
  readonly allowsInnerWhite: boolean;
  readonly hasNoCurrentDateDefault: boolean;
  readonly adjustsToUtc: boolean;
  readonly assumesUtc: boolean;
}

/** What reading needs besides text and format: the styles, and now (in milliseconds) for a time without a date. */
export interface DateReading {
  readonly tokens: readonly FormatToken[];
  readonly styles: DateStyles;
  readonly now: number;
}

/** What the service takes when dateTimeStyles is left out. */
export const defaultDateStyles: DateStyles = {
  allowsLeadingWhite: true,
  allowsTrailingWhite: true,
  allowsInnerWhite: false,
  hasNoCurrentDateDefault: false,
  adjustsToUtc: false,
  assumesUtc: false,
};

interface DateFields {
  year?: number;
  month?: number;
  day?: number;
  weekday?: number;
  hour?: number;
  hour12?: number;
  minute?: number;
  second?: number;
  /** The fraction of the second in units of 100 nanoseconds. */
  fraction?: number;
  isAfternoon?: number;
  /** Minutes east of UTC. */
  offset?: number;
  isUtc?: number;
}

/**
 * Reads a date that is written exactly in a format, as DateTime.ParseExact does in the invariant culture on a machine
 * in UTC: a time with an offset is converted. Gives undefined when the text does not have that format.
 *
 * Source: learn.microsoft.com/dotnet/api/system.datetime.parseexact
 */
export function readDateExact(text: string, reading: DateReading): DateTime | undefined {
  const { styles } = reading;
  const start = styles.allowsLeadingWhite ? text.trimStart() : text;
  const trimmed = styles.allowsTrailingWhite ? start.trimEnd() : start;
  const fields: DateFields = {};
  const reader = new FieldReader(trimmed, fields);
  for (const token of reading.tokens) {
    if (styles.allowsInnerWhite) reader.skipBlanks();
    if (!reader.read(token)) return undefined;
  }
  return reader.isAtEnd ? toDateTime(fields, reading) : undefined;
}

class FieldReader {
  readonly #text: string;
  readonly #fields: DateFields;
  #offset = 0;

  constructor(text: string, fields: DateFields) {
    this.#text = text;
    this.#fields = fields;
  }

  get isAtEnd(): boolean {
    return this.#offset === this.#text.length;
  }

  skipBlanks(): void {
    this.#match(/\s*/y);
  }

  read(token: FormatToken): boolean {
    if (token.kind === 'literal') {
      if (!this.#text.startsWith(token.text, this.#offset)) return false;
      this.#offset += token.text.length;
      return true;
    }
    const { letter, length } = token;
    switch (letter) {
      case 'd':
        return length < 3 ? this.#number('day', length) : this.#name('weekday', dayNames, length);
      case 'M':
        return length < 3 ? this.#number('month', length) : this.#name('month', monthNames, length);
      case 'y':
        return this.#year(length);
      case 'H':
        return this.#number('hour', length);
      case 'h':
        return this.#number('hour12', length);
      case 'm':
        return this.#number('minute', length);
      case 's':
        return this.#number('second', length);
      case 't':
        return this.#dayHalf(length);
      case 'g':
        return this.#match(/A\.?D\.?/iy) !== undefined;
      case 'K':
        return this.#zone();
      case 'z':
        return this.#offsetFromUtc(length);
      default:
        return this.#fraction(token);
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const matched = pattern.exec(this.#text)?.[0];
    if (matched !== undefined) this.#offset += matched.length;
    return matched;
  }

  /** Two fields of the same meaning must agree, as in .NET. */
  #set(field: keyof DateFields, value: number): boolean {
    const before = this.#fields[field];
    this.#fields[field] = value;
    return before === undefined || before === value;
  }

  #number(field: keyof DateFields, length: number): boolean {
    const digits = this.#match(length === 1 ? /\d{1,2}/y : /\d{2}/y);
    return digits !== undefined && this.#set(field, Number(digits));
  }

  #year(length: number): boolean {
    const digits = this.#match(length === 1 ? /\d{1,2}/y : new RegExp(`\\d{${length}}`, 'y'));
    if (digits === undefined) return false;
    // Two digits mean the years 1950 to 2049, the invariant calendar's range.
    const century = length > 2 ? 0 : Number(digits) < 50 ? 2000 : 1900;
    return this.#set('year', century + Number(digits));
  }

  #name(field: 'weekday' | 'month', names: readonly string[], length: number): boolean {
    const rest = this.#text.slice(this.#offset).toLowerCase();
    const index = names.findIndex((name) => rest.startsWith(shown(name, length).toLowerCase()));
    if (index < 0) return false;
    this.#offset += shown(names[index] ?? '', length).length;
    return this.#set(field, field === 'month' ? index + 1 : index);
  }

  #dayHalf(length: number): boolean {
    const half = this.#match(length === 1 ? /[ap]/iy : /[ap]m/iy);
    return half !== undefined && this.#set('isAfternoon', /^p/i.test(half) ? 1 : 0);
  }

  #zone(): boolean {
    if (this.#match(/Z/iy) !== undefined) return this.#set('offset', 0) && this.#set('isUtc', 1);
    return /^[+-]/.test(this.#text.slice(this.#offset)) ? this.#offsetFromUtc(3) : true;
  }

  #offsetFromUtc(length: number): boolean {
    const pattern = length >= 3 ? /[+-]\d{2}:?\d{2}/y : length === 2 ? /[+-]\d{2}/y : /[+-]\d{1,2}/y;
    const written = this.#match(pattern);
    if (written === undefined) return false;
    const digits = written.slice(1).replace(':', '');
    const hours = Number(digits.slice(0, 2));
    const minutes = Number(digits.slice(2));
    const total = (hours * 60 + minutes) * (written.startsWith('-') ? -1 : 1);
    return minutes < 60 && Math.abs(total) <= 14 * 60 && this.#set('offset', total);
  }

  #fraction({ letter, length, hasPoint }: Extract<FormatToken, { kind: 'field' }>): boolean {
    if (letter === 'F') {
      if (hasPoint && this.#match(/\./y) === undefined) return true;
      const optional = this.#match(new RegExp(`\\d{0,${length}}`, 'y')) ?? '';
      return this.#set('fraction', Number(optional.padEnd(7, '0')));
    }
    const digits = this.#match(new RegExp(`\\d{${length}}`, 'y'));
    return digits !== undefined && this.#set('fraction', Number(digits.padEnd(7, '0')));
  }
}

function shown(name: string, length: number): string {
  return length === 3 ? name.slice(0, 3) : name;
}

function toDateTime(fields: DateFields, { styles, now }: DateReading): DateTime | undefined {
  const hour = hourOf(fields);
  const { minute = 0, second = 0, fraction = 0 } = fields;
  const { year, month, day } = dateOf(fields, styles.hasNoCurrentDateDefault ? undefined : new Date(now));
  if (hour === undefined || minute > 59 || second > 59 || year < 1 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  const whole = wallClock({ year, month, day, hour, minute, second }) - (fields.offset ?? 0) * 60_000;
  if (fields.weekday !== undefined && new Date(wallClock({ year, month, day })).getUTCDay() !== fields.weekday) {
    return undefined;
  }
  if (!isInRange(whole)) return undefined;
  return {
    milliseconds: whole + Math.floor(fraction / 10_000),
    ticks: fraction % 10_000,
    kind: kindOf(fields, styles),
  };
}

function kindOf(fields: DateFields, styles: DateStyles): DateTime['kind'] {
  const hasZone = fields.offset !== undefined || styles.assumesUtc;
  if (styles.adjustsToUtc) return hasZone ? 'utc' : 'unspecified';
  if (fields.isUtc === 1) return 'utc';
  return hasZone ? 'local' : 'unspecified';
}

function dateOf(fields: DateFields, today: Date | undefined): { year: number; month: number; day: number } {
  const { year, month, day } = fields;
  if (year === undefined && month === undefined && day === undefined) {
    if (today === undefined) return { year: 1, month: 1, day: 1 };
    return { year: today.getUTCFullYear(), month: today.getUTCMonth() + 1, day: today.getUTCDate() };
  }
  return { year: year ?? today?.getUTCFullYear() ?? 1, month: month ?? 1, day: day ?? 1 };
}

/** Hours 0 to 23 from the 24-hour and the 12-hour field; `h` without AM or PM means the morning, as in .NET. */
function hourOf({ hour, hour12, isAfternoon }: DateFields): number | undefined {
  const half = isAfternoon ?? 0;
  if (hour12 !== undefined) {
    if (hour12 > 12) return undefined;
    const converted = (hour12 % 12) + half * 12;
    return hour === undefined || hour === converted ? converted : undefined;
  }
  const plain = hour ?? 0;
  if (plain > 23) return undefined;
  return isAfternoon === undefined || hour === undefined || Math.floor(plain / 12) === half ? plain : undefined;
}

// What dates in provisioning look like: ISO 8601 as HR systems send it, and the formats in which the date functions
// themselves write. DateTime.Parse takes more; a format that is not here is named in the error.
const acceptedFormats = [
  'yyyy-M-dK',
  "yyyy-M-d'T'H:m:s.FFFFFFFK",
  "yyyy-M-d'T'H:mK",
  'yyyy-M-d H:m:s.FFFFFFFK',
  'yyyy-M-d H:m:s.FFFFFFF K',
  'yyyy-M-d H:mK',
  'M/d/yyyyK',
  'M/d/yyyy h:m:s ttK',
  'M/d/yyyy h:m:s tt zzz',
  'M/d/yyyy h:m tt',
  'M/d/yyyy H:m:s.FFFFFFFK',
  'M/d/yyyy H:m',
  'yyyy/M/d',
  'yyyy/M/d H:m:s.FFFFFFFK',
  'd MMM yyyy',
  'd MMMM yyyy',
  'd MMM yyyy H:m:s',
  'MMM d, yyyy',
  'MMMM d, yyyy',
  'MMMM d, yyyy h:m:s tt',
  'dddd, MMMM d, yyyy',
  'r',
  'F',
].map(readDateFormat);

/**
 * Reads a date of which no format is known, as the date functions do; a date without an offset is taken as UTC. Gives
 * undefined when the text has none of the formats that are known here.
 *
 * Source: CDate in learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data
 */
export function readDate(text: string): DateTime | undefined {
  for (const tokens of acceptedFormats) {
    const date = readDateExact(text, {
      tokens,
      styles: { ...defaultDateStyles, hasNoCurrentDateDefault: true },
      now: 0,
    });
    if (date !== undefined) return date;
  }
  return undefined;
}
