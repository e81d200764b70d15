import type { Ticks } from './ticks.ts';

/**
 * A part of the log that was read as a whole: rows from `from` on and before `to`, by questions of which the first was asked
 * at `readAt`, by the service's clock.
 */
export interface Segment {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly readAt: Ticks;
}

/** Of what is final nobody needs to know when it was read. */
export const settled: Ticks = Number.MAX_SAFE_INTEGER;

/**
 * Takes what was read so far and a part that was read now; gives both as parts that do not overlap, oldest first. Where they
 * overlap, the later reading counts. Pure.
 */
export function withSegment(segments: readonly Segment[], added: Segment): readonly Segment[] {
  if (added.to <= added.from) return segments;
  const edges = [...new Set([...segments, added].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const pieces: Segment[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const reads = [...segments, added].filter((each) => each.from <= from && to <= each.to);
    if (reads.length > 0) pieces.push({ from, to, readAt: Math.max(...reads.map(({ readAt }) => readAt)) });
  }
  return joined(pieces);
}

/**
 * Takes what was read and how long after its time a row may still arrive; gives the same with everything that was read later
 * than that marked as settled. Pure.
 */
export function settle(segments: readonly Segment[], finalAfter: Ticks): readonly Segment[] {
  return joined(
    segments.flatMap((segment): readonly Segment[] => {
      const { from, to, readAt } = segment;
      const border = readAt === settled ? to : Math.min(to, readAt - finalAfter);
      if (border <= from) return [segment];
      return [{ from, to: border, readAt: settled }, ...(border < to ? [{ from: border, to, readAt }] : [])];
    }),
  );
}

/** What has to be read, from when on until when. */
export interface Span {
  readonly from: Ticks;
  readonly to: Ticks;
}

/**
 * Takes what was read and the span that is wanted; gives what of it was neither settled nor read since `since`, newest
 * first. Pure.
 */
export function unread(segments: readonly Segment[], wanted: Span & { readonly since: Ticks }): readonly Span[] {
  const done = segments.filter(({ readAt }) => readAt === settled || readAt >= wanted.since);
  const gaps: Span[] = [];
  let to = wanted.to;
  for (const segment of done.toReversed()) {
    if (segment.from >= to) continue;
    const from = Math.max(segment.to, wanted.from);
    if (from < to) gaps.push({ from, to });
    to = Math.min(to, segment.from);
    if (to <= wanted.from) return gaps;
  }
  return wanted.from < to ? [...gaps, { from: wanted.from, to }] : gaps;
}

/** Takes spans; gives how many ticks they are together. Pure. */
export const lengthOf = (spans: readonly Span[]): Ticks => spans.reduce((sum, { from, to }) => sum + to - from, 0);

function joined(pieces: readonly Segment[]): readonly Segment[] {
  const result: Segment[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && last.to === piece.from && last.readAt === piece.readAt) {
      result[result.length - 1] = { ...last, to: piece.to };
    } else {
      result.push(piece);
    }
  }
  return result;
}
