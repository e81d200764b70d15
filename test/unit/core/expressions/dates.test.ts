import { describe, expect, it } from 'vitest';
import { addToDate, dateIntervals, differenceBetween, fromFileTime, toFileTime } from '#core/expressions/date-time';
import { formatDate, readDateFormat } from '#core/expressions/dotnet-date-format';
import { defaultDateStyles, readDate, readDateExact } from '#core/expressions/dotnet-date-parse';

const sunday = { milliseconds: Date.UTC(2009, 5, 7, 3, 4, 5, 60), ticks: 7000, kind: 'unspecified' } as const;
const now = Date.UTC(2026, 10, 21, 12);

const read = (text: string, format: string, styles = defaultDateStyles) => {
  const date = readDateExact(text, { tokens: readDateFormat(format), styles, now });
  return date === undefined ? undefined : formatDate(date, 'yyyy-MM-dd HH:mm:ss.FFFFFFFK');
};

// Expected values follow learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings and
// .../standard-date-and-time-format-strings, in the invariant culture.
describe('formatDate', () => {
  it.each([
    { format: 'd/M/y h:m:s t', expected: '7/6/9 3:4:5 A' },
    { format: 'dd/MM/yy hh:mm:ss tt', expected: '07/06/09 03:04:05 AM' },
    { format: 'ddd d MMM yyy', expected: 'Sun 7 Jun 2009' },
    { format: 'dddd, MMMM d, yyyyy', expected: 'Sunday, June 7, 02009' },
    { format: 'HH H', expected: '03 3' },
    { format: 's.f', expected: '5.0' },
    { format: 's.ffff', expected: '5.0607' },
    { format: 's.FFFFFFF', expected: '5.0607' },
    { format: 's.F', expected: '5' },
    { format: 'z zz zzz', expected: '+0 +00 +00:00' },
    { format: 'yyyy gg', expected: '2009 A.D.' },
    { format: "'year' yyyy", expected: 'year 2009' },
    { format: '"d"d', expected: 'd7' },
    { format: '\\dd', expected: 'd7' },
    { format: '%d', expected: '7' },
    { format: 'yyyyMMddTHHmmssZ', expected: '20090607T030405Z' },
    { format: 'd', expected: '06/07/2009' },
    { format: 'D', expected: 'Sunday, 07 June 2009' },
    { format: 'G', expected: '06/07/2009 03:04:05' },
    { format: 'o', expected: '2009-06-07T03:04:05.0607000' },
    { format: 'R', expected: 'Sun, 07 Jun 2009 03:04:05 GMT' },
    { format: 's', expected: '2009-06-07T03:04:05' },
    { format: 'u', expected: '2009-06-07 03:04:05Z' },
    { format: 'Y', expected: '2009 June' },
  ])('writes $format as $expected', ({ format, expected }) => {
    expect(formatDate(sunday, format)).toBe(expected);
  });

  it('writes midnight and noon on the 12-hour clock', () => {
    const at = (hour: number) => formatDate({ ...sunday, milliseconds: Date.UTC(2009, 5, 7, hour) }, 'h tt');
    expect([at(0), at(12), at(23)]).toEqual(['12 AM', '12 PM', '11 PM']);
  });

  it.each(['', 'q', "'open", 'yyyy\\', 'd%', 'ffffffff', 'x'.repeat(300)])('refuses the format %j', (format) => {
    expect(() => readDateFormat(format)).toThrow(/date format/);
  });
});

