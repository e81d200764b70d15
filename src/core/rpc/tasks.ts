import type { CoreEvent } from '#shared/contract/events';
import type { TaskOutcome } from '#shared/contract/tasks';
import { TaskId } from '#shared/model/ids';
import type { CallContext } from './dispatch.ts';
import { CoreError, toWireError } from './errors.ts';

/** Ended tasks that are remembered for `tasks.wait`; the oldest is forgotten first. */
const rememberedTasks = 200;

/** Long-running work of this process. */
export interface TaskRegistry {
  /** Starts work at once; gives its id. */
  start(work: (context: CallContext) => Promise<unknown>): TaskId;
  /** Waits until a task has ended; raises `not_found` for an unknown id. */
  wait(taskId: TaskId, signal: AbortSignal): Promise<TaskOutcome>;
  /** Asks a task to stop; false when it has ended already. Raises `not_found` for an unknown id. */
  cancel(taskId: TaskId): boolean;
}

interface RunningTask {
  readonly controller: AbortController;
  readonly outcome: Promise<TaskOutcome>;
  ended: boolean;
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(new CoreError('cancelled', 'The wait was cancelled; the task goes on.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/**
 * Takes where events go, how ids are made and where faults are reported; gives an empty registry.
 */
export function createTaskRegistry(options: {
  readonly emit: (event: CoreEvent) => void;
  readonly newId: () => string;
  readonly onFault: (cause: unknown) => void;
}): TaskRegistry {
  const tasks = new Map<TaskId, RunningTask>();
  const find = (taskId: TaskId): RunningTask => {
    const found = tasks.get(taskId);
    if (found === undefined) throw new CoreError('not_found', 'There is no such task.', { reason: 'unknownTask' });
    return found;
  };
  const forgetOldest = (): void => {
    for (const [taskId, entry] of tasks) {
      if (tasks.size <= rememberedTasks) return;
      if (entry.ended) tasks.delete(taskId);
    }
  };
  const run = async (taskId: TaskId, work: (context: CallContext) => Promise<unknown>, signal: AbortSignal) => {
    try {
      const data = await work({
        signal,
        progress: (progress) => options.emit({ topic: 'task.progressed', payload: { taskId, progress } }),
      });
      return { ok: true, data } as const;
    } catch (cause) {
      if (signal.aborted && !(cause instanceof CoreError)) {
        return { ok: false, error: toWireError(new CoreError('cancelled', 'The task was cancelled.')) } as const;
      }
      if (!(cause instanceof CoreError)) options.onFault(cause);
      return { ok: false, error: toWireError(cause) } as const;
    }
  };
  return {
    start(work) {
      const taskId = TaskId.parse(`task_${options.newId()}`);
      const controller = new AbortController();
      const outcome = run(taskId, work, controller.signal).then((ended) => {
        entry.ended = true;
        options.emit({ topic: 'task.ended', payload: { taskId, outcome: ended } });
        return ended;
      });
      const entry: RunningTask = { controller, outcome, ended: false };
      tasks.set(taskId, entry);
      forgetOldest();
      return taskId;
    },
    wait: (taskId, signal) => Promise.race([find(taskId).outcome, untilAborted(signal)]),
    cancel(taskId) {
      const entry = find(taskId);
      if (entry.ended) return false;
      entry.controller.abort();
      return true;
    },
  };
}
