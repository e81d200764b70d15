import type { ArchiveBatch, ArchiveFilter, CycleFilter } from '#core/archive/archive-port';
import type { Span } from '#core/archive/coverage';
import type { Ticks } from '#core/archive/ticks';
import type { SyncState } from '#core/archive/window-plan';
import type { CycleTallies } from '#core/monitor/cycles/cycle-tally';
import type { FailureGroup, LogRowView } from '#shared/model/archive';
import { prepareArchive } from './archive-schema.ts';
import { tallyCycles } from './cycle-reader.ts';
import { blockWith } from './row-blocks.ts';
import { countRows, extentOf, groupRows, originalsOf, searchRows } from './row-reader.ts';
import { createRowTerms } from './row-terms.ts';
import { appendRows, pruneRows, syncStateOf } from './row-writer.ts';
import { openSqlDatabase, type SqlDatabase, SqlFault } from './sql-database.ts';

/** How a file is opened. */
export interface EngineOptions {
  readonly path: string;
  readonly key: Uint8Array;
  /** Whether it is made where it is missing, and may be written. */
  readonly writes: boolean;
  /** Pages of 4,096 bytes that the file may have, as if the disk held no more; left out = no limit. */
  readonly maxPages?: number | undefined;
}

/** Rows of a file from a number on, for copying it. */
export interface Copied {
  readonly rows: readonly string[];
  /** Number to go on with; null at the end. */
  readonly next: number | null;
  readonly unreadable: number;
}

/** What can be asked of an open archive: name → input → output. */
export interface EngineCalls {
  state: { input: null; output: SyncState };
  extent: { input: null; output: ReturnType<typeof extentOf> };
  search: { input: { filter: ArchiveFilter; offset: number; limit: number }; output: readonly LogRowView[] };
  count: { input: ArchiveFilter; output: number };
  groups: {
    input: { filter: ArchiveFilter; limit: number; buckets: Span & { readonly count: number } };
    output: readonly FailureGroup[];
  };
  cycles: { input: { filter: CycleFilter; limit: number }; output: CycleTallies };
  originals: { input: readonly string[]; output: readonly (string | null)[] };
  append: { input: ArchiveBatch; output: number };
  prune: { input: Ticks; output: number };
  copy: { input: { from: number }; output: Copied };
}

export type EngineCall = keyof EngineCalls;

/** An open archive. Calls raise `SqlFault`. */
export interface Engine {
  call<C extends EngineCall>(name: C, input: EngineCalls[C]['input']): EngineCalls[C]['output'];
  close(): void;
}

type Handlers = { readonly [C in EngineCall]: (input: EngineCalls[C]['input']) => EngineCalls[C]['output'] };

/** Takes the file and its key; gives the archive, opened. Raises `SqlFault`, `damaged` for a file that the key does not open. */
export async function openEngine({ path, key, writes, maxPages }: EngineOptions): Promise<Engine> {
  const database = await openSqlDatabase(path, key);
  try {
    prepareArchive(database, { create: writes, ...(maxPages === undefined ? {} : { maxPages }) });
  } catch (cause) {
    database.close();
    throw cause;
  }
  const terms = createRowTerms(database);
  const handlers: Handlers = {
    state: () => syncStateOf(database),
    extent: () => extentOf(database),
    search: ({ filter, ...page }) => searchRows(database, filter, page),
    count: (filter) => countRows(database, filter),
    groups: ({ filter, ...options }) => groupRows(database, filter, options),
    cycles: ({ filter, limit }) => tallyCycles(database, filter, limit),
    originals: (ids) => originalsOf(database, ids),
    append: (batch) => appendRows(database, terms, batch),
    prune: (before) => pruneRows(database, terms, before),
    copy: ({ from }) => copyBlock(database, from),
  };
  return {
    call: (name, input) => handlers[name](input),
    close() {
      mergeLog(database);
      database.close();
    },
  };
}

/** The library leaves what was written beside the file when it closes it; copies of the file alone would lack it. */
function mergeLog(database: SqlDatabase): void {
  try {
    database.statement('PRAGMA wal_checkpoint(TRUNCATE)').rows([]);
  } catch (cause) {
    // Whoever opens it next merges it: nothing is lost where the disk is full or somebody else reads.
    if (!(cause instanceof SqlFault)) throw cause;
  }
}

/** One block of a file that may be damaged: what cannot be read is counted, and the next one is looked for. */
function copyBlock(database: SqlDatabase, from: number): Copied {
  const [found] = database
    .statement('SELECT first, count FROM block WHERE first>=? ORDER BY first LIMIT 1')
    .rows([from]);
  if (found === undefined) return { rows: [], next: null, unreadable: 0 };
  const [first, count] = found.map(Number) as [number, number];
  const next = first + Math.max(1, count);
  try {
    return { rows: (blockWith(database, first)?.rows ?? []).filter((row) => row !== ''), next, unreadable: 0 };
  } catch (cause) {
    // A block that was cut or changed is no reason to give up the others.
    if (cause instanceof SqlFault && cause.trouble !== 'damaged') throw cause;
    return { rows: [], next, unreadable: count };
  }
}
