import { describe, expect, it } from 'vitest';
import { refreshBudget, refreshPlan } from '#core/monitor/fleet/refresh-plan';
import { listed } from './fleet-samples.ts';

const one = listed(0);
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ ...one, displayName: `Application ${from + index}` }));
const requestsOf = (provisioning: number, listRequests: number, looked: number): number =>
  listRequests + Math.ceil((provisioning + looked) / 20) + Math.ceil(provisioning / 20) + 1;

describe('what a refresh looks at beside what it knows', () => {
  it.each([
    [500, 4, 0, 2_500],
    [500, 4, 300, 2_500],
    [500, 4, 40, 2_500],
    [481, 4, 7, 2_500],
    [0, 1, 0, 12],
    [3, 1, 2, 30],
  ])('%i known, %i pages, %i new, %i idle: within the budget', (provisioning, listRequests, ...[fresh, idle]) => {
    const { look, waiting } = refreshPlan({
      provisioning,
      listRequests,
      fresh: many(fresh, 10_000),
      idle: many(idle, 20_000),
    });
    expect(requestsOf(provisioning, listRequests, look.length)).toBeLessThanOrEqual(refreshBudget);
    expect(waiting).toBe(Math.max(0, fresh - look.length));
    expect(new Set(look).size).toBe(look.length);
  });

  it('new ones come first, and what is left goes round those that had no job', () => {
    const { look } = refreshPlan({ provisioning: 500, listRequests: 4, fresh: many(3), idle: many(2_500, 100) });
    expect(look.slice(0, 4).map(({ displayName }) => displayName)).toEqual([
      'Application 0',
      'Application 1',
      'Application 2',
      'Application 100',
    ]);
  });

  it('a tenant beyond the budget still finds new ones, a slice at a time', () => {
    const { look, waiting } = refreshPlan({ provisioning: 2_000, listRequests: 9, fresh: many(50), idle: many(10) });
    expect({ looked: look.length, waiting }).toEqual({ looked: 20, waiting: 30 });
  });
});
