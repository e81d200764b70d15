import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { CoreError, type ErrorDetails } from '#core/rpc/errors';
import type { RowFault } from '#shared/model/scope';

/** Rows of one file at most: as many as a configuration takes. */
export const mostRows = 5_000;

/** One row that names somebody. */
export interface CsvRow {
  readonly line: number;
  /** User principal name, mail address, object id, or the display name of a group. */
  readonly who: string;
  /** null: the file does not say. */
  readonly kind: 'person' | 'group' | null;
  readonly role: string | null;
  readonly text: string;
}

/** A CSV, read: rows to look up, and rows that cannot be used. */
export interface AssignmentCsv {
  readonly rows: readonly CsvRow[];
  readonly faults: readonly RowFault[];
}

/** Headers by what they mean, in lower case without spaces, underscores and hyphens. */
const meanings = {
  who: [
    'userprincipalname',
    'upn',
    'user',
    'username',
    'mail',
    'email',
    'objectid',
    'id',
    'who',
    'member',
    'principal',
  ],
  group: ['group', 'groupname', 'groupid'],
  role: ['role', 'approle', 'rolename'],
  kind: ['kind', 'type', 'principaltype'],
} as const;
type Meaning = keyof typeof meanings;

const plainHeader = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '');

const Records = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }), raw: z.string() }),
);

const refuse = (message: string, details: ErrorDetails): CoreError => new CoreError('bad_request', message, details);

const lineOf = (line: number | undefined): Pick<ErrorDetails, 'location'> =>
  line === undefined ? {} : { location: { line } };

/** A spreadsheet of some countries writes semicolons. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const count = (sign: string): number => first.split(sign).length - 1;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

function readRecords(text: string): z.infer<typeof Records> {
  try {
    return Records.parse(
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        info: true,
        raw: true,
        to: mostRows + 2,
      }),
    );
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === 'number' ? cause.lines : undefined;
    throw refuse(
      `The file is not a CSV that can be read${line === undefined ? '' : ` (line ${line})`}: ${cause.message}`,
      {
        reason: 'csvUnreadable',
        nextStep: 'Check the quotes in that line, or save the file as CSV (UTF-8) again.',
        ...lineOf(line),
      },
    );
  }
}

type Columns = Readonly<Partial<Record<Meaning, number>>>;

/** An address or an id in the first line is somebody, and no name of a column. */
const isSomebody = (text: string): boolean => text.includes('@') || z.guid().safeParse(text).success;

function columnsOf(header: readonly string[]): Columns | null {
  if (header.some(isSomebody)) return null;
  const names = header.map(plainHeader);
  const columns: Partial<Record<Meaning, number>> = {};
  for (const meaning of ['who', 'group', 'role', 'kind'] as const) {
    const index = names.findIndex((name) => (meanings[meaning] as readonly string[]).includes(name));
    if (index !== -1) columns[meaning] = index;
  }
  return columns.who === undefined && columns.group === undefined ? null : columns;
}

const kindOf = (text: string): CsvRow['kind'] => {
  const word = text.toLowerCase();
  if (word === 'group') return 'group';
  return word === 'user' || word === 'person' ? 'person' : null;
};

/** A line break inside quotes makes the record end lines further down than it begins. */
const shown = (raw: string): string => raw.replace(/\s+/g, ' ').trim().slice(0, 200);

const longest = 320;

function rowOf(record: readonly string[], columns: Columns, place: { readonly line: number; readonly text: string }) {
  const cell = (meaning: Meaning): string => {
    const index = columns[meaning];
    return index === undefined ? '' : (record[index] ?? '');
  };
  const [who, group, role] = [cell('who'), cell('group'), cell('role')];
  const fault = (code: string, message: string, nextStep: string): RowFault => ({ ...place, code, message, nextStep });
  if (who === '' && group === '')
    return fault(
      'nobodyNamed',
      'The row names nobody.',
      'Give a user principal name, mail address, object id or group.',
    );
  if (who !== '' && group !== '')
    return fault('severalNamed', 'The row names a person and a group.', 'Give each a row of its own.');
  const name = who === '' ? group : who;
  if (name.length > longest || role.length > longest)
    return fault('tooLong', `A name has at most ${longest} characters.`, 'Correct the row.');
  const row: CsvRow = {
    ...place,
    who: name,
    kind: who === '' ? 'group' : kindOf(cell('kind')),
    role: role === '' ? null : role,
  };
  return row;
}

const isFault = (row: CsvRow | RowFault): row is RowFault => 'code' in row;

/**
 * Takes the text of a CSV; gives its rows, and by name those that cannot be used. The first line names the columns: one of
 * userPrincipalName, mail, objectId, user or who, or group; beside it role and kind. Raises `bad_request` (csvUnreadable, csvEmpty,
 * csvHeader, csvTooLong). Pure.
 */
export function readAssignmentCsv(text: string): AssignmentCsv {
  const [header, ...records] = readRecords(text);
  if (header === undefined)
    throw refuse('The file is empty.', {
      reason: 'csvEmpty',
      nextStep: 'Choose a file with a header and a row for each person.',
    });
  const columns = columnsOf(header.record);
  if (columns === null)
    throw refuse(`The first line names no column for people or groups: ${shown(header.raw)}`, {
      reason: 'csvHeader',
      nextStep:
        'Name one column userPrincipalName, mail, objectId or group, and another one role if you want to choose roles.',
      ...lineOf(1),
    });
  if (records.length > mostRows)
    throw refuse(`The file has more than ${mostRows} rows.`, {
      reason: 'csvTooLong',
      nextStep: 'Assign a group, or split the file.',
    });
  const rows = records.map(({ record, info, raw }) => rowOf(record, columns, { line: info.lines, text: shown(raw) }));
  const faults = rows.filter(isFault);
  return { rows: rows.filter((row): row is CsvRow => !isFault(row)), faults };
}
