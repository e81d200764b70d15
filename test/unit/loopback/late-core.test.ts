import { describe, expect, it } from 'vitest';
import type { Core } from '#core/create-core';
import { createLateCore } from '#loopback/late-core';
import type { CoreEvent } from '#shared/contract/events';
import { TaskId } from '#shared/model/ids';
import { later } from '#test/support/later';

const event: CoreEvent = {
  topic: 'task.progressed',
  payload: {
    taskId: TaskId.parse('task_00000000-0000-4000-8000-000000000001'),
    progress: { state: 'running', message: 'on its way' },
  },
};

function createTellingCore() {
  const listeners = new Set<(event: CoreEvent) => void>();
  const core = {
    dispatch: (async (path: string) => ({ ok: true, data: path })) as Core['dispatch'],
    subscribe: (listener: (event: CoreEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as Core;
  return {
    core,
    tell: () => {
      for (const listener of listeners) listener(event);
    },
  };
}

describe('core that is still being opened', () => {
  it('begins to be opened with the first call, not with who listens', async () => {
    const opening = later<Core>();
    let begun = 0;
    const late = createLateCore(opening.promise, () => {
      begun += 1;
    });
    late.subscribe(() => undefined);
    expect(begun).toBe(0);
    const answer = late.dispatch('session.show', {});
    expect(begun).toBe(1);
    opening.resolve(createTellingCore().core);
    expect(await answer).toMatchObject({ ok: true });
  });

  it('answers calls that came before, and those after', async () => {
    const opening = later<Core>();
    const late = createLateCore(opening.promise, () => undefined);
    const before = late.dispatch('session.show', {});
    opening.resolve(createTellingCore().core);
    expect(await before).toEqual({ ok: true, data: 'session.show' });
    expect(await late.dispatch('vendors.list', {})).toEqual({ ok: true, data: 'vendors.list' });
  });

  it('tells events to whoever listened before it was open, and no longer than they want', async () => {
    const { core, tell } = createTellingCore();
    const opening = later<Core>();
    const late = createLateCore(opening.promise, () => undefined);
    const heard: string[] = [];
    const stopEarly = late.subscribe(() => heard.push('early'));
    const stop = late.subscribe(() => heard.push('stays'));
    stopEarly();
    opening.resolve(core);
    await opening.promise;
    tell();
    stop();
    tell();
    expect(heard).toEqual(['stays']);
  });

  it('rejects calls with what kept it from opening', async () => {
    const late = createLateCore(Promise.reject(new Error('The folder is in use.')), () => undefined);
    late.subscribe(() => undefined);
    await expect(late.dispatch('session.show', {})).rejects.toThrow('The folder is in use.');
  });
});
