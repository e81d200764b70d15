import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { mostRows, readAssignmentCsv } from '#core/scope/assignment-csv';

const rowsOf = (text: string) =>
  readAssignmentCsv(text).rows.map(({ line, who, kind, role }) => [line, who, kind, role]);

function refusal(text: string) {
  try {
    readAssignmentCsv(text);
  } catch (cause) {
    if (cause instanceof CoreError) return cause;
    throw cause;
  }
  throw new Error('it was read');
}

describe('a CSV of assignments', () => {
  it.each<readonly [string, string, readonly unknown[]]>([
    ['commas', 'userPrincipalName,role\na@x.com,User\n', [[2, 'a@x.com', null, 'User']]],
    [
      'semicolons, a BOM and Windows line ends',
      '\uFEFFUPN;App Role\r\na@x.com;User\r\n',
      [[2, 'a@x.com', null, 'User']],
    ],
    ['tabs', 'mail\trole\na@x.com\t\n', [[2, 'a@x.com', null, null]]],
    ['quotes with a delimiter inside', 'group,role\n"Sales, Europe",User\n', [[2, 'Sales, Europe', 'group', 'User']]],
    [
      'only one column, without an end of line',
      'object_id\n1\n2',
      [
        [2, '1', null, null],
        [3, '2', null, null],
      ],
    ],
    [
      'a column for the kind',
      'who,type\nAll Staff,Group\na@x.com,User\n',
      [
        [2, 'All Staff', 'group', null],
        [3, 'a@x.com', 'person', null],
      ],
    ],
    ['empty lines between', 'upn\n\na@x.com\n\n', [[3, 'a@x.com', null, null]]],
    ['columns that mean nothing here', 'Nr,upn,Town\n1,a@x.com,Oslo\n', [[2, 'a@x.com', null, null]]],
  ])('is read with %s', (_name, text, expected) => {
    expect(rowsOf(text)).toEqual(expected);
  });

  it('names every row that cannot be used, with its line', () => {
    const { rows, faults } = readAssignmentCsv(
      `user,group,role\n,,User\na@x.com,Sales,User\n${'x'.repeat(321)},,\nb@x.com,,\n`,
    );
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [2, 'nobodyNamed'],
      [3, 'severalNamed'],
      [4, 'tooLong'],
    ]);
    expect(rows).toHaveLength(1);
  });

  it.each([
    ['nothing', '', 'csvEmpty'],
    ['a file without a header', 'a@x.com,User\n', 'csvHeader'],
    ['a quote that is never closed', 'upn\n"a@x.com\n', 'csvUnreadable'],
    ['too many rows', `upn\n${'a@x.com\n'.repeat(mostRows + 1)}`, 'csvTooLong'],
  ])('is refused with a way out: %s', (_name, text, reason) => {
    const { details } = refusal(text);
    expect(details.reason).toBe(reason);
    expect(details.nextStep).toBeTruthy();
  });

  it('takes exactly as many rows as a configuration does', () => {
    expect(readAssignmentCsv(`upn\n${'a@x.com\n'.repeat(mostRows)}`).rows).toHaveLength(mostRows);
  });
});
