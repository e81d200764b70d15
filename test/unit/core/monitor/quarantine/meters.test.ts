import { describe, expect, it } from 'vitest';
import { deletionsMeter, quarantineMeters } from '#core/monitor/quarantine/meters';
import type { CycleView } from '#shared/model/job';

const cycle = (counts: Record<string, number>): CycleView => ({
  state: 'EntryLevelErrors',
  began: null,
  ended: '2026-01-10T10:00:00Z',
  counts,
  errorCode: null,
  errorMessage: null,
});
const meters = (counts: Record<string, number> | null) =>
  Object.fromEntries(
    quarantineMeters({ lastCycle: counts === null ? null : cycle(counts) }).map((one) => [one.id, one]),
  );

describe('the meters of a cycle', () => {
  it('take the share of changes that failed, and say that it is approximate', () => {
    const { proportion } = meters({ countEscrowed: 6_400, countExported: 7_100 });
    expect(proportion).toMatchObject({ value: 47.4, limit: 40, unit: 'percent', state: 'over' });
    expect(proportion?.approximate).toContain('not published');
  });

  it('do not look at the share below 5,000 failures', () => {
    const { proportion, minimum } = meters({ countEscrowed: 4_999, countExported: 1 });
    expect([proportion?.state, minimum?.state]).toEqual(['notApplied', 'ok']);
    expect(meters({ countEscrowed: 5_000, countExported: 1 }).minimum?.state).toBe('over');
  });

  it('count planned changes where the service names more of them', () => {
    expect(meters({ countEscrowed: 5_000, countExported: 0, countExports: 50_000 }).proportion?.value).toBe(10);
  });

  it.each([
    [{ countEscrowed: 40_000, countEscrowedRaw: 60_000 }, 'ok', 'ok'],
    [{ countEscrowed: 40_001, countEscrowedRaw: 60_000 }, 'over', 'ok'],
    [{ countEscrowed: 38_200, countEscrowedRaw: 60_001 }, 'ok', 'over'],
  ])('hold %j against 40,000 and 60,000', (counts, failures, withReferences) => {
    const all = meters(counts);
    expect([all.failures?.state, all.withReferences?.state]).toEqual([failures, withReferences]);
  });

  it.each([
    ['no cycle has ended', null],
    ['the cycle reports nothing', {}],
  ])('are unknown when %s', (_when, counts) => {
    expect(Object.values(meters(counts)).map(({ value, state }) => [value, state])).toEqual(
      Array.from({ length: 4 }, () => [null, 'unknown']),
    );
  });

  it('take no failures for no share', () => {
    expect(meters({ countEscrowed: 0 }).proportion).toMatchObject({ value: 0, state: 'notApplied' });
  });
});

describe('the meter of deletions', () => {
  it.each([
    ['500', 499, 'ok'],
    ['500', 500, 'over'],
    ['500', null, 'unknown'],
    [null, 3, 'unknown'],
    ['many', 3, 'unknown'],
    ['', 3, 'unknown'],
  ])('threshold %s with %s held back is %s', (threshold, held, state) => {
    expect(deletionsMeter(threshold, held).state).toBe(state);
  });
});
