import type { CycleFilter } from '#core/archive/archive-port';
import type { CycleTallies, CycleTally, ResultCount } from '#core/monitor/cycles/cycle-tally';
import { appsLike, type RowCondition } from './row-filter.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Cycles of an application, one after the other through its index: their rows are passed over. */
function walk({ application }: CycleFilter): RowCondition {
  const apps = appsLike(application);
  return {
    sql: `walk(app, cycle) AS (
      SELECT id, (SELECT min(e.cycle) FROM entry e WHERE e.app=a.id) FROM app a WHERE id IN (${apps.sql})
      UNION ALL SELECT w.app, (SELECT min(e.cycle) FROM entry e WHERE e.app=w.app AND e.cycle>w.cycle) FROM walk w
      WHERE w.cycle IS NOT NULL)`,
    values: apps.values,
  };
}

interface CycleRow {
  readonly number: number;
  readonly tally: Omit<CycleTally, 'counts'>;
}

function newestCycles(database: SqlDatabase, filter: CycleFilter, limit: number): readonly CycleRow[] {
  const cycles = walk(filter);
  const since = filter.from === undefined ? '' : ` AND e.ago<=${-filter.from}`;
  const edge = (which: 'min' | 'max'): string =>
    `${which}((SELECT ${which}(e.ago) FROM entry e WHERE e.app=w.app AND e.cycle=w.cycle${since}))`;
  return database
    .statement(
      `WITH RECURSIVE ${cycles.sql} SELECT w.cycle, t.text, ${edge('min')} AS newest, ${edge('max')} FROM walk w
       JOIN term t ON t.id=w.cycle WHERE t.text<>'' GROUP BY w.cycle HAVING newest IS NOT NULL
       ORDER BY newest LIMIT ${limit}`,
    )
    .rows(cycles.values)
    .map(([number, id, newest, oldest]) => ({
      number: Number(number),
      tally: { id: String(id), began: -Number(oldest), ended: -Number(newest) },
    }));
}

/** Rows of an application, as far back as they are wanted. */
function rowsOf({ application, from }: CycleFilter): RowCondition {
  const apps = appsLike(application);
  return {
    sql: `entry e WHERE e.app IN (${apps.sql})${from === undefined ? '' : ` AND e.ago<=${-from}`}`,
    values: apps.values,
  };
}

function countsOf(database: SqlDatabase, filter: CycleFilter, cycles: readonly CycleRow[]) {
  const rows = rowsOf(filter);
  const counted = database
    .statement(
      `SELECT n.cycle, a.text, s.text, n.rows FROM (SELECT e.cycle, e.action, e.status, count(*) AS rows FROM ${rows.sql}
       AND e.cycle IN (${cycles.map(({ number }) => number).join(',')}) GROUP BY e.cycle, e.action, e.status) n
       JOIN term a ON a.id=n.action JOIN term s ON s.id=n.status`,
    )
    .rows(rows.values);
  const counts = new Map<number, ResultCount[]>();
  for (const [cycle, action, status, count] of counted) {
    const of = counts.get(Number(cycle)) ?? [];
    of.push({ action: String(action), status: String(status), count: Number(count) });
    counts.set(Number(cycle), of);
  }
  return counts;
}

/** Takes an open archive, an application and how many cycles are wanted; gives the newest, with what each did. Raises `SqlFault`. */
export function tallyCycles(database: SqlDatabase, filter: CycleFilter, limit: number): CycleTallies {
  const newest = newestCycles(database, filter, limit);
  const counts = newest.length === 0 ? new Map<number, ResultCount[]>() : countsOf(database, filter, newest);
  const rows = rowsOf(filter);
  const without = database
    .statement(`SELECT count(*) FROM ${rows.sql} AND e.cycle IN (SELECT id FROM term WHERE kind='cycle' AND text='')`)
    .rows(rows.values);
  return {
    cycles: newest.map(({ number, tally }) => ({ ...tally, counts: counts.get(number) ?? [] })),
    withoutCycle: Number(without[0]?.[0] ?? 0),
  };
}
