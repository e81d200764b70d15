import type { DateTime } from './date-time.ts';
import { EvaluationFailure } from './values.ts';

/** One part of a format: a field such as `yyyy`, or text that stands for itself. */
export type FormatToken =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly length: number; readonly hasPoint: boolean };

/** The English names that the invariant culture uses, from Sunday and January on. */
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

// The standard formats of the invariant culture, written out.
// Source: learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings
const standardFormats: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};

const maximumFormatLength = 200;

/**
 * Takes a .NET date format apart: a standard one (a single letter) or a custom one. Fails with `invalidDateFormat` for
 * what .NET refuses: an unknown standard letter, an open quote, a lone `%` or `\`, more than seven `f`.
 *
 * Source: learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
 */
export function readDateFormat(format: string): readonly FormatToken[] {
  if (format === '' || format.length > maximumFormatLength) {
    throw invalidFormat(format.slice(0, 20), `has ${format.length} characters`);
  }
  if (format.length === 1) {
    const standard = Object.hasOwn(standardFormats, format) ? standardFormats[format] : undefined;
    if (standard === undefined) throw invalidFormat(format, 'is no standard format');
    return readCustomFormat(standard);
  }
  return readCustomFormat(format);
}

const part =
  /(?<field>d+|f+|F+|g+|h+|H+|K|m+|M+|s+|t+|y+|z+)|(?<quote>["'])(?<quoted>.*?)\k<quote>|\\(?<escaped>.)|%(?=[a-zA-Z])|(?<bad>["'\\%])|(?<other>.)/gsu;

function readCustomFormat(format: string): readonly FormatToken[] {
  const tokens: FormatToken[] = [];
  for (const { groups = {} } of format.matchAll(part)) {
    const { field, quoted, escaped, bad, other } = groups;
    if (bad !== undefined) throw invalidFormat(format, `has a ${bad} without what belongs to it`);
    if (field !== undefined) pushField(tokens, { field, format });
    else pushLiteral(tokens, quoted ?? escaped ?? other ?? '');
  }
  return tokens;
}

function pushField(tokens: FormatToken[], { field, format }: { field: string; format: string }): void {
  const letter = field.charAt(0);
  if (letter.toLowerCase() === 'f' && field.length > 7)
    throw invalidFormat(format, 'has more than seven places after the point');
  const before = tokens.at(-1);
  // A point before F is written and read only together with the fraction.
  const hasPoint = letter === 'F' && before?.kind === 'literal' && before.text.endsWith('.');
  if (hasPoint) tokens.splice(-1, 1, { kind: 'literal', text: before.text.slice(0, -1) });
  tokens.push({ kind: 'field', letter, length: field.length, hasPoint });
}

function pushLiteral(tokens: FormatToken[], text: string): void {
  const before = tokens.at(-1);
  if (before?.kind === 'literal') tokens.splice(-1, 1, { kind: 'literal', text: before.text + text });
  else if (text !== '') tokens.push({ kind: 'literal', text });
}

function invalidFormat(format: string, problem: string): EvaluationFailure {
  return new EvaluationFailure('invalidDateFormat', `The date format ${JSON.stringify(format)} ${problem}.`);
}

/** Writes a date by a .NET format, in the invariant culture. Fails with `invalidDateFormat`. */
export function formatDate(date: DateTime, format: string): string {
  return readDateFormat(format)
    .map((token) => (token.kind === 'literal' ? token.text : formatField(date, token)))
    .join('');
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function formatField(date: DateTime, token: Extract<FormatToken, { kind: 'field' }>): string {
  const clock = new Date(date.milliseconds);
  const length = Math.min(token.length, 2);
  const hour = clock.getUTCHours();
  switch (token.letter) {
    case 'd':
      return token.length < 3 ? padded(clock.getUTCDate(), length) : named(dayNames, clock.getUTCDay(), token.length);
    case 'M':
      return token.length < 3
        ? padded(clock.getUTCMonth() + 1, length)
        : named(monthNames, clock.getUTCMonth(), token.length);
    case 'y':
      return formatYear(clock.getUTCFullYear(), token.length);
    case 'H':
      return padded(hour, length);
    case 'h':
      return padded(hour % 12 === 0 ? 12 : hour % 12, length);
    case 'm':
      return padded(clock.getUTCMinutes(), length);
    case 's':
      return padded(clock.getUTCSeconds(), length);
    case 't':
      return (hour < 12 ? 'AM' : 'PM').slice(0, token.length);
    case 'g':
      return 'A.D.';
    case 'K':
      return { utc: 'Z', local: '+00:00', unspecified: '' }[date.kind];
    case 'z':
      return ['+0', '+00', '+00:00'][Math.min(token.length, 3) - 1] ?? '';
    default:
      return formatFraction(date, token);
  }
}

function formatFraction(date: DateTime, token: Extract<FormatToken, { kind: 'field' }>): string {
  const milliseconds = new Date(date.milliseconds).getUTCMilliseconds();
  const digits = (padded(milliseconds, 3) + padded(date.ticks, 4)).slice(0, token.length);
  if (token.letter === 'f') return digits;
  const shortened = digits.replace(/0+$/, '');
  return token.hasPoint && shortened !== '' ? `.${shortened}` : shortened;
}

function formatYear(year: number, length: number): string {
  return length < 3 ? padded(year % 100, length) : padded(year, length);
}

function named(names: readonly string[], index: number, length: number): string {
  const name = names[index] ?? '';
  return length === 3 ? name.slice(0, 3) : name;
}
