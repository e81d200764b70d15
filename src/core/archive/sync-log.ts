import { rawProvisioningLogPages } from '#core/graph/calls/provisioning-logs';
import type { Graph } from '#core/graph/graph';
import { GraphCallError } from '#core/graph/graph-error';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { ArchiveWriter } from './archive-port.ts';
import { archivedRowOf } from './archived-row.ts';
import { type Segment, type Span, withSegment } from './coverage.ts';
import { type Ticks, ticksOfMs } from './ticks.ts';
import {
  afterPage,
  filterOfWindow,
  nextWindow,
  notBegun,
  readSoFar,
  remaining,
  type SyncRules,
  type SyncState,
  startOfRun,
  timeLeft,
} from './window-plan.ts';
import { createWriteQueue, type Written } from './write-queue.ts';

/** Rows a page: the most that is known to be given. */
const pageSize = 1000;

/** A clock that differs more than this from the service's is spoken of; the second of the answer's date is not. */
const noticedSkewMs = 60_000;

/** How far a run is. */
export interface SyncProgress {
  /** Rows that were new. */
  readonly added: number;
  readonly rowsPerSecond: number;
  /** Milliseconds until the end, as far as anybody can tell; null = not yet. */
  readonly leftMs: number | null;
  /** What of the log is read, from 0 to 1. */
  readonly share: number;
}

/** What a run came to. */
export interface SyncReport {
  readonly added: number;
  /** Rows without an id or a time, which cannot be kept. */
  readonly unreadable: number;
  /** Milliseconds by which this machine's clock is ahead of the service's; null when nobody could tell. */
  readonly clockAheadMs: number | null;
  readonly rowsPerSecond: number;
}

export interface SyncOptions {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly archive: ArchiveWriter;
  readonly rules: SyncRules;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SyncProgress) => void;
}

interface Run extends SyncOptions {
  /** Milliseconds that the service's clock is ahead of this machine's. */
  skewMs: number | null;
  segments: readonly Segment[];
  readonly runStartedAt: Ticks;
  readonly until: Ticks;
  readonly beganMs: number;
  readonly asked: readonly Span[];
  added: number;
  unreadable: number;
}

/**
 * Takes an archive and the way to the log; reads what the archive does not have for good, newest first, and gives what that
 * came to. Each page is written together with what is thereby read, so a run that is killed goes on where it stood. When a page's
 * link has expired, what is left of the window is asked for anew. Raises what the log and the archive raise.
 */
export async function syncLog(options: SyncOptions): Promise<SyncReport> {
  const run = await beginRun(options);
  for (;;) {
    options.signal.throwIfAborted();
    const window = nextWindow(stateOf(run), run.rules, run.until);
    if (window === null) break;
    await readWindow(run, window);
    report(run);
  }
  await run.archive.append({ rows: [], read: null, runStartedAt: null, finalAfter: run.rules.finalAfter });
  return {
    added: run.added,
    unreadable: run.unreadable,
    clockAheadMs: run.skewMs === null ? null : aheadOf(run.skewMs),
    rowsPerSecond: rateOf(run),
  };
}

/** The service's date has whole seconds and is on its way for a while. */
const aheadOf = (skewMs: number): number => (Math.abs(skewMs) < noticedSkewMs ? 0 : -skewMs);

async function beginRun(options: SyncOptions): Promise<Run> {
  const { clock, archive, rules } = options;
  const beganMs = clock.now();
  const skewMs = await readSkew(options);
  const until = ticksOfMs(beganMs + usedSkew(skewMs));
  const before = await archive.state();
  const runStartedAt = startOfRun(before, until);
  const { segments } = before;
  const asked = remaining({ segments, runStartedAt }, rules, until);
  return { ...options, skewMs, segments, runStartedAt, until, beganMs, asked, added: 0, unreadable: 0 };
}

const stateOf = ({ segments, runStartedAt }: Run): SyncState => ({ segments, runStartedAt });
const usedSkew = (skewMs: number | null): number => (skewMs === null || Math.abs(skewMs) < noticedSkewMs ? 0 : skewMs);
const serviceNow = (run: Run): Ticks => ticksOfMs(run.clock.now() + usedSkew(run.skewMs));

