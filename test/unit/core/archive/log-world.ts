import type { ArchiveBatch, ArchiveWriter } from '#core/archive/archive-port';
import type { ArchivedRow } from '#core/archive/archived-row';
import { settle, withSegment } from '#core/archive/coverage';
import { type SyncReport, syncLog } from '#core/archive/sync-log';
import { msOfTicks, type Ticks, textOfTicks, ticksIn, ticksOf, ticksOfMs } from '#core/archive/ticks';
import type { SyncRules, SyncState } from '#core/archive/window-plan';
import type { Graph, GraphRequest } from '#core/graph/graph';
import { GraphCallError } from '#core/graph/graph-error';

export const hour = ticksIn(3_600_000);
export const rules: SyncRules = { finalAfter: 24 * hour, keep: null };

/** One row of the service's log, and when it can be seen. */
export interface ServiceRow {
  readonly id: string;
  readonly at: Ticks;
  readonly arrives: Ticks;
}

export class Killed extends Error {}

export interface WorldOptions {
  readonly rows: readonly ServiceRow[];
  readonly startMs: number;
  readonly pageSize: number;
  /** Pages after which a link has expired; null = never. */
  readonly expiresAfter?: number | null;
  /** Milliseconds that this machine's clock is ahead of the service's. */
  readonly aheadMs?: number;
}

const bounds = /^activityDateTime gt (\S+) and activityDateTime lt (\S+)$/;

/** A service with rows that arrive late, a clock, and an archive in memory that can be killed at any step. */
export function createLogWorld({ rows, startMs, pageSize, expiresAfter = null, aheadMs = 0 }: WorldOptions) {
  let now = startMs;
  let requests = 0;
  const asked: string[] = [];
  const kept = new Map<string, ArchivedRow>();
  let doubles = 0;
  let state: SyncState = { segments: [], runStartedAt: null };
  let killIn = Number.POSITIVE_INFINITY;
  let killsAfterwards = false;

  const expired = () =>
    new GraphCallError(
      { code: 'graph_error', message: 'expired', details: {} },
      { status: 400, codes: ['Directory_ExpiredPageToken'], message: '' },
    );
  async function* pages(request: GraphRequest): AsyncGenerator<readonly unknown[]> {
    const [, gt, lt] = bounds.exec(request.query?.$filter ?? '') ?? [];
    const [from, to] = [ticksOf(gt ?? '') ?? 0, ticksOf(lt ?? '') ?? 0];
    asked.push(request.query?.$filter ?? '');
    const top = Math.min(pageSize, Number(request.query?.$top));
    let last: ServiceRow | undefined;
    for (let count = 0; ; count += 1) {
      requests += 1;
      now += 2_000;
      if (expiresAfter !== null && count > expiresAfter) throw expired();
      const seen = rows
        .filter((row) => row.at > from && row.at < to && row.arrives <= ticksOfMs(now))
        .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
      const behind: readonly ServiceRow[] = seen.filter((row) => last === undefined || isBehind(row, last));
      const page: readonly ServiceRow[] = behind.slice(0, top);
      request.onReply?.({
        status: 200,
        body: null,
        requestId: undefined,
        headers: { date: new Date(now).toUTCString() },
      });
      last = page.at(-1) ?? last;
      if (page.length > 0) yield page.map(({ id, at }) => ({ id, activityDateTime: textOfTicks(at) }));
      if (behind.length <= top) return;
    }
  }
  const append = async (batch: ArchiveBatch): Promise<number> => {
    killIn -= 1;
    if (killIn < 0 && !killsAfterwards) throw new Killed();
    const fresh = batch.rows.filter((row) => !kept.has(row.id));
    doubles += batch.rows.length - fresh.length;
    for (const row of fresh) kept.set(row.id, row);
    const segments = batch.read === null ? state.segments : withSegment(state.segments, batch.read);
    state = { segments: settle(segments, batch.finalAfter), runStartedAt: batch.runStartedAt };
    if (killIn < 0) throw new Killed();
    return fresh.length;
  };
  const unused = async (): Promise<never> => {
    throw new Error('not a part of synchronising');
  };
  const archive: ArchiveWriter = {
    append,
    state: async () => state,
    close: async () => undefined,
    ...{ search: unused, count: unused, groups: unused, cycles: unused, originals: unused, prune: unused },
  };
  return {
    run: (wanted: SyncRules = rules): Promise<SyncReport> =>
      syncLog({
        graph: { pages } as unknown as Graph,
        clock: { now: () => now + aheadMs, sleep: async () => undefined },
        archive,
        rules: wanted,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    /** Kills at the write after so many, before or after it was done. */
    killAt(writes: number, afterwards: boolean): void {
      killIn = writes;
      killsAfterwards = afterwards;
    },
    spare(): void {
      killIn = Number.POSITIVE_INFINITY;
    },
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
    now: () => now,
    kept,
    doubles: () => doubles,
    asked,
    requests: () => requests,
    state: () => state,
  };
}

const isBehind = (row: ServiceRow, last: ServiceRow): boolean =>
  row.at < last.at || (row.at === last.at && row.id > last.id);

/** The rows that the service still has at a moment, by id. */
export const idsKept = (rows: readonly ServiceRow[], nowMs: number): string[] =>
  rows
    .filter(({ at }) => msOfTicks(at) > nowMs - 29 * 86_400_000)
    .map(({ id }) => id)
    .sort();