describe('readDateExact', () => {
  it.each([
    { text: '20150123105347.1Z', format: 'yyyyMMddHHmmss.fZ', expected: '2015-01-23 10:53:47.1' },
    { text: '7/6/2009', format: 'd/M/yyyy', expected: '2009-06-07 00:00:00' },
    { text: '07 june 2009', format: 'dd MMMM yyyy', expected: '2009-06-07 00:00:00' },
    { text: 'Sun, 07 Jun 2009', format: 'ddd, dd MMM yyyy', expected: '2009-06-07 00:00:00' },
    { text: '1/2/49', format: 'd/M/yy', expected: '2049-02-01 00:00:00' },
    { text: '1/2/50', format: 'd/M/yy', expected: '1950-02-01 00:00:00' },
    { text: '2009-06-07 12:05 am', format: 'yyyy-MM-dd hh:mm tt', expected: '2009-06-07 00:05:00' },
    { text: '2009-06-07 12:05', format: 'yyyy-MM-dd hh:mm', expected: '2009-06-07 00:05:00' },
    { text: '2009-06-07 5P', format: 'yyyy-MM-dd ht', expected: '2009-06-07 17:00:00' },
    { text: '2009-06-07T01:00:00+02:00', format: "yyyy-MM-dd'T'HH:mm:ssK", expected: '2009-06-06 23:00:00+00:00' },
    { text: '2009-06-07T01:00:00Z', format: "yyyy-MM-dd'T'HH:mm:ssK", expected: '2009-06-07 01:00:00Z' },
    { text: '2009-06-07T01:00:00', format: "yyyy-MM-dd'T'HH:mm:ssK", expected: '2009-06-07 01:00:00' },
    { text: '2009-06-07-0730', format: 'yyyy-MM-ddzzz', expected: '2009-06-07 07:30:00+00:00' },
    { text: '2009-06-07 01:02:03.45', format: 'yyyy-MM-dd HH:mm:ss.FFF', expected: '2009-06-07 01:02:03.45' },
    { text: '2009-06-07 01:02:03', format: 'yyyy-MM-dd HH:mm:ss.FFF', expected: '2009-06-07 01:02:03' },
    { text: ' 2009-06-07 ', format: 'yyyy-MM-dd', expected: '2009-06-07 00:00:00' },
    { text: '08:30', format: 'HH:mm', expected: '2026-11-21 08:30:00' },
    { text: '5 May', format: 'd MMM', expected: '2026-05-05 00:00:00' },
    { text: '2020-02-29', format: 'yyyy-MM-dd', expected: '2020-02-29 00:00:00' },
  ])('reads $text by $format', ({ text, format, expected }) => {
    expect(read(text, format)).toBe(expected);
  });

  it.each([
    { text: '2021-02-29', format: 'yyyy-MM-dd' },
    { text: '2021-13-01', format: 'yyyy-MM-dd' },
    { text: '2021-1-01', format: 'yyyy-MM-dd' },
    { text: '0000-01-01', format: 'yyyy-MM-dd' },
    { text: '2021-01-01x', format: 'yyyy-MM-dd' },
    { text: '24:00', format: 'HH:mm' },
    { text: '10:60', format: 'HH:mm' },
    { text: '13 PM', format: 'hh tt' },
    { text: '13 AM', format: 'HH tt' },
    { text: 'Mon 7 Jun 2009', format: 'ddd d MMM yyyy' },
    { text: '2009 2010', format: 'yyyy yyyy' },
    { text: '2009-06-07+15:00', format: 'yyyy-MM-ddzzz' },
    { text: '', format: 'yyyy' },
  ])('refuses $text by $format', ({ text, format }) => {
    expect(read(text, format)).toBeUndefined();
  });

  it('obeys the styles', () => {
    const strict = { ...defaultDateStyles, allowsLeadingWhite: false };
    expect(read(' 2009', 'yyyy', strict)).toBeUndefined();
    expect(read('2009 -06', 'yyyy-MM', { ...defaultDateStyles, allowsInnerWhite: true })).toBe('2009-06-01 00:00:00');
    expect(read('08:30', 'HH:mm', { ...defaultDateStyles, hasNoCurrentDateDefault: true })).toBe('0001-01-01 08:30:00');
    expect(read('2009', 'yyyy', { ...defaultDateStyles, assumesUtc: true, adjustsToUtc: true })).toMatch(/Z$/);
  });
});

describe('readDate', () => {
  it.each([
    { text: '2020-03-16-07:00', expected: '2020-03-16T07:00:00.000Z' },
    { text: '2021-08-24', expected: '2021-08-24T00:00:00.000Z' },
    { text: '2009-06-15T01:45:30.123Z', expected: '2009-06-15T01:45:30.123Z' },
    { text: '2020-12-31 23:59:59-08:00', expected: '2021-01-01T07:59:59.000Z' },
    { text: '8/25/2021 5:41:18 PM', expected: '2021-08-25T17:41:18.000Z' },
    { text: '12/31/2020', expected: '2020-12-31T00:00:00.000Z' },
    { text: 'May 5, 2021', expected: '2021-05-05T00:00:00.000Z' },
    { text: 'Sun, 07 Jun 2009 03:04:05 GMT', expected: '2009-06-07T03:04:05.000Z' },
  ])('reads $text', ({ text, expected }) => {
    expect(new Date(readDate(text)?.milliseconds ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each(['tomorrow', '31/12/2020', '2020-02-30', '1e9', ''])('does not read %j', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
});

describe('date arithmetic', () => {
  const at = (text: string) => {
    const date = readDate(text);
    if (date === undefined) throw new Error(text);
    return date;
  };

  it.each([
    { from: '2024-01-31', count: 1, interval: 'm', expected: '2024-02-29' },
    { from: '2024-02-29', count: 1, interval: 'yyyy', expected: '2025-02-28' },
    { from: '2024-01-15', count: -13, interval: 'm', expected: '2022-12-15' },
    { from: '2024-01-01', count: -1, interval: 'd', expected: '2023-12-31' },
    { from: '0099-01-01', count: 1, interval: 'yyyy', expected: '0100-01-01' },
  ] as const)('$from plus $count $interval is $expected', ({ from, count, interval, expected }) => {
    const date = addToDate(at(from), count, interval);
    expect(date !== undefined && formatDate(date, 'yyyy-MM-dd')).toBe(expected);
  });

  it.each(dateIntervals)('stays within the years 1 to 9999 in steps of %s', (interval) => {
    expect(addToDate(at('2024-01-01'), 1e13, interval)).toBeUndefined();
  });

  it.each([
    { from: '2021-12-31', to: '2022-01-01', interval: 'yyyy', expected: 1 },
    { from: '2022-01-01', to: '2021-12-31', interval: 'yyyy', expected: -1 },
    { from: '2022-01-01 23:00:00', to: '2022-01-02 22:00:00', interval: 'd', expected: 0 },
    // From a Saturday to the next day, a Sunday.
    { from: '2022-01-01', to: '2022-01-02', interval: 'ww', expected: 1 },
    { from: '2022-01-02', to: '2022-01-08', interval: 'ww', expected: 0 },
  ] as const)('from $from to $to it is $expected $interval', ({ from, to, interval, expected }) => {
    expect(differenceBetween(at(from), at(to), interval)).toBe(expected);
  });

  it("keeps every digit of Active Directory's numbers", () => {
    const number = 132_539_615_991_234_567n;
    const date = fromFileTime(number);
    expect(date !== undefined && toFileTime(date)).toBe(number);
    expect(fromFileTime(9_223_372_036_854_775_807n)).toBeUndefined();
  });
});
