import type { PageEvent } from '#shared/contract/host-events';
import { type Carried, carriedOf, type Transport, unreadable } from './transport.ts';

/** How the tasks of this page end. */
export interface TaskEndings {
  /** Takes the call that begins a task and what reads the task's id out of its answer; gives how the task ended. */
  readonly untilEnd: (begin: () => Promise<Carried>, idOf: (data: unknown) => string | null) => Promise<Carried>;
}

interface Waiting {
  readonly settle: (outcome: Carried) => void;
  /** Aborts when the outcome was told by an event. */
  readonly told: AbortController;
}

/** How long one task is asked about while others want to be asked about too. */
const turnMs = 2_000;

/**
 * Takes the way to core; gives how tasks end, from the events that tell it. A browser opens six connections to a host,
 * so a task holds none of them. Where events may have been missed, the tasks that are open are asked about in turn,
 * over one connection. `newTurn` gives a signal that aborts when a turn is over.
 */
export function createTaskEndings(transport: Transport, newTurn = () => AbortSignal.timeout(turnMs)): TaskEndings {
  const waiting = new Map<string, Waiting>();
  const early = new Map<string, Carried>();
  const doubtful = new Set<string>();
  let beginning = 0;
  let gaps = 0;
  let asking = false;

  const settle = (taskId: string, outcome: Carried): void => {
    const found = waiting.get(taskId);
    waiting.delete(taskId);
    doubtful.delete(taskId);
    found?.settle(outcome);
    found?.told.abort();
  };
  const ask = async (taskId: string, { told }: Waiting): Promise<void> => {
    const turn = newTurn();
    const waited = await transport.call('tasks.wait', { taskId }, AbortSignal.any([turn, told.signal]));
    if (told.signal.aborted) return;
    if (!waited.ok && waited.error.code === 'cancelled' && turn.aborted) doubtful.add(taskId);
    else settle(taskId, waited.ok ? await carriedOf(waited.data) : waited);
  };
  const askInTurn = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    for (const taskId of doubtful) {
      // A task that is asked about again stands behind the others.
      doubtful.delete(taskId);
      const found = waiting.get(taskId);
      if (found !== undefined) await ask(taskId, found);
    }
    asking = false;
  };
  const doubt = (taskId: string): void => {
    doubtful.add(taskId);
    void askInTurn();
  };
  transport.subscribe((event: PageEvent) => {
    if (event.topic !== 'task.ended') return;
    const { taskId, outcome } = event.payload;
    if (waiting.has(taskId)) settle(taskId, outcome);
    else if (beginning > 0) early.set(taskId, outcome);
  });
  transport.onGap(() => {
    gaps += 1;
    for (const taskId of waiting.keys()) doubt(taskId);
  });

  return {
    async untilEnd(begin, idOf) {
      const gapsBefore = gaps;
      beginning += 1;
      const started = await begin();
      beginning -= 1;
      const taskId = started.ok ? idOf(started.data) : null;
      const outcome = taskId === null ? undefined : early.get(taskId);
      // The end of a task may come before its id only while its call is open.
      if (beginning === 0) early.clear();
      if (!started.ok) return started;
      if (taskId === null) return unreadable;
      if (outcome !== undefined) return outcome;
      return new Promise<Carried>((resolve) => {
        waiting.set(taskId, { settle: resolve, told: new AbortController() });
        if (gaps !== gapsBefore) doubt(taskId);
      });
    },
  };
}
