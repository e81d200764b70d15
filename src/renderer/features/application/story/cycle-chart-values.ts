import type { CycleCounts } from '#shared/model/cycle';

/** What a bar is made of, from the bottom to the top. */
export const cycleParts = ['created', 'updated', 'disabled', 'deleted', 'failed', 'skipped', 'other'] as const;
export type CyclePart = (typeof cycleParts)[number];

/** Takes what a cycle did; gives how many rows each part has. Pure. */
export const partCounts = ({ other, ...counts }: CycleCounts): Readonly<Record<CyclePart, number>> => ({
  ...counts,
  other: other.reduce((sum, { count }) => sum + count, 0),
});

/** One piece of a bar: where it begins, from the top, and how tall it is, in pixels. */
export interface BarPiece {
  readonly part: CyclePart;
  readonly y: number;
  readonly height: number;
}

/** What is there is seen, however little it is beside the rest. */
const leastTall = 4;

/**
 * Takes counts, the parts that are shown, the largest sum of all bars and the height of the chart; gives the pieces of one bar. Pure.
 */
export function barPieces(
  counts: Readonly<Record<CyclePart, number>>,
  { shown, most, height }: { readonly shown: ReadonlySet<CyclePart>; readonly most: number; readonly height: number },
): readonly BarPiece[] {
  const present = cycleParts.filter((part) => shown.has(part) && counts[part] > 0);
  const tall = present.map((part) => Math.max(leastTall, (counts[part] / Math.max(1, most)) * height));
  const sum = tall.reduce((total, each) => total + each, 0);
  // Small pieces that were made taller must not push the bar out of the chart.
  const scale = sum > height ? height / sum : 1;
  let y = height;
  return present.map((part, index) => {
    const piece = (tall[index] ?? 0) * scale;
    y -= piece;
    return { part, y, height: piece };
  });
}

/** Takes what cycles did and the parts that are shown; gives the largest sum. Pure. */
export const largestSum = (
  cycles: readonly Readonly<Record<CyclePart, number>>[],
  shown: ReadonlySet<CyclePart>,
): number =>
  cycles.reduce(
    (most, counts) =>
      Math.max(
        most,
        cycleParts.reduce((sum, part) => sum + (shown.has(part) ? counts[part] : 0), 0),
      ),
    0,
  );
