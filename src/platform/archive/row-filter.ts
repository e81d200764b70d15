import type { ArchiveFilter } from '#core/archive/archive-port';
import type { SqlDatabase, SqlValue } from './sql-database.ts';

/** A condition on rows `e`, with its values. */
export interface RowCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The index of letters in threes finds nothing shorter. */
const shortestIndexed = 3;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Rows of a table of texts that hold a piece of text. */
function textsWith(table: 'person' | 'reason', piece: string): RowCondition {
  if ([...piece].length >= shortestIndexed) {
    return { sql: `SELECT rowid FROM ${table}_text WHERE ${table}_text MATCH ?`, values: [quoted(piece)] };
  }
  const text = table === 'person' ? "name||' '||label" : 'text';
  return { sql: `SELECT id FROM ${table} WHERE ${text} LIKE ? ESCAPE '\\'`, values: [like(piece)] };
}

/** Where one word may stand: each place with the rows of its table that hold it. */
export function placesOf(word: string): readonly (RowCondition & { readonly column: string })[] {
  const people = textsWith('person', word);
  return [
    {
      column: 'person',
      sql: `${people.sql} UNION ALL SELECT id FROM person WHERE object=?`,
      values: [...people.values, word.toLowerCase()],
    },
    { column: 'reason', ...textsWith('reason', word) },
    {
      column: 'app',
      sql: "SELECT id FROM app WHERE name LIKE ? ESCAPE '\\' OR sp=?",
      values: [like(word), word.toLowerCase()],
    },
    { column: 'code', sql: "SELECT id FROM term WHERE kind='code' AND text LIKE ? ESCAPE '\\'", values: [like(word)] },
  ];
}

const termIs = (kind: string, text: string): RowCondition => ({
  sql: `+e.${kind} IN (SELECT id FROM term WHERE kind=? AND text=? COLLATE NOCASE)`,
  values: [kind, text],
});

/** Takes a person's object id or a piece of their name; gives the numbers of whom it names. */
const peopleLike = (person: string): RowCondition => {
  const named = textsWith('person', person);
  return {
    sql: `${named.sql} UNION ALL SELECT id FROM person WHERE object=?`,
    values: [...named.values, person.toLowerCase()],
  };
};

/** Takes the id of a service principal or a name; gives the numbers of the applications: a renamed one has several. */
export const appsLike = (application: string): RowCondition => ({
  sql: 'SELECT id FROM app WHERE sp=? OR name=? COLLATE NOCASE',
  values: [application.toLowerCase(), application],
});

/** Takes a filter; gives its words, each of which has to stand somewhere. */
export const wordsOf = ({ text }: ArchiveFilter): readonly string[] =>
  (text ?? '').split(/\s+/).filter((word) => word !== '');

/** Takes a filter; gives the conditions that a row has to meet, all of them. */
export function conditionsOf(filter: ArchiveFilter): readonly RowCondition[] {
  const { from, until, application, person, action, status, errorCode, cycleId, group } = filter;
  return [
    ...(from === undefined ? [] : [{ sql: 'e.ago<=?', values: [-from] }]),
    ...(until === undefined ? [] : [{ sql: 'e.ago>=?', values: [-until] }]),
    ...(application === undefined ? [] : [inPlace('app', appsLike(application))]),
    ...(person === undefined ? [] : [inPlace('person', peopleLike(person))]),
    ...(action === undefined ? [] : [termIs('action', action)]),
    ...(status === undefined ? [] : [termIs('status', status)]),
    ...(errorCode === undefined ? [] : [termIs('code', errorCode)]),
    ...(cycleId === undefined ? [] : [termIs('cycle', cycleId)]),
    ...(group === undefined ? [] : [{ sql: '+e.kin=?', values: [group] }]),
    ...wordsOf(filter).map((word) => anyOf(placesOf(word).map(({ column, ...texts }) => inPlace(column, texts)))),
  ];
}

const inPlace = (column: string, { sql, values }: RowCondition): RowCondition => ({
  // The plus keeps the order of time: an index on the column would have everything sorted first.
  sql: `+e.${column} IN (${sql})`,
  values,
});

const anyOf = (conditions: readonly RowCondition[]): RowCondition => ({
  sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
  values: conditions.flatMap(({ values }) => values),
});

/** So few rows are fetched and sorted; of more, those that are shown are found soonest in the order of time. */
const fewRows = 5_000;

/**
 * Takes a filter; gives the rows among which those that fit are, when they are few and an index has them; null when going
 * through the rows in the order of time is the better way.
 */
export function fewCandidates(database: SqlDatabase, filter: ArchiveFilter): RowCondition | null {
  const sources = [
    ...(filter.group === undefined ? [] : [{ sql: 'SELECT ago, seq FROM entry WHERE kin=?', values: [filter.group] }]),
    ...(filter.person === undefined ? [] : [throughIndex('person', peopleLike(filter.person))]),
    ...(filter.errorCode === undefined ? [] : [throughKin(filter.errorCode)]),
    ...(filter.application === undefined ? [] : [throughIndex('app', appsLike(filter.application))]),
    ...wordsOf(filter).map((word) => {
      const ways = placesOf(word).map(({ column, ...texts }) => indexOf(column, texts));
      return { sql: ways.map(({ sql }) => sql).join(' UNION '), values: ways.flatMap(({ values }) => values) };
    }),
  ];
  return sources.find((source) => isFew(database, source)) ?? null;
}

const throughIndex = (column: string, { sql, values }: RowCondition): RowCondition => ({
  sql: `SELECT ago, seq FROM entry WHERE ${column} IN (${sql})`,
  values,
});

/** A code has no index of its own: its kinds of failure have. */
const throughKin = (code: string): RowCondition =>
  throughIndex('kin', {
    sql: "SELECT id FROM kin WHERE code IN (SELECT id FROM term WHERE kind='code' AND text=? COLLATE NOCASE)",
    values: [code],
  });

function indexOf(column: string, texts: RowCondition): RowCondition {
  if (column === 'code')
    return throughIndex('kin', { ...texts, sql: `SELECT id FROM kin WHERE code IN (${texts.sql})` });
  return throughIndex(column, texts);
}

const isFew = (database: SqlDatabase, { sql, values }: RowCondition): boolean =>
  Number(database.statement(`SELECT count(*) FROM (${sql} LIMIT ${fewRows + 1})`).rows(values)[0]?.[0]) <= fewRows;
