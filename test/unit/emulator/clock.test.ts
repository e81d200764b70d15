import { describe, expect, it } from 'vitest';
import { createTenantClock } from '#emulator/clock';

const startAt = Date.parse('2026-01-01T00:00:00Z');

describe('a clock in warp mode', () => {
  it('stands still but for sleeps and advances', async () => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    expect(clock.now()).toBe(startAt);
    await clock.sleep(40_000);
    expect(clock.now()).toBe(startAt + 40_000);
    await clock.advance(2_000);
    expect(clock.now()).toBe(startAt + 42_000);
  });

  it('wakes sleepers in the order in which they fall due, and does not add their times', async () => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    const order: string[] = [];
    await Promise.all(
      [30, 10, 20].map(async (seconds) => {
        await clock.sleep(seconds * 1_000);
        order.push(`${seconds} at ${clock.now() - startAt}`);
      }),
    );
    expect(order).toEqual(['10 at 10000', '20 at 20000', '30 at 30000']);
  });

  it('runs what is due after each move, and lets it sleep itself', async () => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    const runs: number[] = [];
    clock.onAdvance({
      async run() {
        runs.push(clock.now() - startAt);
        if (runs.length === 1) await clock.sleep(500);
      },
    });
    await clock.advance(1_000);
    await clock.sleep(1_000);
    expect(runs).toEqual([1_000, 2_500]);
  });

  it.each(['advance', 'sleep'] as const)('runs what falls due on the way at its own time during an %s', async (way) => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    const runs: number[] = [];
    let next: number | null = startAt + 40;
    clock.onAdvance({
      nextDueAt: () => next,
      async run() {
        if (next === null || next > clock.now()) return;
        runs.push(clock.now() - startAt);
        next = clock.now() + 40;
      },
    });
    await clock[way](100);
    expect(runs).toEqual([40, 80]);
    expect(clock.now()).toBe(startAt + 100);
  });

  it('ends a sleep with its signal', async () => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    await expect(clock.sleep(1_000, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.now()).toBe(startAt);
  });

  it('never goes back', async () => {
    const clock = createTenantClock({ mode: 'warp', startAt });
    await expect(clock.advance(-1)).rejects.toBeInstanceOf(RangeError);
    await expect(clock.advance(Number.NaN)).rejects.toBeInstanceOf(RangeError);
  });
});

describe('a clock in real mode', () => {
  it('starts where it is told and runs with the wall clock', () => {
    const clock = createTenantClock({ mode: 'real', startAt });
    expect(clock.now() - startAt).toBeLessThan(1_000);
  });

  it('wakes a sleeper that an advance passes', async () => {
    const clock = createTenantClock({ mode: 'real', startAt });
    const asleep = clock.sleep(3_600_000);
    await clock.advance(3_600_000);
    await asleep;
    expect(clock.now()).toBeGreaterThanOrEqual(startAt + 3_600_000);
  });

  it('ends a running sleep with its signal', async () => {
    const clock = createTenantClock({ mode: 'real' });
    const aborter = new AbortController();
    const asleep = clock.sleep(3_600_000, aborter.signal);
    aborter.abort();
    await expect(asleep).rejects.toMatchObject({ name: 'AbortError' });
  });
});
