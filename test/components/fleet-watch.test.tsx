import { afterEach, describe, expect, it, vi } from 'vitest';
import { setBoard } from '#renderer/features/home/board/board-store';
import { noteFleet, untilNextReading, watchFleet } from '#renderer/features/home/board/fleet-watch';
import { noteSignedIn, readFleetAgain, useFleetReading } from '#renderer/features/home/fleet-reading';
import type { Client } from '#renderer/lib/api';
import type { WireError } from '#shared/contract/result';
import type { FleetView } from '#shared/model/fleet';

const minute = 60_000;
const fleet: FleetView = {
  state: 'complete',
  looked: 1,
  listed: 1,
  readAt: null,
  withoutBatch: false,
  waiting: 0,
  hidden: 0,
  applications: [],
};
const hide = (hidden: boolean): void => {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
};
const throttled: WireError = { code: 'throttled', message: 'Too many requests.', retryAfterMs: 4 * minute };

afterEach(() => {
  hide(false);
  setBoard({ pace: 'automatic', tells: false });
  useFleetReading.setState({ running: false, failures: 0, error: null, endedAt: 0 });
});

describe('when the board is read again by itself', () => {
  it('is never while nobody sees it, unless somebody wants to be told', () => {
    expect(untilNextReading(fleet, false)).toBe(minute);
    hide(true);
    expect(untilNextReading(fleet, false)).toBeNull();
    expect(untilNextReading(fleet, true)).toBe(5 * minute);
    setBoard({ tells: true });
    expect(untilNextReading(fleet, false)).toBe(5 * minute);
  });

  it('is as a person chose, or not at all', () => {
    setBoard({ pace: 15 * minute });
    expect(untilNextReading(fleet, false)).toBe(15 * minute);
    setBoard({ pace: 'never' });
    expect(untilNextReading(fleet, false)).toBeNull();
  });

  it('is not while the tenant is looked through, nor after somebody stopped that', () => {
    expect(untilNextReading({ ...fleet, state: 'discovering' }, false)).toBeNull();
    expect(untilNextReading({ ...fleet, state: 'partial' }, false)).toBeNull();
  });

  it('is later after a failure, and not before the service asked for it', () => {
    useFleetReading.setState({ failures: 1, error: throttled });
    expect(untilNextReading(fleet, false)).toBe(4 * minute);
    useFleetReading.setState({ failures: 4, error: throttled });
    expect(untilNextReading(fleet, false)).toBe(16 * minute);
  });

  it('is not where nobody is signed in, until somebody is', () => {
    useFleetReading.setState({ failures: 1, error: { code: 'unauthenticated', message: 'Nobody is signed in.' } });
    expect(untilNextReading(fleet, false)).toBeNull();
    noteSignedIn();
    expect(untilNextReading(fleet, false)).toBe(minute);
  });
});

describe('the watch', () => {
  it('reads again a minute after the fleet was read, and not as soon as the board is opened', async () => {
    vi.useFakeTimers();
    try {
      const asked: unknown[] = [];
      const client = {
        subscribe: () => undefined,
        runTask: async (_path: string, input: unknown) => {
          asked.push(input);
          return { ok: true, data: {} };
        },
      } as unknown as Client;
      watchFleet({ client, invalidate: async () => undefined, hostTells: false });
      noteFleet({ ...fleet, readAt: '2026-11-21T10:00:00Z' });
      await vi.advanceTimersByTimeAsync(minute - 5_000);
      noteFleet({ ...fleet, readAt: '2026-11-21T10:00:00Z' });
      expect(asked).toEqual([]);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(asked).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('reading again', () => {
  it('is one reading, however often it is asked for, and counts failures in a row', async () => {
    const asked: unknown[] = [];
    const stale: unknown[] = [];
    const client = {
      runTask: async (_path: string, input: unknown) => {
        asked.push(input);
        return { ok: false, error: throttled };
      },
    } as unknown as Client;
    const again = { client, invalidate: async (paths: unknown) => stale.push(paths) };
    await Promise.all([readFleetAgain(again, 30), readFleetAgain(again, 0)]);
    expect(asked).toEqual([{ olderThanSeconds: 30 }]);
    expect(stale).toEqual([['fleet.show', 'session.clock']]);
    await readFleetAgain(again, 0);
    expect(useFleetReading.getState()).toMatchObject({ running: false, failures: 2, error: throttled });
  });
});
