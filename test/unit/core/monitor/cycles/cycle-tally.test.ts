import { describe, expect, it } from 'vitest';
import type { ArchivedRow } from '#core/archive/archived-row';
import { cycleCountsOf, rowsOf, tallyRows } from '#core/monitor/cycles/cycle-tally';

const row = (at: number, cycleId: string, result: string): ArchivedRow => ({
  id: `${cycleId}-${at}`,
  at,
  servicePrincipalId: 'sp',
  application: 'Airstack',
  personId: '',
  personName: '',
  personLabel: '',
  action: result.split(' ')[0] ?? '',
  status: result.split(' ')[1] ?? '',
  errorCode: null,
  reason: null,
  cycleId,
  json: '{}',
});

describe('rows of the log by cycle', () => {
  it('belong to the cycle whose id they have, in whatever order they come', () => {
    const { cycles, withoutCycle } = tallyRows([
      row(30, 'b', 'create success'),
      row(10, 'a', 'create success'),
      row(40, '', 'update success'),
      row(20, 'a', 'update failure'),
      row(25, 'b', 'create success'),
    ]);
    expect(withoutCycle).toBe(1);
    expect(cycles.map(({ id, began, ended }) => [id, began, ended])).toEqual([
      ['b', 25, 30],
      ['a', 10, 20],
    ]);
    expect(cycles[0]?.counts).toEqual([{ action: 'create', status: 'success', count: 2 }]);
  });

  it('are none where there is none', () => expect(tallyRows([])).toEqual({ cycles: [], withoutCycle: 0 }));

  it.each([
    ['create', 'success', 'created'],
    ['update', 'success', 'updated'],
    ['disable', 'success', 'disabled'],
    ['delete', 'success', 'deleted'],
    ['create', 'failure', 'failed'],
    ['delete', 'failure', 'failed'],
    ['other', 'skipped', 'skipped'],
    ['Create', 'Success', 'created'],
  ] as const)('%s with %s counts as %s', (action, status, result) => {
    const { other, ...counts } = cycleCountsOf([{ action, status, count: 3 }]);
    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([[result, 3]]);
    expect(other).toEqual([]);
  });

  it.each([
    ['stagedDelete', 'success'],
    ['create', 'warning'],
    ['other', 'success'],
    ['constructor', 'success'],
    ['somethingNew', 'halfDone'],
  ])('%s with %s is kept as it is', (action, status) => {
    const counts = cycleCountsOf([{ action, status, count: 2 }]);
    expect(counts).toEqual({
      ...{ created: 0, updated: 0, disabled: 0, deleted: 0, failed: 0, skipped: 0 },
      other: [{ action, status, count: 2 }],
    });
  });

  it('lose no row on the way', () => {
    const given = ['create', 'update', 'stagedDelete', 'x'].flatMap((action, index) =>
      ['success', 'failure', 'skipped', 'y'].map((status) => ({ action, status, count: index + 1 })),
    );
    const { other, ...counts } = cycleCountsOf(given);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0) + rowsOf(other)).toBe(rowsOf(given));
  });
});
