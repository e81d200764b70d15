import { describe, expect, it } from 'vitest';
import { barPieces, cycleParts, largestSum, partCounts } from '#renderer/features/application/story/cycle-chart-values';

const none = { created: 0, updated: 0, disabled: 0, deleted: 0, failed: 0, skipped: 0, other: 0 };
const all = new Set(cycleParts);

describe('a bar of the chart of cycles', () => {
  it('stacks its parts from the bottom, without a gap', () => {
    const pieces = barPieces({ ...none, created: 50, failed: 25 }, { shown: all, most: 100, height: 200 });
    expect(pieces).toEqual([
      { part: 'created', y: 100, height: 100 },
      { part: 'failed', y: 50, height: 50 },
    ]);
  });

  it('shows what is there, however little it is, and never leaves the chart', () => {
    const counts = { ...none, created: 10_000, updated: 1, disabled: 1, deleted: 1, failed: 1, skipped: 1, other: 1 };
    const pieces = barPieces(counts, { shown: all, most: largestSum([counts], all), height: 150 });
    expect(pieces).toHaveLength(7);
    expect(Math.min(...pieces.map(({ height }) => height))).toBeGreaterThan(2);
    expect(pieces.at(-1)?.y).toBeGreaterThanOrEqual(-0.001);
  });

  it('leaves out what is hidden, and is empty where nothing is', () => {
    const counts = { ...none, created: 5, skipped: 90 };
    const shown = new Set(['created'] as const);
    expect(barPieces(counts, { shown, most: largestSum([counts], shown), height: 100 })).toEqual([
      { part: 'created', y: 0, height: 100 },
    ]);
    expect(barPieces(none, { shown: all, most: 0, height: 100 })).toEqual([]);
    expect(largestSum([], all)).toBe(0);
  });

  it('counts what is not documented together, every row once', () => {
    const { other: _other, ...known } = none;
    const other = [
      { action: 'stagedDelete', status: 'success', count: 3 },
      { action: 'create', status: 'warning', count: 2 },
    ];
    expect(partCounts({ ...known, created: 1, other })).toEqual({ ...none, created: 1, other: 5 });
  });
});
