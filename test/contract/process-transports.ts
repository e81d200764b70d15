import type { Core } from '#core/create-core';
import type { TenantOptions } from '#emulator/tenant-options';
import type { CoreEvent } from '#shared/contract/events';
import type { Result } from '#shared/contract/result';
import type { TaskOutcome } from '#shared/contract/tasks';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { type Called, type CallOptions, type Heard, isTaskPath, type Transport } from './transport.ts';
import { withWindows } from './windows.ts';

/** Dispatch as a caller without types sees it. */
export type AnyDispatch = (
  path: string,
  input: unknown,
  options?: { signal?: AbortSignal },
) => Promise<Result<unknown>>;

/** How values get from one side to the other. */
type Carry = <T>(value: T) => T;

/** Where calls go in and events come out. */
export interface Door {
  readonly dispatch: AnyDispatch;
  readonly carry: Carry;
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void;
  /** Whether events come by another way than answers, so that the end of a task may be heard after its outcome. */
  readonly eventsApart: boolean;
}

const asIs: Carry = (value) => value;

const doorOf = (core: Core, carry: Carry): Door => ({
  carry,
  eventsApart: false,
  // A signal cannot be cloned: what crosses is the news of the abort, and the other side has a signal of its own.
  dispatch: async (path, input, options) =>
    carry(await (core.dispatch as AnyDispatch)(carry(path), carry(input), options)),
  subscribe: (listener) => core.subscribe((event) => listener(carry(event))),
});

const taskIdOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'taskId' in data ? String(data.taskId) : '';

/** What is heard of tasks; other events belong to none. */
type TaskEvent = Extract<CoreEvent, { readonly topic: 'task.progressed' | 'task.ended' }>;

const heardFrom = ({ topic, payload }: TaskEvent): Heard =>
  topic === 'task.progressed'
    ? { kind: 'progress', taskId: payload.taskId, progress: payload.progress }
    : { kind: 'ended', taskId: payload.taskId };

/** Takes a call of a task; gives what came of the task, and what was heard of it. */
export async function callTask(
  door: Door,
  call: { path: string; input: unknown; options: CallOptions },
): Promise<Called> {
  const { path, input, options } = call;
  const heard: Heard[] = [];
  const ended = new Map<string, () => void>();
  const hearEnd = (taskId: string): void => ended.get(taskId)?.();
  const stop = door.subscribe((event) => {
    if (event.topic !== 'task.progressed' && event.topic !== 'task.ended') return;
    heard.push(heardFrom(event));
    if (event.topic === 'task.progressed') options.onProgress?.();
    else hearEnd(event.payload.taskId);
  });
  try {
    const started = await door.dispatch(path, input);
    if (!started.ok) return { result: started, heard };
    const taskId = taskIdOf(started.data);
    const cancel = (): void => void door.dispatch('tasks.cancel', { taskId });
    if (options.signal?.aborted === true) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const waited = await door.dispatch('tasks.wait', { taskId });
    if (door.eventsApart && !heard.some((one) => one.kind === 'ended' && one.taskId === taskId)) {
      await new Promise<void>((resolve) => ended.set(taskId, resolve));
    }
    const result = waited.ok ? (waited.data as TaskOutcome) : waited;
    return { result: result as Result<unknown>, heard: heard.filter((one) => one.taskId === taskId) };
  } finally {
    stop();
  }
}

function transportOver(name: string, world: DemoWorld, carry: Carry): Transport {
  const door = doorOf(world.core, carry);
  return {
    name,
    served: world.served,
    host: 'commandLine',
    choosesFiles: true,
    changesTarget: true,
    oneProcess: true,
    command: null,
    start: (path, input) => door.dispatch(path, input),
    async call(path, input, options = {}) {
      if (isTaskPath(path)) return callTask(door, { path, input, options });
      const { signal } = options;
      return { result: await door.dispatch(path, input, signal === undefined ? {} : { signal }), heard: [] };
    },
    close: () => world.close(),
  };
}

const openWorld = (options: Partial<TenantOptions>) => openDemoWorld({ signIn: false, host: withWindows, ...options });

/** Gives core behind a function call, on a tenant of its own. */
export const openInProcess = async (options: Partial<TenantOptions>): Promise<Transport> =>
  transportOver('in process', await openWorld(options), asIs);

/** Gives core behind structured clone, through which every input, answer and event passes, as between two processes. */
export const openStructuredClone = async (options: Partial<TenantOptions>): Promise<Transport> =>
  transportOver('structured clone', await openWorld(options), (value) => structuredClone(value));
