import { describe, expect, it } from 'vitest';
import { createFaultSwitchboard, type FaultRule, type FaultyRequest } from '#emulator/faults/switchboard';

const reset = { kind: 'reset' } as const;
const asked =
  (method: string, path: string, object = path) =>
  (): FaultyRequest => ({
    method,
    path,
    route: path,
    object,
  });
const get = (path: string, object?: string) => asked('GET', path, object);

describe('the fault switchboard', () => {
  it('hits the next matching attempts as often as it is told, after those it lets pass', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset, method: 'GET', path: '/jobs', times: 2, after: 1 });
    const hits = ['/users', '/jobs', '/jobs', '/jobs', '/jobs'].map((path) => faults.next(get(path)) !== null);
    expect(hits).toEqual([false, false, true, true, false]);
    expect(faults.history().map(({ attempt, kind }) => [attempt, kind])).toEqual([
      [2, 'reset'],
      [3, 'reset'],
    ]);
  });

  it('counts the attempts of each object on its own', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset, path: '/jobs' });
    const hits = ['a', 'b', 'a', 'b', 'c'].map((object) => faults.next(get('/jobs', object)) !== null);
    expect(hits).toEqual([true, true, false, false, true]);
  });

  it('minds method and expression', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset, method: 'POST', path: /\/start$/ });
    expect(faults.next(get('/jobs/1/start'))).toBeNull();
    expect(faults.next(asked('POST', '/jobs/1/restart/x'))).toBeNull();
    expect(faults.next(asked('POST', '/jobs/1/start'))).toBe(reset);
  });

  it('counts an attempt in every rule, also when another rule has hit it', () => {
    const faults = createFaultSwitchboard();
    const hang = { kind: 'hang' } as const;
    faults.inject({ fault: reset });
    faults.inject({ fault: hang, after: 1 });
    expect([1, 2, 3].map(() => faults.next(get('/x'))?.kind ?? null)).toEqual(['reset', 'hang', null]);
  });

  it('draws the same faults from the same seed, and others from another', () => {
    const draws = (seed: number) => {
      const faults = createFaultSwitchboard(seed);
      faults.inject({ fault: reset, probability: 0.5, times: 1_000 });
      return Array.from({ length: 64 }, () => (faults.next(get('/x')) === null ? '.' : 'x')).join('');
    };
    expect(draws(7)).toBe(draws(7));
    expect(draws(7)).not.toBe(draws(8));
    expect(draws(7)).toMatch(/x.*\..*x/);
  });

  it('draws about as often as the probability says', () => {
    const faults = createFaultSwitchboard(3);
    faults.inject({ fault: reset, probability: 0.2, times: 1 });
    const hits = Array.from({ length: 2_000 }, (_, index) => faults.next(get('/x', String(index)))).filter(Boolean);
    expect(hits.length).toBeGreaterThan(320);
    expect(hits.length).toBeLessThan(480);
  });

  it('gives the same faults whatever the order in which requests arrive', () => {
    const rule: FaultRule = { fault: reset, probability: 0.4, times: 3, after: 1 };
    const requests = Array.from({ length: 120 }, (_, index) => get('/x', `object ${index % 17}`));
    const run = (order: readonly (() => FaultyRequest)[]) => {
      const faults = createFaultSwitchboard(11);
      faults.inject(rule);
      for (const request of order) faults.next(request);
      return faults
        .history()
        .map((record) => JSON.stringify(record))
        .toSorted();
    };
    const first = run(requests);
    expect(first.length).toBeGreaterThan(5);
    expect(run(requests.toReversed())).toEqual(first);
    expect(run(requests.toSorted((left, right) => left().object.localeCompare(right().object)))).toEqual(first);
  });

  it('asks what a request is only when there is a rule', () => {
    const faults = createFaultSwitchboard();
    const fail = (): never => {
      throw new Error('asked');
    };
    expect(faults.next(fail)).toBeNull();
    faults.inject({ fault: reset });
    expect(() => faults.next(fail)).toThrow('asked');
  });

  it('expires skiptokens issued up to a moment, until it is cleared', () => {
    const faults = createFaultSwitchboard();
    faults.inject({ fault: reset });
    faults.standing.otherVerdicts = true;
    faults.expireSkiptokens(100);
    expect([faults.isExpired(100), faults.isExpired(101)]).toEqual([true, false]);
    faults.clear();
    expect([faults.isExpired(100), faults.next(get('/x')), faults.standing.otherVerdicts]).toEqual([
      false,
      null,
      false,
    ]);
  });
});
