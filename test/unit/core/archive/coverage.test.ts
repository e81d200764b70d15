import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, type Segment, settle, settled, unread, withSegment } from '#core/archive/coverage';
import { second, ticksIn, ticksOf } from '#core/archive/ticks';
import { afterPage, filterOfWindow, notBegun, readSoFar, startOfRun, timeLeft } from '#core/archive/window-plan';

const segment: fc.Arbitrary<Segment> = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 200 }))
  .map(([from, length, readAt]) => ({ from, to: from + length, readAt }));

/** When a moment was read last, or null. */
const readAtOf = (segments: readonly Segment[], moment: number): number | null => {
  const reads = segments.filter(({ from, to }) => from <= moment && moment < to).map(({ readAt }) => readAt);
  return reads.length === 0 ? null : Math.max(...reads);
};

const moments = Array.from({ length: 95 }, (_, moment) => moment);

describe('what of a log was read', () => {
  it('says of every moment when it was read last, in parts that do not overlap', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 12 }), (added) => {
        const kept = added.reduce<readonly Segment[]>(withSegment, []);
        for (const moment of moments) expect(readAtOf(kept, moment)).toBe(readAtOf(added, moment));
        for (const [index, part] of kept.entries())
          expect(part.from).toBeGreaterThanOrEqual(kept[index - 1]?.to ?? part.from);
      }),
    );
  });

  it('is final exactly where it was read late enough', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), fc.integer({ min: 0, max: 60 }), (added, finalAfter) => {
        const kept = added.reduce<readonly Segment[]>(withSegment, []);
        const done = settle(kept, finalAfter);
        for (const moment of moments) {
          const readAt = readAtOf(kept, moment);
          const isFinal = readAt !== null && readAt - finalAfter > moment;
          expect(readAtOf(done, moment)).toBe(isFinal ? settled : readAt);
        }
      }),
    );
  });

  it('leaves unread exactly what is neither final nor read since, newest first', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), fc.integer({ min: 0, max: 200 }), (added, since) => {
        const kept = settle(added.reduce<readonly Segment[]>(withSegment, []), 40);
        const gaps = unread(kept, { from: 10, to: 80, since });
        for (const moment of moments) {
          const readAt = readAtOf(kept, moment);
          const isOpen = moment >= 10 && moment < 80 && (readAt === null || readAt < since);
          expect(gaps.some(({ from, to }) => from <= moment && moment < to)).toBe(isOpen);
        }
        for (const [index, gap] of gaps.entries()) expect(gap.to).toBeLessThanOrEqual(gaps[index - 1]?.from ?? 80);
      }),
    );
  });

  it('ignores a part that is empty', () => {
    expect(withSegment([], { from: 5, to: 5, readAt: 9 })).toEqual([]);
    expect(lengthOf([])).toBe(0);
  });
});

describe('a window of the log', () => {
  const at = (text: string): number => ticksOf(text) ?? Number.NaN;
  const window = { from: at('2026-11-20T00:00:00Z'), to: at('2026-11-21T00:00:00Z') };

  it('is asked for to the tick, with the second after it', () => {
    expect(filterOfWindow(window)).toBe(
      'activityDateTime gt 2026-11-19T23:59:59.9999999Z and activityDateTime lt 2026-11-21T00:00:01.0000000Z',
    );
  });

  it('counts as read down to a second above the oldest row of its pages', () => {
    const progress = afterPage(notBegun, [window.to - second, window.to - 5 * second]);
    expect(readSoFar(window, progress, 7)).toEqual({ from: window.to - 4 * second, to: window.to, readAt: 7 });
  });

  it.each([
    ['nothing came yet', []],
    ['everything so far is of the second that is shared', [window.to + 5, window.to - second]],
    ['rows came out of order', [window.to - 9 * second, window.to - second]],
  ])('counts as not read while %s', (_why, times) => {
    expect(readSoFar(window, afterPage(notBegun, times), 7)).toBeNull();
  });

  it('takes rows of one second in any order, as a service that rounds may give them', () => {
    const progress = afterPage(notBegun, [window.to - 30, window.to - 5, window.to - 3 * second]);
    expect(progress.inOrder).toBe(true);
  });
});

describe('a run that was broken off', () => {
  const hour = ticksIn(3_600_000);

  it.each([
    [null, 10 * hour, 10 * hour],
    [10 * hour - 5, 10 * hour, 10 * hour - 5],
    [8 * hour, 10 * hour, 10 * hour],
    [11 * hour, 10 * hour, 10 * hour],
  ])('that began at %s goes on at %s as one of %s', (runStartedAt, now, expected) => {
    expect(startOfRun({ segments: [], runStartedAt }, now)).toBe(expected);
  });

  it('tells the time left once something is read', () => {
    expect(timeLeft([{ from: 0, to: 100 }], [{ from: 0, to: 100 }], 5_000)).toBeNull();
    expect(timeLeft([{ from: 0, to: 100 }], [{ from: 0, to: 75 }], 5_000)).toBe(15_000);
  });
});
