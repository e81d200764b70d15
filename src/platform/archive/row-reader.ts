import type { ArchiveFilter } from '#core/archive/archive-port';
import type { Span } from '#core/archive/coverage';
import { textOfTicks } from '#core/archive/ticks';
import { remedyFor } from '#core/logs/error-catalogue';
import type { FailureGroup, LogRowView } from '#shared/model/archive';
import { blockWith, type RowBlock } from './row-blocks.ts';
import { conditionsOf, fewCandidates, type RowCondition } from './row-filter.ts';
import { idOf, storedId } from './row-ids.ts';
import type { SqlDatabase, SqlValue } from './sql-database.ts';

const whereOf = (conditions: readonly RowCondition[]): RowCondition => ({
  sql: conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
  values: conditions.flatMap(({ values }) => values),
});

/** The rows that fit, as a source with the alias `e`. */
function fitting(database: SqlDatabase, filter: ArchiveFilter): RowCondition {
  const where = whereOf(conditionsOf(filter));
  const few = fewCandidates(database, filter);
  if (few === null) return { sql: `entry e ${where.sql}`, values: where.values };
  return {
    sql: `(SELECT DISTINCT * FROM (${few.sql})) f CROSS JOIN entry e ON e.ago=f.ago AND e.seq=f.seq ${where.sql}`,
    values: [...few.values, ...where.values],
  };
}

const columns = `e.id, e.ago, a.name, a.sp, p.name, p.label, p.object, t.text, s.text, c.text, r.text, y.text`;
const joins = `JOIN app a ON a.id=e.app JOIN person p ON p.id=e.person JOIN term t ON t.id=e.action JOIN term s ON s.id=e.status
  LEFT JOIN term c ON c.id=e.code LEFT JOIN reason r ON r.id=e.reason JOIN term y ON y.id=e.cycle`;

const textOrNull = (value: SqlValue | undefined): string | null => (typeof value === 'string' ? value : null);
const textOf = (value: SqlValue | undefined): string => textOrNull(value) ?? '';
const timeOf = (ago: SqlValue | undefined): string => textOfTicks(-Number(ago ?? 0));

function viewOf(row: readonly SqlValue[]): LogRowView {
  const [id, ago, application, servicePrincipalId, name, label, object, action, status, code, reason, cycle] = row;
  const personId = textOf(object);
  return {
    id: idOf(id),
    activityDateTime: timeOf(ago),
    application: textOf(application),
    servicePrincipalId: textOf(servicePrincipalId),
    person: textOf(name) || textOf(label) || personId,
    personId: personId.startsWith('name ') ? '' : personId,
    action: textOf(action),
    status: textOf(status),
    errorCode: textOrNull(code),
    reason: textOrNull(reason),
    cycleId: textOf(cycle),
  };
}

/** Takes an open archive, a filter and a page; gives the rows, newest first. Raises `SqlFault`. */
export function searchRows(
  database: SqlDatabase,
  filter: ArchiveFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): readonly LogRowView[] {
  const { sql, values } = fitting(database, filter);
  const page = `SELECT e.ago, e.seq FROM ${sql} ORDER BY e.ago, e.seq LIMIT ${limit} OFFSET ${offset}`;
  return database
    .statement(
      `SELECT ${columns} FROM (${page}) k CROSS JOIN entry e ON e.ago=k.ago AND e.seq=k.seq ${joins} ORDER BY e.ago, e.seq`,
    )
    .rows(values)
    .map(viewOf);
}

/** Takes an open archive and a filter; gives how many rows fit. Raises `SqlFault`. */
export function countRows(database: SqlDatabase, filter: ArchiveFilter): number {
  const { sql, values } = fitting(database, filter);
  return Number(database.statement(`SELECT count(*) FROM ${sql}`).rows(values)[0]?.[0] ?? 0);
}

interface GroupOptions {
  readonly limit: number;
  readonly buckets: Span & { readonly count: number };
}

