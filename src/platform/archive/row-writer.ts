import type { ArchiveBatch } from '#core/archive/archive-port';
import type { ArchivedRow } from '#core/archive/archived-row';
import { settle, withSegment } from '#core/archive/coverage';
import type { Ticks } from '#core/archive/ticks';
import type { SyncState } from '#core/archive/window-plan';
import { metaOf, setMeta } from './archive-schema.ts';
import { appendOriginals, blockWith, nextSeq, type RowBlock, writeBlock } from './row-blocks.ts';
import { storedId } from './row-ids.ts';
import type { RowTerms } from './row-terms.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Gives what was read so far, and the run that goes on. */
export function syncStateOf(database: SqlDatabase): SyncState {
  const text = metaOf(database, 'sync');
  return text === null ? { segments: [], runStartedAt: null } : (JSON.parse(text) as SyncState);
}

/** Does all of the work or nothing of it. */
export function inOneStep<T>(database: SqlDatabase, terms: RowTerms, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    terms.forget();
    takeBack(database);
    throw cause;
  }
}

/** A full disk takes a step back by itself, and then there is nothing left to take back. */
function takeBack(database: SqlDatabase): void {
  try {
    database.exec('ROLLBACK');
  } catch (cause) {
    if (!(cause instanceof Error && /no transaction/i.test(cause.message))) throw cause;
  }
}

/**
 * Takes an open archive, its terms and rows with what is thereby read; writes them in one step and gives how many were new.
 * Raises `SqlFault`.
 */
export function appendRows(database: SqlDatabase, terms: RowTerms, batch: ArchiveBatch): number {
  return inOneStep(database, terms, () => {
    const first = nextSeq(database);
    const originals: string[] = [];
    for (const row of batch.rows) {
      if (insertRow({ database, terms }, row, first + originals.length)) originals.push(row.json);
    }
    appendOriginals(database, first, originals);
    const before = syncStateOf(database).segments;
    const segments = settle(batch.read === null ? before : withSegment(before, batch.read), batch.finalAfter);
    setMeta(database, 'sync', JSON.stringify({ segments, runStartedAt: batch.runStartedAt } satisfies SyncState));
    return originals.length;
  });
}

const insertion = 'INSERT OR IGNORE INTO entry VALUES(?,?,?,?,?,?,?,?,?,?,?)';

/** False for a row that is there already. */
function insertRow(
  { database, terms }: { readonly database: SqlDatabase; readonly terms: RowTerms },
  row: ArchivedRow,
  seq: number,
): boolean {
  const { app, person, action, status, code, kin, reason, cycle } = terms.numbersOf(row);
  const values = [-row.at, seq, storedId(row.id), app, person, action, status, code, kin, reason, cycle];
  return database.statement(insertion).run(values).changes === 1;
}

/**
 * Takes a moment; removes the rows from before it, their originals, and what nobody else's row names. Gives how many rows went.
 */
export function pruneRows(database: SqlDatabase, terms: RowTerms, before: Ticks): number {
  const removed = inOneStep(database, terms, () => {
    const gone = database
      .statement('SELECT seq FROM entry WHERE ago>? ORDER BY seq')
      .rows([-before])
      .map(([seq]) => Number(seq));
    blankOriginals(database, gone);
    database.statement('DELETE FROM entry WHERE ago>?').run([-before]);
    if (gone.length > 0) removeUnnamed(database);
    terms.forget();
    return gone.length;
  });
  if (removed > 0) database.exec('PRAGMA incremental_vacuum');
  return removed;
}

/** Takes numbers of rows in order; takes their originals out of the blocks, which keep their numbers. */
function blankOriginals(database: SqlDatabase, gone: readonly number[]): void {
  const next = nextSeq(database);
  let block: RowBlock | null = null;
  let rows: string[] = [];
  const put = (): void => {
    if (block === null) return;
    // The next number follows from the last block, so that one stays even when nothing is left of it.
    const isLast = block.first + rows.length >= next;
    if (isLast || rows.some((row) => row !== '')) writeBlock(database, { first: block.first, rows });
    else database.statement('DELETE FROM block WHERE first=?').run([block.first]);
  };
  for (const seq of gone) {
    if (block === null || seq >= block.first + rows.length) {
      put();
      block = blockWith(database, seq);
      rows = [...(block?.rows ?? [])];
    }
    if (block !== null) rows[seq - block.first] = '';
  }
  put();
}

function removeUnnamed(database: SqlDatabase): void {
  for (const table of ['person', 'reason']) {
    const unnamed = `SELECT id FROM ${table} t WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.${table}=t.id)`;
    database.exec(`DELETE FROM ${table}_text WHERE rowid IN (${unnamed})`);
    database.exec(`DELETE FROM ${table} WHERE id IN (${unnamed})`);
  }
  database.exec('DELETE FROM kin WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.kin=kin.id)');
}
