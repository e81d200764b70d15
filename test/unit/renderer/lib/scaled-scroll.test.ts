import { describe, expect, it } from 'vitest';
import { clamp, heightOf, offsetAt, offsetShowing, rowsAt, scrollTopAt } from '#renderer/lib/scaled-scroll';

const short = { count: 1_000, rowHeight: 40, seen: 600 };
const long = { count: 1_000_000, rowHeight: 40, seen: 600 };

describe('scrolling a list of any length', () => {
  it('leaves a short list as it is', () => {
    expect(heightOf(short)).toBe(40_000);
    expect(offsetAt(short, 1_234)).toBe(1_234);
    expect(rowsAt(short, 0, 8)).toEqual({ first: 0, last: 23 });
  });

  it('keeps a list of a million rows lower than a browser allows, and reaches its last row', () => {
    expect(heightOf(long)).toBeLessThan(16_000_000);
    const end = heightOf(long) - long.seen;
    expect(offsetAt(long, end)).toBe(40_000_000 - 600);
    expect(rowsAt(long, offsetAt(long, end), 0).last).toBe(999_999);
    expect(rowsAt(long, offsetAt(long, 0), 0).first).toBe(0);
  });

  it.each([0, 1, 999, 19_999_999, 39_999_400])(
    'finds the bar for an offset and the offset for the bar: %d',
    (offset) => {
      expect(offsetAt(long, scrollTopAt(long, offset))).toBeCloseTo(offset, 3);
    },
  );

  it('stays within the rows', () => {
    expect([clamp(long, -5), clamp(long, 1e12)]).toEqual([0, 39_999_400]);
    expect(rowsAt({ ...short, count: 0 }, 0, 8)).toEqual({ first: 0, last: -1 });
    expect(clamp({ ...short, count: 3 }, 500)).toBe(0);
  });

  it('moves as little as it takes to show a row', () => {
    expect(offsetShowing(long, 4_000, 99)).toBe(3_960);
    expect(offsetShowing(long, 4_000, 105)).toBe(4_000);
    expect(offsetShowing(long, 4_000, 115)).toBe(4_040);
    expect(offsetShowing(long, 0, 999_999)).toBe(39_999_400);
  });
});
