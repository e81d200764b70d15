import { describe, expect, it } from 'vitest';
import { createClient } from '#renderer/lib/api';
import { createTaskEndings } from '#renderer/lib/task-endings';
import { type Carried, cancelled, failed, type Transport } from '#renderer/lib/transport';
import type { PageEvent } from '#shared/contract/host-events';
import { TaskId } from '#shared/model/ids';
import { later } from '#test/support/later';

const taskId = (number: number): TaskId => TaskId.parse(`task_00000000-0000-4000-8000-00000000000${number}`);
const ended = (number: number, data: unknown = number): PageEvent => ({
  topic: 'task.ended',
  payload: { taskId: taskId(number), outcome: { ok: true, data } },
});
const isRunning = { ok: false } as const;

/** A way to core that a test drives: tasks are numbered, and `waits` is what was asked about. */
function createWay() {
  const listeners = new Set<(event: PageEvent) => void>();
  const gapListeners = new Set<() => void>();
  const calls: string[] = [];
  const outcomes = new Map<string, unknown>();
  let turn = new AbortController();
  let open = 0;
  let mostOpen = 0;
  const wait = (id: string, signal: AbortSignal): Promise<Carried> =>
    new Promise((resolve) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      const answer = (carried: Carried): void => {
        open -= 1;
        resolve(carried);
      };
      const outcome = outcomes.get(id);
      if (outcome === 'gone') answer(failed('offline', 'hostGone', 'gone'));
      else if (outcome !== undefined) answer({ ok: true, data: outcome });
      else signal.addEventListener('abort', () => answer(cancelled), { once: true });
    });
  const transport: Transport = {
    async call(path, input, signal = new AbortController().signal) {
      const id = String((input as { readonly taskId?: string }).taskId);
      calls.push(`${path} ${id.at(-1)}`);
      return path === 'tasks.wait' ? wait(id, signal) : { ok: true, data: { cancelling: true } };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onGap: (listener) => void gapListeners.add(listener),
  };
  const endings = createTaskEndings(transport, () => {
    turn = new AbortController();
    return turn.signal;
  });
  return {
    transport,
    endings,
    calls,
    mostOpen: () => mostOpen,
    tell: (event: PageEvent) => {
      for (const listener of listeners) listener(event);
    },
    gap: () => {
      for (const listener of gapListeners) listener();
    },
    finish: (number: number, data: unknown = { ok: true, data: number }) => outcomes.set(taskId(number), data),
    endTurn: () => turn.abort(),
    start: (number: number) => untilEnd(endings, Promise.resolve({ ok: true, data: number })),
  };
}

const untilEnd = (endings: ReturnType<typeof createTaskEndings>, answer: Promise<Carried>) =>
  endings.untilEnd(
    () => answer,
    (data) => taskId(data as number),
  );

/** Lets everything that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const soon = (outcome: Promise<unknown>): Promise<unknown> => Promise.race([outcome, settle().then(() => isRunning)]);

describe('the end of a task', () => {
  it('is taken from the event that tells it, with no call open meanwhile', async () => {
    const way = createWay();
    const [first, second] = [way.start(1), way.start(2)];
    await settle();
    way.tell(ended(2));
    expect(await second).toEqual({ ok: true, data: 2 });
    expect(await soon(first)).toBe(isRunning);
    way.tell(ended(1));
    expect(await first).toEqual({ ok: true, data: 1 });
    expect(way.calls).toEqual([]);
  });

  it('is known too when it is told before the call that began the task has answered', async () => {
    const way = createWay();
    const { promise, resolve } = later<Carried>();
    const outcome = untilEnd(way.endings, promise);
    way.tell(ended(1, 'early'));
    resolve({ ok: true, data: 1 });
    expect(await outcome).toEqual({ ok: true, data: 'early' });
  });

  it('is the failure of the call that would have begun it', async () => {
    const refused = failed('forbidden', 'no', 'no');
    expect(await untilEnd(createWay().endings, Promise.resolve(refused))).toEqual(refused);
  });

  it('is an error where the outcome cannot be read', async () => {
    const way = createWay();
    const outcome = way.start(1);
    way.gap();
    way.finish(1, { ok: 'perhaps' });
    expect(await outcome).toMatchObject({ ok: false, error: { reason: 'answerUnreadable' } });
  });

  it('is asked about once when events were missed, one task after another', async () => {
    const way = createWay();
    const outcomes = [1, 2, 3].map(way.start);
    await settle();
    for (const number of [1, 2, 3]) way.finish(number);
    way.gap();
    expect(await Promise.all(outcomes)).toEqual([1, 2, 3].map((data) => ({ ok: true, data })));
    expect(way.calls).toEqual(['tasks.wait 1', 'tasks.wait 2', 'tasks.wait 3']);
    expect(way.mostOpen()).toBe(1);
  });

  it('of one task does not wait for that of another that goes on', async () => {
    const way = createWay();
    const [long, short] = [way.start(1), way.start(2)];
    await settle();
    way.finish(2);
    way.gap();
    await settle();
    way.endTurn();
    expect(await short).toEqual({ ok: true, data: 2 });
    expect(await soon(long)).toBe(isRunning);
    way.tell(ended(1));
    expect(await long).toEqual({ ok: true, data: 1 });
    expect(way.mostOpen()).toBe(1);
  });

  it('is asked about where events were missed while the task was begun', async () => {
    const way = createWay();
    const { promise, resolve } = later<Carried>();
    const outcome = untilEnd(way.endings, promise);
    way.finish(1);
    way.gap();
    resolve({ ok: true, data: 1 });
    expect(await outcome).toEqual({ ok: true, data: 1 });
  });

  it('is a failure when the program is gone', async () => {
    const way = createWay();
    const outcome = way.start(1);
    await settle();
    way.finish(1, 'gone');
    way.gap();
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'offline' } });
  });
});

describe('a long call of the client', () => {
  const profile = { profile: 'x' } as never;

  it('tells its id, and asks its task to stop when the caller gives up', async () => {
    const way = createWay();
    const begun: string[] = [];
    const transport: Transport = {
      ...way.transport,
      call: async (path, input, signal) =>
        path === 'setup.plan' ? { ok: true, data: { taskId: taskId(1) } } : way.transport.call(path, input, signal),
    };
    const givingUp = new AbortController();
    const outcome = createClient(transport).runTask('setup.plan', profile, {
      signal: givingUp.signal,
      onStarted: (id) => begun.push(id),
    });
    await settle();
    expect(begun).toEqual([taskId(1)]);
    givingUp.abort();
    way.tell(ended(1, 'stopped'));
    expect(await outcome).toEqual({ ok: true, data: 'stopped' });
    expect(way.calls).toEqual(['tasks.cancel 1']);
  });

  it('is an error where the answer names no task', async () => {
    const way = createWay();
    const transport: Transport = { ...way.transport, call: async () => ({ ok: true, data: {} }) };
    expect(await createClient(transport).runTask('setup.plan', profile)).toMatchObject({
      ok: false,
      error: { reason: 'answerUnreadable' },
    });
  });
});
