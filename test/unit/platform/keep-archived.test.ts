import { describe, expect, it } from 'vitest';
import type { Dispatch } from '#core/rpc/dispatch';
import { keepLogArchived } from '#platform/console/keep-archived';

const ready = { status: 'ready', readUntil: '2026-11-21T00:00:00Z' };
const full = { code: 'storage_full', message: 'The disk is full.', requestId: 'r-1' };

/** A core that says what stands in `state`, and a clock that goes on when the test says so. */
function world(state: object | null, outcomes: readonly object[] = []) {
  const asked: string[] = [];
  const waits: number[] = [];
  const noted: unknown[] = [];
  const ends = [...outcomes];
  let pass: () => void = () => undefined;
  let waiting: () => void = () => undefined;
  const answers: Readonly<Record<string, () => Promise<object>>> = {
    'archive.show': async () => (state === null ? { ok: false, error: full } : { ok: true, data: state }),
    'logs.sync': async () => ({ ok: true, data: { taskId: 'task_1' } }),
    'tasks.wait': async () => ({ ok: true, data: ends.shift() ?? { ok: true, data: {} } }),
    'tasks.cancel': async () => ({ ok: true, data: { cancelled: true } }),
  };
  const dispatch = ((path: string) => {
    asked.push(path);
    return answers[path]?.();
  }) as unknown as Dispatch;
  const keeper = keepLogArchived({
    dispatch,
    log: { write: (_level, message, fields) => noted.push([message, fields]) },
    pause: (milliseconds, signal) => {
      waits.push(milliseconds);
      waiting();
      return new Promise<void>((resolve, reject) => {
        pass = resolve;
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
  });
  /** Lets the time pass, until it waits again. */
  const next = async (): Promise<void> => {
    const again = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    pass();
    await again;
  };
  return { asked, waits, noted, keeper, next };
}

const syncs = (asked: readonly string[]): number => asked.filter((path) => path === 'logs.sync').length;

describe('the archive while a console is open', () => {
  it('is brought up to date a minute after the start and then every hour', async () => {
    const { asked, waits, keeper, next } = world(ready);
    await next();
    await next();
    await keeper.stop();
    expect(waits).toEqual([60_000, 3_600_000, 3_600_000]);
    expect(syncs(asked)).toBe(2);
  });

  it.each([
    ['nobody has filled yet', { status: 'ready', readUntil: null }],
    ['is locked', { status: 'locked', readUntil: '2026-11-21T00:00:00Z' }],
    ['belongs to nobody, because nobody is signed in', null],
  ])('is left alone when it %s', async (_when, state) => {
    const { asked, noted, keeper, next } = world(state);
    await next();
    await keeper.stop();
    expect(syncs(asked)).toBe(0);
    expect(noted).toEqual([]);
  });

  it('notes what prevented it and comes back later each time', async () => {
    const failed = { ok: false, error: full };
    const { waits, noted, keeper, next } = world(ready, [failed, failed, { ok: true, data: {} }]);
    for (let round = 0; round < 3; round += 1) await next();
    await keeper.stop();
    expect(waits).toEqual([60_000, 7_200_000, 14_400_000, 3_600_000]);
    expect(noted).toHaveLength(2);
    expect(noted[0]).toEqual([expect.any(String), expect.objectContaining({ code: 'storage_full', requestId: 'r-1' })]);
  });

  it('ends with the console', async () => {
    const { asked, keeper } = world(ready);
    await keeper.stop();
    expect(asked).toEqual([]);
  });
});
