import { useCallback, useEffect } from 'react';
import type { TaskProgress } from '#shared/contract/events';
import type { Input, Output, Path, TaskPath } from '#shared/contract/index';
import type { Result, WireError } from '#shared/contract/result';
import type { TaskId } from '#shared/model/ids';
import { useClient } from './client-context.ts';
import { useInvalidate } from './queries.ts';
import { beginRun, endRun, forgetRun, nameRun, noteCancelling, useTaskRuns, watchRun } from './task-runs.ts';

/** What a long call is named by and what it makes stale. */
export interface TaskOptions {
  /** Name of what runs, the same each time the component is made, for example `export:GUID`. */
  readonly slot: string;
  /** What a person calls it; a toast says it when it ends and nobody looks. */
  readonly label: string;
  /** Where the toast leads. */
  readonly href?: string;
  /** Nobody asked for it, so that no toast tells of a good end. */
  readonly quiet?: boolean;
  /** Paths whose answers are stale after a success. */
  readonly stale?: readonly Path[];
}

/** A long call as a component sees it. */
export interface Task<P extends TaskPath> {
  readonly state: 'idle' | 'running' | 'done' | 'failed';
  readonly cancelling: boolean;
  readonly progress: readonly TaskProgress[];
  readonly output: Output<P> | null;
  readonly error: WireError | null;
  /** Begins it; the result comes here and into the members above. */
  readonly start: (input: Input<P>) => Promise<Result<Output<P>>>;
  /** Asks it to stop; it ends when it can. */
  readonly cancel: () => void;
  readonly reset: () => void;
}

const noProgress: readonly TaskProgress[] = [];

/** Takes the path of a task and its options; gives the task of that slot, which goes on when the component is gone. */
export function useTask<P extends TaskPath>(path: P, options: TaskOptions): Task<P> {
  const { slot, label, href, quiet = false, stale } = options;
  const client = useClient();
  const invalidate = useInvalidate();
  const run = useTaskRuns((state) => state.runs[slot]);
  useEffect(() => watchRun(slot), [slot]);

  const start = async (input: Input<P>): Promise<Result<Output<P>>> => {
    const turn = beginRun(slot, { label, href: href ?? null, quiet });
    const result = await client.runTask(path, input, { onStarted: (taskId) => nameRun(slot, turn, taskId) });
    endRun(
      slot,
      turn,
      result.ok
        ? { state: 'done', output: result.data, error: null }
        : { state: 'failed', output: undefined, error: result.error },
    );
    // In the demo tenant a task lets time pass.
    await invalidate(result.ok ? ['session.clock', ...(stale ?? [])] : ['session.clock']);
    return result;
  };
  const cancel = useCallback((): void => {
    const taskId = useTaskRuns.getState().runs[slot]?.taskId;
    if (taskId === null || taskId === undefined) return;
    noteCancelling(slot);
    void client.api['tasks.cancel']({ taskId: taskId as TaskId });
  }, [client, slot]);
  return {
    state: run?.state ?? 'idle',
    cancelling: run?.cancelling ?? false,
    progress: run?.progress ?? noProgress,
    output: (run?.output as Output<P> | undefined) ?? null,
    error: run?.error ?? null,
    start,
    cancel,
    reset: () => forgetRun(slot),
  };
}
