import type { Span } from '#core/archive/coverage';
import { type Ticks, textOfTicks, ticksIn } from '#core/archive/ticks';
import type { LoggedCycle } from '#shared/model/cycle';
import { type CycleTally, cycleCountsOf, rowsOf } from './cycle-tally.ts';

/** Rows of a running cycle come without long breaks: what ends further than this from an edge was not cut off by it. */
const edge: Ticks = ticksIn(3_600_000);

/** Takes what was read, in any order; gives it as spans that do not touch, oldest first, nothing of them before `from`. Pure. */
export function knownSpans(read: readonly Span[], from: Ticks | undefined): readonly Span[] {
  const spans: Span[] = [];
  for (const span of [...read].sort((one, other) => one.from - other.from)) {
    const begins = Math.max(span.from, from ?? span.from);
    if (begins >= span.to) continue;
    const last = spans.at(-1);
    if (last !== undefined && begins <= last.to) {
      spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      spans.push({ from: begins, to: span.to });
    }
  }
  return spans;
}

const spanAround = (spans: readonly Span[], at: Ticks): Span | undefined =>
  spans.find(({ from, to }) => from <= at && at <= to);

interface Neighbours {
  readonly older: CycleTally | undefined;
  readonly newer: CycleTally | undefined;
}

/**
 * A cycle of a job begins after the one before it has ended, so one with a neighbour in the same span is whole on that side.
 * Without a neighbour it is, as far as anybody can tell, cut off where it comes close to the edge.
 */
function cutOf(cycle: CycleTally, { older, newer }: Neighbours, { spans, endedAt }: KnownLog): LoggedCycle['cut'] {
  const span = spanAround(spans, cycle.began);
  // Part of it was never read.
  if (span === undefined || cycle.ended > span.to) return 'both';
  const begins = (older !== undefined && older.ended >= span.from) || cycle.began - span.from > edge;
  const isOver = endedAt !== null && cycle.ended <= endedAt && endedAt <= span.to;
  const ends = isOver || (newer !== undefined && newer.began <= span.to) || span.to - cycle.ended > edge;
  if (begins) return ends ? null : 'end';
  return ends ? 'start' : 'both';
}

/** What is known of a log. */
export interface KnownLog {
  readonly spans: readonly Span[];
  /** When the job's last cycle ended, by the job itself; null = it is not known, or one may go on. */
  readonly endedAt: Ticks | null;
}

/** Takes tallies, newest first, and what is known of the log; gives the cycles, each with whether it may be cut off. Pure. */
export const loggedCyclesOf = (tallies: readonly CycleTally[], known: KnownLog): readonly LoggedCycle[] =>
  tallies.map((tally, index) => ({
    id: tally.id,
    began: textOfTicks(tally.began),
    ended: textOfTicks(tally.ended),
    rows: rowsOf(tally.counts),
    counts: cycleCountsOf(tally.counts),
    cut: cutOf(tally, { older: tallies[index + 1], newer: tallies[index - 1] }, known),
  }));
