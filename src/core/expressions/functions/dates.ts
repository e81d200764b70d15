import {
  addToDate,
  type DateInterval,
  type DateTime,
  dateIntervals,
  differenceBetween,
  fromFileTime,
  toFileTime,
} from '#core/expressions/date-time';
import { formatDate, readDateFormat } from '#core/expressions/dotnet-date-format';
import { type DateStyles, defaultDateStyles, readDate, readDateExact } from '#core/expressions/dotnet-date-parse';
import type { FunctionCall } from '#core/expressions/function-call';
import { EvaluationFailure, type ExpressionValue } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

/** How the date functions write a date, and what they read first. */
const dateFormat = 'M/d/yyyy h:mm:ss tt';

/** Functions on dates. A date is a string in UTC, `3/16/2020 7:00:00 AM`, so fractions of a second are lost. */
export const dateFunctions: readonly FunctionDefinition[] = [
  {
    name: 'CDate',
    description: 'Reads a date and gives it in UTC, as the other date functions take it.',
    parameters: [{ name: 'expression', type: 'String', schemaKey: 'source' }],
    returns: 'DateTime',
    evaluate: (call) => written(dateOf(call, 0)),
  },
  {
    name: 'DateAdd',
    description: 'Adds a number of years, months, weeks, days, hours, minutes or seconds to a date.',
    parameters: [
      { name: 'interval', type: 'String' },
      { name: 'value', type: 'Integer' },
      { name: 'dateTime', type: 'DateTime' },
    ],
    returns: 'DateTime',
    evaluate: dateAdd,
  },
  {
    name: 'DateDiff',
    description: 'Tells how many years, months, weeks, days, hours, minutes or seconds one date is after another.',
    parameters: [
      { name: 'interval', type: 'String' },
      { name: 'date1', type: 'DateTime' },
      { name: 'date2', type: 'DateTime' },
    ],
    returns: 'Integer',
    evaluate: dateDiff,
  },
  {
    name: 'DateFromNum',
    description: "Turns Active Directory's number for a date into a date.",
    parameters: [{ name: 'value', type: 'Integer' }],
    returns: 'DateTime',
    evaluate: dateFromNum,
  },
  {
    name: 'FormatDateTime',
    description: 'Reads a date in one format and writes it in another one.',
    parameters: [
      { name: 'source', type: 'String' },
      { name: 'dateTimeStyles', type: 'String', optional: true },
      { name: 'inputFormat', type: 'String' },
      { name: 'outputFormat', type: 'String' },
    ],
    returns: 'String',
    // Older schemas and Graph's own list of functions have three parameters, without dateTimeStyles.
    minimumArguments: 3,
    evaluate: formatDateTime,
  },
  {
    name: 'Now',
    description: 'Gives the present date and time in UTC.',
    parameters: [],
    returns: 'DateTime',
    evaluate: (call) => written({ milliseconds: call.context.now, ticks: 0, kind: 'utc' }),
  },
  {
    name: 'NumFromDate',
    description: 'Turns a date into the number that Active Directory keeps for it.',
    parameters: [{ name: 'value', type: 'DateTime' }],
    // As text: the numbers are larger than those that JavaScript counts exactly.
    returns: 'String',
    evaluate: (call) => {
      const date = dateOf(call, 0);
      return date === null ? null : toFileTime(date).toString();
    },
  },
];

function written(date: DateTime | null): ExpressionValue {
  return date === null ? null : formatDate(date, dateFormat);
}

function dateOf(call: FunctionCall, index: number): DateTime | null {
  const text = call.text(index);
  if (text === null || text.trim() === '') return null;
  const date = readDate(text);
  if (date !== undefined) return date;
  throw new EvaluationFailure(
    'invalidDate',
    `${call.argumentName(index)} is no date that can be read: ${JSON.stringify(text.slice(0, 60))}. Name its format with FormatDateTime.`,
  );
}

function intervalOf(call: FunctionCall): DateInterval {
  const text = call.text(0) ?? '';
  const interval = dateIntervals.find((known) => known === text);
  if (interval !== undefined) return interval;
  throw call.invalid(0, `is one of ${dateIntervals.join(', ')}, not ${JSON.stringify(text)}`);
}

function dateAdd(call: FunctionCall): ExpressionValue {
  const interval = intervalOf(call);
  const count = Math.trunc(call.number(1));
  const date = dateOf(call, 2);
  if (date === null) return null;
  const later = addToDate(date, count, interval);
  if (later !== undefined) return written(later);
  throw call.invalid(1, 'leads outside the years 1 to 9999');
}

function dateDiff(call: FunctionCall): ExpressionValue {
  const interval = intervalOf(call);
  const start = dateOf(call, 1);
  const end = dateOf(call, 2);
  return start === null || end === null ? null : differenceBetween(start, end, interval);
}

function dateFromNum(call: FunctionCall): ExpressionValue {
  const text = call.text(0)?.trim();
  if (text === undefined || text === '') return null;
  const date = /^\d{1,19}$/.test(text) ? fromFileTime(BigInt(text)) : undefined;
  if (date !== undefined) return written(date);
  throw call.invalid(
    0,
    `needs a number of 100-nanosecond intervals since 1601, not ${JSON.stringify(text.slice(0, 60))}`,
  );
}

function formatDateTime(call: FunctionCall): ExpressionValue {
  const formatIndex = call.count === 3 ? 1 : 2;
  const text = call.text(0);
  const inputFormat = call.text(formatIndex) ?? '';
  const outputFormat = call.text(formatIndex + 1) ?? '';
  const tokens = readDateFormat(inputFormat);
  if (text === null || text === '') return null;
  const styles = call.count === 3 ? defaultDateStyles : stylesOf(call);
  const date = readDateExact(text, { tokens, styles, now: call.context.now });
  if (date !== undefined) return formatDate(date, outputFormat);
  throw new EvaluationFailure(
    'invalidDate',
    `FormatDateTime: ${JSON.stringify(text.slice(0, 60))} is not a date in the format ${JSON.stringify(inputFormat)}.`,
  );
}

type Flag = keyof DateStyles;

const flags: Readonly<Record<string, readonly Flag[]>> = {
  None: [],
  AllowLeadingWhite: ['allowsLeadingWhite'],
  AllowTrailingWhite: ['allowsTrailingWhite'],
  AllowInnerWhite: ['allowsInnerWhite'],
  AllowWhiteSpaces: ['allowsLeadingWhite', 'allowsTrailingWhite', 'allowsInnerWhite'],
  NoCurrentDateDefault: ['hasNoCurrentDateDefault'],
  AdjustToUniversal: ['adjustsToUtc'],
  AssumeLocal: ['assumesUtc'],
  AssumeUniversal: ['assumesUtc'],
  RoundtripKind: [],
};

const noStyles: DateStyles = { ...defaultDateStyles, allowsLeadingWhite: false, allowsTrailingWhite: false };

function stylesOf(call: FunctionCall): DateStyles {
  const text = call.optionalText(1).trim();
  if (text === '') return defaultDateStyles;
  const names = text.split(/[\s,|]+/).map((name) => name.replace(/^DateTimeStyles\./, ''));
  return Object.assign({}, noStyles, ...names.map((name) => flagsOf(call, name)));
}

function flagsOf(call: FunctionCall, name: string): Partial<DateStyles> {
  const known = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (known === undefined) throw call.invalid(1, `has the unknown style ${JSON.stringify(name)}`);
  return Object.fromEntries(known.map((flag) => [flag, true]));
}
