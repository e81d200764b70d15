import type { PageEvent } from '#shared/contract/host-events';
import { type Answer, type Input, type Output, type Path, paths, type TaskPath } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import { TaskOutcome } from '#shared/contract/tasks';
import { failed, type Transport } from './transport.ts';

/** Options of one call. */
export interface CallOptions {
  /** An abort ends the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Every procedure of the contract as a function; a task answers at once with its id. */
export type Api = {
  readonly [P in Path]: (input: Input<P>, options?: CallOptions) => Promise<Result<Answer<P>>>;
};

/** What the page calls, whatever host it is in. */
export interface Client {
  readonly api: Api;
  /** Calls a long procedure and waits for its end. An abort asks the task to stop and still waits for what came of it. */
  runTask<P extends TaskPath>(path: P, input: Input<P>, options?: CallOptions): Promise<Result<Output<P>>>;
  readonly subscribe: (listener: (event: PageEvent) => void) => () => void;
}

/** Takes a transport; gives the client that is built from the contract's table. */
export function createClient(transport: Transport): Client {
  const call = async (path: string, input: unknown, { signal }: CallOptions = {}): Promise<Result<unknown>> =>
    transport.call(path, input, signal);
  const entries = paths.map((path) => [path, (input: unknown, options?: CallOptions) => call(path, input, options)]);
  const api = Object.fromEntries(entries) as Api;
  return {
    api,
    runTask: async <P extends TaskPath>(path: P, input: Input<P>, options?: CallOptions) =>
      (await runTask(transport, { path, input, signal: options?.signal })) as Result<Output<P>>,
    subscribe: transport.subscribe,
  };
}

interface Run {
  readonly path: TaskPath;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
}

async function runTask(transport: Transport, { path, input, signal }: Run): Promise<Result<unknown>> {
  const started = await transport.call(path, input, signal);
  if (!started.ok) return started;
  const taskId = taskIdOf(started.data);
  if (taskId === null) return unreadable;
  const cancel = (): void => void transport.call('tasks.cancel', { taskId });
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const waited = await transport.call('tasks.wait', { taskId });
  signal?.removeEventListener('abort', cancel);
  if (!waited.ok) return waited;
  const outcome = TaskOutcome.safeParse(waited.data);
  return outcome.success ? outcome.data : unreadable;
}

const unreadable = failed('internal', 'answerUnreadable', 'The program answered something that cannot be read.');

const taskIdOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'taskId' in data && typeof data.taskId === 'string' ? data.taskId : null;
