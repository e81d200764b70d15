import { describe, expect, it } from 'vitest';
import { createFaultSwitchboard } from '#emulator/faults/switchboard';

const reset = { kind: 'reset' } as const;
const get = (path: string) => ({ method: 'GET', path });

describe('the fault switchboard', () => {
  it('hits the next matching requests as often as it is told, after those it lets pass', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset, method: 'GET', path: '/jobs', times: 2, after: 1 });
    const hits = ['/users', '/jobs', '/jobs', '/jobs', '/jobs'].map((path) => faults.next(get(path)) !== null);
    expect(hits).toEqual([false, false, true, true, false]);
    expect(faults.pending()).toBe(0);
  });

  it('minds method and expression', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset, method: 'POST', path: /\/start$/ });
    expect(faults.next(get('/jobs/1/start'))).toBeNull();
    expect(faults.next({ method: 'POST', path: '/jobs/1/restart/x' })).toBeNull();
    expect(faults.next({ method: 'POST', path: '/jobs/1/start' })).toBe(reset);
  });

  it('draws the same row from the same seed, and another from another', () => {
    const draws = (seed: number) => {
      const faults = createFaultSwitchboard(seed);
      faults.inject({ fault: reset, probability: 0.5, times: 1_000 });
      return Array.from({ length: 64 }, () => (faults.next(get('/x')) === null ? '.' : 'x')).join('');
    };
    expect(draws(7)).toBe(draws(7));
    expect(draws(7)).not.toBe(draws(8));
    expect(draws(7)).toMatch(/x.*\..*x/);
  });

  it('expires skiptokens issued up to a moment, until it is cleared', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset });
    faults.expireSkiptokens(100);
    expect([faults.isExpired(100), faults.isExpired(101)]).toEqual([true, false]);
    faults.clear();
    expect([faults.isExpired(100), faults.next(get('/x')), faults.pending()]).toEqual([false, null, 0]);
  });
});