/** What is final follows from the time, so the service is asked for it: one row of the log tells whether it may be read, too. */
async function readSkew({ graph, clock, signal }: SyncOptions): Promise<number | null> {
  let skewMs: number | null = null;
  const onTime = (serviceTime: number | null): void => {
    if (serviceTime !== null) skewMs = serviceTime - clock.now();
  };
  const filter = filterOfWindow({ from: ticksOfMs(clock.now()), to: ticksOfMs(clock.now()) });
  for await (const _ of rawProvisioningLogPages(graph, { filter, top: 1, onTime, signal })) break;
  return skewMs;
}

async function readWindow(run: Run, window: Span): Promise<void> {
  const readAt = serviceNow(run);
  const { graph, signal } = run;
  const filter = filterOfWindow(window);
  const pages = rawProvisioningLogPages(graph, { filter, top: pageSize, onTime: () => undefined, signal });
  const queue = createWriteQueue((written) => write(run, written));
  let progress = notBegun;
  try {
    for await (const { page, isLast } of oneAhead(pages)) {
      const rows = readable(run, page);
      progress = afterPage(
        progress,
        rows.map(({ at }) => at),
      );
      const read = isLast ? { ...window, readAt } : readSoFar(window, progress, readAt);
      await queue.push({ rows, read });
    }
    await queue.flush();
  } catch (cause) {
    // What was read before is kept; a failure to write says more than one to read.
    await queue.flush();
    if (!isExpiredPage(cause)) throw cause;
    if (progress.oldest === null || readSoFar(window, progress, readAt) === null) throw tooDense(cause);
  }
}

/** Gives each page when the next one is on its way, and says which is the last; an empty window has one page without rows. */
async function* oneAhead(pages: AsyncGenerator<readonly unknown[]>) {
  let next = pages.next();
  for (let isFirst = true; ; isFirst = false) {
    const { value, done } = await next;
    if (done === true) {
      if (isFirst) yield { page: [] as readonly unknown[], isLast: true };
      return;
    }
    next = pages.next();
    next.catch(() => undefined);
    yield { page: value, isLast: false };
    const after = await next;
    if (after.done === true) {
      yield { page: [] as readonly unknown[], isLast: true };
      return;
    }
    next = Promise.resolve(after);
  }
}

function readable(run: Run, page: readonly unknown[]) {
  const rows = page.map(archivedRowOf).filter((row) => row !== null);
  run.unreadable += page.length - rows.length;
  return rows;
}

async function write(run: Run, { rows, read }: Written): Promise<void> {
  const { runStartedAt, rules } = run;
  run.added += await run.archive.append({ rows, read, runStartedAt, finalAfter: rules.finalAfter });
  if (read !== null) run.segments = withSegment(run.segments, read);
  report(run);
}

const rateOf = ({ added, clock, beganMs }: Run): number => (added * 1000) / Math.max(1, clock.now() - beganMs);

function report(run: Run): void {
  const left = remaining(stateOf(run), run.rules, run.until);
  const elapsed = run.clock.now() - run.beganMs;
  const total = run.asked.reduce((sum, { from, to }) => sum + to - from, 0);
  const open = left.reduce((sum, { from, to }) => sum + to - from, 0);
  run.onProgress({
    added: run.added,
    rowsPerSecond: rateOf(run),
    leftMs: timeLeft(run.asked, left, elapsed),
    share: total <= 0 ? 1 : Math.min(1, Math.max(0, 1 - open / total)),
  });
}

/** A link of a page lives for some minutes only; the service says so with a code of its own. */
const isExpiredPage = (cause: unknown): boolean =>
  cause instanceof GraphCallError &&
  cause.service.status === 400 &&
  [...cause.service.codes, cause.service.message].some((text) => /(page|skip) ?token/i.test(text));

const tooDense = (cause: unknown): CoreError =>
  new CoreError('graph_error', 'The log has more rows in one second than can be read before a page expires.', {
    reason: 'windowTooDense',
    nextStep: 'Synchronise again; if it stays, report it with the request id.',
    requestId: cause instanceof CoreError ? cause.details.requestId : undefined,
    cause,
  });
