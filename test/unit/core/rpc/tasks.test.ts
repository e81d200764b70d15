import { describe, expect, it } from 'vitest';
import { CoreError, toWireError } from '#core/rpc/errors';
import { createTaskRegistry } from '#core/rpc/tasks';
import type { CoreEvent } from '#shared/contract/events';
import { TaskId } from '#shared/model/ids';

function worldOf() {
  const events: CoreEvent[] = [];
  const faults: unknown[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const tasks = createTaskRegistry({
    emit: (event) => events.push(event),
    newId,
    onFault: (cause) => faults.push(cause),
  });
  return { tasks, events, faults };
}

const never = () => new AbortController().signal;

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a task', () => {
  it('tells its progress and its end as events, in order', async () => {
    const { tasks, events } = worldOf();
    const taskId = tasks.start(async ({ progress }) => {
      progress({ state: 'running', message: 'one' });
      progress({ state: 'done', message: 'two' });
      return 42;
    });
    expect(await tasks.wait(taskId, never())).toEqual({ ok: true, data: 42 });
    expect(events).toEqual([
      { topic: 'task.progressed', payload: { taskId, progress: { state: 'running', message: 'one' } } },
      { topic: 'task.progressed', payload: { taskId, progress: { state: 'done', message: 'two' } } },
      { topic: 'task.ended', payload: { taskId, outcome: { ok: true, data: 42 } } },
    ]);
  });

  it('is cancelled through its signal, once', async () => {
    const { tasks, faults } = worldOf();
    const taskId = tasks.start(({ signal }) => untilAborted(signal));
    expect(tasks.cancel(taskId)).toBe(true);
    expect(await tasks.wait(taskId, never())).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(tasks.cancel(taskId)).toBe(false);
    expect(faults).toEqual([]);
  });

  it('keeps a fault that it raised on purpose while it was cancelled', async () => {
    const { tasks } = worldOf();
    const taskId = tasks.start(async ({ signal }) => {
      await untilAborted(signal).catch(() => undefined);
      throw new CoreError('conflict', 'half done');
    });
    tasks.cancel(taskId);
    expect(await tasks.wait(taskId, never())).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('ends as internal when it breaks, and the fault is reported without going out', async () => {
    const { tasks, faults } = worldOf();
    const taskId = tasks.start(async () => {
      throw new Error('a secret text');
    });
    const outcome = await tasks.wait(taskId, never());
    expect(outcome).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(faults).toHaveLength(1);
  });

  it('goes on when only the wait for it is given up', async () => {
    const { tasks } = worldOf();
    let finish: (value: string) => void = () => undefined;
    const taskId = tasks.start(() => new Promise<string>((resolve) => (finish = resolve)));
    await expect(tasks.wait(taskId, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    finish('done');
    expect(await tasks.wait(taskId, never())).toEqual({ ok: true, data: 'done' });
  });

  it('is unknown under an id that was never given', () => {
    const { tasks } = worldOf();
    const stranger = TaskId.parse('task_00000000-0000-4000-8000-999999999999');
    expect(() => tasks.cancel(stranger)).toThrow(/no such task/);
  });

  it('is forgotten after 200 later ones, but not while it runs', async () => {
    const { tasks } = worldOf();
    const first = tasks.start(async () => 1);
    const running = tasks.start(({ signal }) => untilAborted(signal));
    await tasks.wait(first, never());
    for (let count = 0; count < 220; count += 1)
      await tasks.wait(
        tasks.start(async () => count),
        never(),
      );
    expect(() => tasks.cancel(first)).toThrow(/no such task/);
    expect(tasks.cancel(running)).toBe(true);
  });
});

describe('an error on its way out', () => {
  it('keeps what a caller may know and leaves its cause behind', () => {
    const error = new CoreError('graph_error', 'It failed.', {
      reason: 'serviceFault',
      nextStep: 'Try again.',
      requestId: 'r',
      clientRequestId: 'c',
      retryAfterMs: 5,
      cause: new Error('secret'),
    });
    expect(toWireError(error)).toEqual({
      code: 'graph_error',
      message: 'It failed.',
      reason: 'serviceFault',
      nextStep: 'Try again.',
      requestId: 'r',
      clientRequestId: 'c',
      retryAfterMs: 5,
    });
  });

  it('has no member for what is not there', () => {
    expect(Object.keys(toWireError(new CoreError('timeout', 'slow', { reason: undefined })))).toEqual([
      'code',
      'message',
    ]);
  });

  it.each([new Error('secret'), 'secret', null, { secret: 1 }])('says nothing of %j', (cause) => {
    expect(JSON.stringify(toWireError(cause))).not.toContain('secret');
  });
});
