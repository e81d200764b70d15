import type { PageEvent } from '#shared/contract/host-events';
import type { Answer, Input, Output, Path, TaskPath } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import type { TaskId } from '#shared/model/ids';
import { createTaskEndings, type TaskEndings } from './task-endings.ts';
import type { Transport } from './transport.ts';

/** Options of one call. */
export interface CallOptions {
  /** An abort ends the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of a long call. */
export interface TaskCallOptions extends CallOptions {
  /** Told the task's id as soon as it is known. */
  readonly onStarted?: (taskId: TaskId) => void;
}

/** Every procedure of the contract as a function; a task answers at once with its id. */
export type Api = {
  readonly [P in Path]: (input: Input<P>, options?: CallOptions) => Promise<Result<Answer<P>>>;
};

/** What the page calls, whatever host it is in. */
export interface Client {
  readonly api: Api;
  /** Calls a long procedure and waits for its end. An abort asks the task to stop and still waits for what came of it. */
  runTask<P extends TaskPath>(path: P, input: Input<P>, options?: TaskCallOptions): Promise<Result<Output<P>>>;
  readonly subscribe: (listener: (event: PageEvent) => void) => () => void;
}

/** Takes a transport; gives the client, typed by the contract's table. */
export function createClient(transport: Transport): Client {
  const call = async (path: string, input: unknown, { signal }: CallOptions = {}): Promise<Result<unknown>> =>
    transport.call(path, input, signal);
  // The table itself stays with core: building its schemas takes longer than drawing the first page.
  const api = new Proxy({} as Api, {
    get: (_, path) => (input: unknown, options?: CallOptions) => call(String(path), input, options),
  });
  const way = { transport, endings: createTaskEndings(transport) };
  return {
    api,
    runTask: async <P extends TaskPath>(path: P, input: Input<P>, options?: TaskCallOptions) =>
      (await runTask(way, { path, input, options })) as Result<Output<P>>,
    subscribe: transport.subscribe,
  };
}

interface Run {
  readonly path: TaskPath;
  readonly input: unknown;
  readonly options: TaskCallOptions | undefined;
}

/** What a task runs over. */
interface Way {
  readonly transport: Transport;
  readonly endings: TaskEndings;
}

async function runTask({ transport, endings }: Way, { path, input, options = {} }: Run): Promise<Result<unknown>> {
  const { signal, onStarted } = options;
  let cancel = (): void => undefined;
  const nameOf = (data: unknown): TaskId | null => {
    const taskId = taskIdOf(data);
    if (taskId === null) return null;
    cancel = () => void transport.call('tasks.cancel', { taskId });
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    onStarted?.(taskId);
    return taskId;
  };
  const outcome = await endings.untilEnd(() => transport.call(path, input, signal), nameOf);
  signal?.removeEventListener('abort', cancel);
  return outcome;
}

const taskIdOf = (data: unknown): TaskId | null =>
  typeof data === 'object' && data !== null && 'taskId' in data && typeof data.taskId === 'string'
    ? (data.taskId as TaskId)
    : null;
