import { lengthOf, type Segment, type Span, settle, unread } from './coverage.ts';
import { second, type Ticks, textOfTicks, ticksIn } from './ticks.ts';

const hour = ticksIn(3_600_000);

/** How far back the service keeps rows at most. Source: learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention */
export const serviceKeeps: Ticks = 30 * 24 * hour;

/** The longest window that is asked for at once. */
export const longestWindow: Ticks = 24 * hour;

/** A run that was broken off goes on where it stood within this time; after it, what was not final is read anew. */
const resumableFor: Ticks = hour;

/** Two windows share a second, and so do a window and what is left of it: a service that rounds loses no row between them. */
export const overlap: Ticks = second;

/** What is known when the next window is chosen; ticks of the service's clock. */
export interface SyncState {
  readonly segments: readonly Segment[];
  /** When the run began that is going on, or was broken off; null when the last one ended well. */
  readonly runStartedAt: Ticks | null;
}

/** How a log is kept. */
export interface SyncRules {
  /** A row may arrive so long after its time; what was read later than that is final. */
  readonly finalAfter: Ticks;
  /** Rows older than this are not kept; null = all are. */
  readonly keep: Ticks | null;
}

/** Takes the state that was kept and the time; gives when the run began that goes on now: the broken one, or a new one. Pure. */
export function startOfRun({ runStartedAt }: SyncState, now: Ticks): Ticks {
  const goesOn = runStartedAt !== null && runStartedAt <= now && now - runStartedAt <= resumableFor;
  return goesOn ? runStartedAt : now;
}

/**
 * Takes the state, rules and until when this run reads: what happens after it began is for the next one, else it would never
 * end. Gives what has to be read, newest first. Pure.
 */
export function remaining(state: SyncState, rules: SyncRules, until: Ticks): readonly Span[] {
  const from = until - Math.min(serviceKeeps, rules.keep ?? serviceKeeps);
  const segments = settle(state.segments, rules.finalAfter);
  return unread(segments, { from, to: until, since: state.runStartedAt ?? until });
}

/** Takes the state, rules and until when this run reads; gives the next window, or null when the run is done. Pure. */
export function nextWindow(state: SyncState, rules: SyncRules, until: Ticks): Span | null {
  const [newest] = remaining(state, rules, until);
  if (newest === undefined) return null;
  return { from: Math.max(newest.from, newest.to - longestWindow), to: newest.to };
}

/**
 * Takes a window; gives the OData filter for its rows and those of the second after it. Only eq, gt and lt are documented.
 * Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export const filterOfWindow = ({ from, to }: Span): string =>
  `activityDateTime gt ${textOfTicks(from - 1)} and activityDateTime lt ${textOfTicks(to + overlap)}`;

/** The part of a window that is read so far. */
export interface WindowProgress {
  /** The oldest row of the pages so far; null before the first row. */
  readonly oldest: Ticks | null;
  /** False once a row came after an older one: then nothing is known before the window's end. */
  readonly inOrder: boolean;
}

export const notBegun: WindowProgress = { oldest: null, inOrder: true };

/** Takes how far a window is and the times of one more page, in its order; gives how far it is then. Pure. */
export function afterPage(progress: WindowProgress, times: readonly Ticks[]): WindowProgress {
  let { oldest, inOrder } = progress;
  for (const time of times) {
    // Within the overlap a service may order by whole seconds.
    if (oldest !== null && time > oldest + overlap) inOrder = false;
    oldest = oldest === null ? time : Math.min(oldest, time);
  }
  return { oldest, inOrder };
}

/**
 * Takes a window, how far it is and when its reading began; gives what can be counted as read, or null. Of the oldest second
 * some rows may come with the next page. Pure.
 */
export function readSoFar(window: Span, { oldest, inOrder }: WindowProgress, readAt: Ticks): Segment | null {
  if (oldest === null || !inOrder) return null;
  const from = Math.max(window.from, oldest + overlap);
  return from < window.to ? { from, to: window.to, readAt } : null;
}

/** Takes what a run has to read at its start and now, and how long it has run; gives the milliseconds left, null while nobody can tell. Pure. */
export function timeLeft(total: readonly Span[], left: readonly Span[], elapsedMs: number): number | null {
  const done = lengthOf(total) - lengthOf(left);
  return done <= 0 ? null : (lengthOf(left) / done) * elapsedMs;
}
