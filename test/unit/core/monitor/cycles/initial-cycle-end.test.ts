import { describe, expect, it } from 'vitest';
import { type InitialCycleFacts, initialCycleEnd, sinceLastReset } from '#core/monitor/cycles/initial-cycle-end';

const minute = 60_000;
const seen = (at: number, completed: number, total = 1000) => ({ at: at * minute, completed, total });
const facts = (given: Partial<InitialCycleFacts>): InitialCycleFacts => ({
  now: 100 * minute,
  observations: [],
  startedAt: null,
  scope: 'assigned',
  inScope: null,
  ...given,
});
const range = (given: Partial<InitialCycleFacts>) => {
  const end = initialCycleEnd(facts(given));
  if (end.basis === 'none') throw new Error(end.explanation);
  return { ...end, from: end.earliest / minute - 100, to: end.latest / minute - 100 };
};

describe('the end of an initial cycle', () => {
  it('follows from the pace that was seen, and the range holds the plain extrapolation', () => {
    const { basis, from, to } = range({ observations: [seen(40, 100), seen(70, 250), seen(100, 400)] });
    expect(basis).toBe('observed');
    // 5 pages a minute, 600 left.
    expect(from).toBeLessThan(120);
    expect(to).toBeGreaterThan(120);
    expect(from).toBeGreaterThan(60);
    expect(to).toBeLessThan(360);
  });

  it('is wider where the pace changed', () => {
    const even = range({ observations: [seen(40, 100), seen(70, 250), seen(100, 400)] });
    const uneven = range({ observations: [seen(40, 100), seen(70, 370), seen(100, 400)] });
    expect(uneven.to - uneven.from).toBeGreaterThan(even.to - even.from);
  });

  it('takes the start from our own journal where there is one observation only', () => {
    expect(range({ startedAt: 0, observations: [seen(100, 500)] }).basis).toBe('observed');
    expect(initialCycleEnd(facts({ observations: [seen(100, 500)] })).basis).toBe('none');
  });

  it('is the published range before anything was seen, from the start where that is known', () => {
    expect(range({ inScope: 1000 })).toMatchObject({ basis: 'documented', from: 0, to: 80 });
    expect(range({ inScope: 5000, startedAt: 90 * minute })).toMatchObject({ from: 40, to: 390 });
  });

  it('is widened by the published range while little is done', () => {
    const observations = [seen(90, 10), seen(100, 20)];
    const { basis, to } = range({ observations, inScope: 100_000 });
    expect(basis).toBe('both');
    expect(to).toBe(8000);
    expect(range({ observations, inScope: 10 }).from).toBe(0);
  });

  it('counts anew when the service does', () => {
    const all = [seen(10, 100), seen(20, 900), seen(60, 0), seen(100, 100)];
    expect(sinceLastReset(all)).toEqual(all.slice(2));
    expect(range({ observations: all }).from).toBeGreaterThan(200);
  });

  it('is never a single moment', () => {
    const { from, to } = range({ observations: [seen(0, 0), seen(50, 500), seen(100, 1000)] });
    expect(to - from).toBeGreaterThanOrEqual(1);
    expect(range({ inScope: 1 }).to).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['everyone is provisioned', { scope: 'everyone', inScope: 1000 }, /assigned people and groups only/],
    ['the scope may not be read', { scope: 'unknown', inScope: 1000 }, /could not be read/],
    ['nobody counted', {}, /not known here/],
    ['nobody is in scope', { inScope: 0 }, /Nobody is in scope/],
    ['it takes longer than published', { inScope: 100, startedAt: 0 }, /takes longer than published/],
    ['it stands still', { observations: [seen(10, 5), seen(100, 5)] }, /no estimate/],
    ['there are no pages', { observations: [seen(10, 0, 0), seen(100, 0, 0)] }, /no estimate/],
    ['it was looked at twice at once', { observations: [seen(99.9, 5), seen(100, 9)] }, /no estimate/],
  ] as const)('is not estimated where %s', (_name, given, why) => {
    const end = initialCycleEnd(facts(given));
    expect(end.basis).toBe('none');
    expect(end.explanation).toMatch(why);
  });

  it('is not before now where it is overdue by the published figures but still moves', () => {
    const { basis, from } = range({ startedAt: 0, inScope: 100, observations: [seen(50, 400), seen(100, 500)] });
    expect(basis).toBe('observed');
    expect(from).toBeGreaterThan(0);
  });
});
