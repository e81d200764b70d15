import { type Segment, type Span, settle, settled, unread } from '#core/archive/coverage';
import type { Ticks } from '#core/archive/ticks';

/** A part of a period and where its rows are taken from. */
export interface LogPiece extends Span {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly source: 'archive' | 'service';
}

/** What an archive holds, as far as evidence may rely on it. */
export interface ArchiveCoverage {
  readonly segments: readonly Segment[];
  /** How long after its time a row may still arrive. */
  readonly finalAfter: Ticks;
  /** Time of the oldest row; before it rows may have been removed, so nothing is relied on. */
  readonly oldest: Ticks;
}

/**
 * Takes what an archive holds and a period; gives the period as parts that follow each other without a gap, oldest first: from the
 * archive only what it read as a whole and so late that no row of that time was still to come, everything else from the service. Pure.
 */
export function logPiecesOf({ segments, finalAfter, oldest }: ArchiveCoverage, period: Span): readonly LogPiece[] {
  const final = settle(segments, finalAfter).filter(({ readAt }) => readAt === settled);
  const usable = final.flatMap((segment): readonly Segment[] => {
    const from = Math.max(segment.from, oldest);
    return from < segment.to ? [{ ...segment, from }] : [];
  });
  const pieces: LogPiece[] = [];
  let at = period.from;
  for (const { from, to } of unread(usable, { ...period, since: settled }).toReversed()) {
    if (at < from) pieces.push({ from: at, to: from, source: 'archive' });
    pieces.push({ from, to, source: 'service' });
    at = to;
  }
  return at < period.to ? [...pieces, { from: at, to: period.to, source: 'archive' }] : pieces;
}
