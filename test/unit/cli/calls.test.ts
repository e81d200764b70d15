import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { checkInput, createCaller } from '#cli/calls';
import { CommandFailure } from '#cli/failure';
import type { CliHost } from '#cli/host';
import { createOutput } from '#cli/output';
import type { Core } from '#core/create-core';
import type { CoreEvent, TaskProgress } from '#shared/contract/events';

const taskId = 'task_0123456789abcdef';

/** A core whose one task ends when it is told to, or with `cancelled` when it is cancelled. */
function world(options: { visitor?: string | null; opensBrowser?: boolean; json?: boolean } = {}) {
  const listeners = new Set<(event: CoreEvent) => void>();
  const dispatched: string[] = [];
  const ending = deferred<unknown>();
  const cancelled = { ok: false, error: { code: 'cancelled', message: 'The task was cancelled.' } };
  const dispatch = async (path: string, _input: unknown, { signal }: { signal?: AbortSignal } = {}) => {
    dispatched.push(path);
    if (path === 'tasks.wait') return { ok: true, data: await ending.promise };
    if (path === 'tasks.cancel') {
      ending.resolve(cancelled);
      return { ok: true, data: { cancelling: true } };
    }
    if (path === 'gallery.search') {
      return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(cancelled)));
    }
    if (path === 'vendors.list') return { ok: true, data: { vendors: [] } };
    if (path === 'vendors.show') return { ok: false, error: { code: 'not_found', message: 'No such vendor.' } };
    return { ok: true, data: { taskId } };
  };
  const core = {
    dispatch,
    subscribe: (listener: (event: CoreEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Core;
  const interrupts = new Set<() => void>();
  const exits: number[] = [];
  const stderr = new PassThrough();
  const host = {
    onInterrupt: (listener: () => void) => {
      interrupts.add(listener);
      return () => interrupts.delete(listener);
    },
    exitNow: (code: number) => exits.push(code),
  } as unknown as CliHost;
  const caller = createCaller({
    core,
    host,
    output: createOutput({ json: options.json ?? true, stdout: new PassThrough(), stderr }),
    forBrowser: (url) => url.replace('https://login.example', 'http://127.0.0.1:1'),
    opensBrowser: options.opensBrowser ?? true,
    visitor: options.visitor ?? null,
  });
  return {
    caller,
    dispatched,
    exits,
    listeners,
    interrupts,
    end: (outcome: unknown) => ending.resolve(outcome),
    tell: (progress: TaskProgress) => {
      for (const listener of listeners)
        listener({ topic: 'task.progressed', payload: { taskId: taskId as never, progress } });
    },
    interrupt: () => {
      for (const listener of interrupts) listener();
    },
    said: () =>
      String(stderr.read() ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => (options.json === false ? line : JSON.parse(line))),
  };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (cause: unknown) => (cause instanceof CommandFailure ? cause.error.code : cause),
  );

describe('a caller', () => {
  it('gives data, and throws the error of a call', async () => {
    const { caller } = world();
    expect(await caller.call('vendors.list', {})).toEqual({ vendors: [] });
    expect(await errorOf(caller.call('vendors.show', { vendor: 'x' }))).toBe('not_found');
  });

  it('waits for a task and prints its progress, with addresses that a browser here can open', async () => {
    const { caller, tell, end, said } = world();
    const applying = caller.call('configuration.export', { application: 'a' });
    await turn();
    tell({ state: 'personNeeded', message: 'Authorize', url: 'https://login.example/x' });
    end({ ok: true, data: 'exported' });
    expect(await applying).toBe('exported');
    expect(said()).toEqual([
      { progress: { state: 'personNeeded', message: 'Authorize', url: 'http://127.0.0.1:1/x' } },
    ]);
    tell({ state: 'done', message: 'too late' });
    expect(said()).toEqual([]);
  });

  it('prints the address of a sign-in so that a person or a program can open it', async () => {
    const { caller, tell, end, said } = world();
    const signingIn = caller.call('session.signIn', {});
    await turn();
    tell({ state: 'personNeeded', message: 'Open', url: 'https://login.example/y', userCode: 'AB' });
    end({ ok: true, data: {} });
    await signingIn;
    expect(said()).toEqual([{ signInUrl: 'http://127.0.0.1:1/y', userCode: 'AB' }]);
  });

  it.each([
    { opensBrowser: true, says: 'A window opens.' },
    { opensBrowser: false, says: 'Sign in at this address.' },
  ])('does not promise a window where none is opened: $opensBrowser', async ({ opensBrowser, says }) => {
    const { caller, tell, end, said } = world({ opensBrowser, json: false });
    const signingIn = caller.call('session.signIn', {});
    await turn();
    tell({ state: 'personNeeded', message: 'A window opens.', url: 'https://login.example/y' });
    end({ ok: true, data: {} });
    await signingIn;
    expect(said()).toEqual([says, '  http://127.0.0.1:1/y']);
  });

  it('says who signs in by itself on a demo tenant', async () => {
    const { caller, tell, end, said } = world({ visitor: 'ada@contoso.demo.example' });
    const signingIn = caller.call('session.signIn', {});
    await turn();
    tell({ state: 'personNeeded', message: 'Open', url: 'https://login.example/y' });
    end({ ok: true, data: {} });
    await signingIn;
    expect(JSON.stringify(said())).toContain('ada@contoso.demo.example');
  });

  it('cancels the task on the first interrupt and ends the process on the second', async () => {
    const { caller, interrupt, dispatched, exits } = world();
    const running = errorOf(caller.call('configuration.export', { application: 'a' }));
    await turn();
    interrupt();
    expect(exits).toEqual([]);
    interrupt();
    expect(exits).toEqual([130]);
    expect(await running).toBe('cancelled');
    expect(dispatched).toEqual(['configuration.export', 'tasks.wait', 'tasks.cancel']);
  });

  it('aborts a call that is no task', async () => {
    const { caller, interrupt } = world();
    const running = errorOf(caller.call('gallery.search', { search: 'a' }));
    await turn();
    interrupt();
    expect(await running).toBe('cancelled');
  });

  it('ends the process at once when nothing runs', () => {
    const { interrupt, exits } = world();
    interrupt();
    expect(exits).toEqual([130]);
  });

  it('listens to nothing any more after it was closed', () => {
    const { caller, listeners, interrupts } = world();
    caller.close();
    expect([listeners.size, interrupts.size]).toEqual([0, 0]);
  });
});

describe('checkInput', () => {
  it('refuses what the contract refuses, and nothing else', () => {
    expect(() => checkInput('logs.list', { limit: 0 })).toThrow(/limit/);
    expect(() => checkInput('logs.list', { nonsense: 1 })).toThrow(CommandFailure);
    expect(() => checkInput('logs.list', {})).not.toThrow();
  });
});