/** Takes an open archive, a filter and how many parts the trend has; gives groups of identical failures, the largest first. */
export function groupRows(
  database: SqlDatabase,
  filter: ArchiveFilter,
  { limit, buckets }: GroupOptions,
): readonly FailureGroup[] {
  const source = groupSource(database, filter);
  const largest = database
    .statement(
      `SELECT e.kin, count(*), count(DISTINCT e.person), min(e.ago), max(e.ago) FROM ${source.sql} GROUP BY e.kin
       ORDER BY 2 DESC, 1 LIMIT ${limit}`,
    )
    .rows(source.values);
  if (largest.length === 0) return [];
  const trends = trendsOf(database, source, { buckets, kins: largest.map(([kin]) => Number(kin)) });
  return largest.map(([kin, count, people, newest, oldest]) => ({
    ...kinOf(database, Number(kin)),
    count: Number(count),
    people: Number(people),
    firstSeen: timeOf(oldest),
    lastSeen: timeOf(newest),
    trend: trends.get(Number(kin)) ?? Array.from({ length: buckets.count }, () => 0),
  }));
}

/** A group of what failed is found through its index unless something else narrows the rows down. */
function groupSource(database: SqlDatabase, filter: ArchiveFilter): RowCondition {
  const few = fewCandidates(database, filter);
  const conditions = [...conditionsOf(filter), { sql: 'e.kin IS NOT NULL', values: [] }];
  const where = whereOf(conditions);
  if (few === null) return { sql: `entry e INDEXED BY entry_kin ${where.sql}`, values: where.values };
  const fits = fitting(database, filter);
  return { sql: `${fits.sql} AND e.kin IS NOT NULL`, values: fits.values };
}

interface TrendOptions {
  readonly buckets: Span & { readonly count: number };
  readonly kins: readonly number[];
}

function trendsOf(database: SqlDatabase, source: RowCondition, { buckets, kins }: TrendOptions) {
  const width = Math.max(1, Math.ceil((buckets.to - buckets.from) / buckets.count));
  const counted = database
    .statement(
      `SELECT e.kin, (-e.ago-${buckets.from})/${width} AS part, count(*) FROM ${source.sql}
       AND e.kin IN (${kins.join(',')}) GROUP BY 1, 2`,
    )
    .rows(source.values);
  const trends = new Map<number, number[]>();
  for (const [kin, part, count] of counted) {
    const trend = trends.get(Number(kin)) ?? Array.from({ length: buckets.count }, () => 0);
    const at = Math.min(Math.max(Number(part), 0), buckets.count - 1);
    trend[at] = (trend[at] ?? 0) + Number(count);
    trends.set(Number(kin), trend);
  }
  return trends;
}

function kinOf(database: SqlDatabase, kin: number) {
  const [row] = database
    .statement(
      `SELECT a.name, a.sp, c.text, k.pattern, (SELECT r.text FROM entry e JOIN reason r ON r.id=e.reason WHERE e.kin=k.id LIMIT 1)
       FROM kin k JOIN app a ON a.id=k.app LEFT JOIN term c ON c.id=k.code WHERE k.id=?`,
    )
    .rows([kin]);
  const errorCode = textOrNull(row?.[2]);
  return {
    group: kin,
    application: textOf(row?.[0]),
    servicePrincipalId: textOf(row?.[1]),
    errorCode,
    pattern: textOf(row?.[3]),
    example: textOrNull(row?.[4]),
    remedy: remedyFor(errorCode),
  };
}

/** Takes ids of rows; gives their originals as JSON in that order, null for one that is not there. Raises `SqlFault`. */
export function originalsOf(database: SqlDatabase, ids: readonly string[]): readonly (string | null)[] {
  let open: RowBlock | null = null;
  return ids.map((id) => {
    const [found] = database.statement('SELECT seq FROM entry WHERE id=?').rows([storedId(id)]);
    if (found === undefined) return null;
    const seq = Number(found[0]);
    // Rows that are asked for together mostly lie in one block.
    if (open === null || seq < open.first || seq >= open.first + open.rows.length) open = blockWith(database, seq);
    const original = open?.rows[seq - (open?.first ?? 0)];
    return original === undefined || original === '' ? null : original;
  });
}

/** Takes an open archive; gives how many rows it has and the times of the oldest and the newest. Raises `SqlFault`. */
export function extentOf(database: SqlDatabase): {
  readonly rows: number;
  readonly oldest: string | null;
  readonly newest: string | null;
} {
  const [row] = database
    .statement('SELECT (SELECT count(*) FROM entry), (SELECT max(ago) FROM entry), (SELECT min(ago) FROM entry)')
    .rows([]);
  const [rows, oldest, newest] = row ?? [];
  return {
    rows: Number(rows ?? 0),
    oldest: oldest === null || oldest === undefined ? null : timeOf(oldest),
    newest: newest === null || newest === undefined ? null : timeOf(newest),
  };
}
