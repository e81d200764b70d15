import type { CallContext } from './dispatch.ts';
import { CoreError } from './errors.ts';

type Progress = CallContext['progress'];

/** Who waits for work, and who makes it. */
export type Waiter = Pick<CallContext, 'signal' | 'progress'>;

/** Work that is under way once, however many wait for it. */
export interface SingleRun<T> {
  /** What is under way, by its name; null = nothing. */
  readonly current: string | null;
  /**
   * Joins what is under way under that name, or begins the work once what else is under way has ended. The work is stopped when
   * everybody who waits for it has asked to. Raises what the work raises, and `cancelled` for who asks to stop.
   */
  join(name: string, work: (context: Waiter) => Promise<T>, waiter: Waiter): Promise<T>;
  /** The same for who waits no longer than `until`, after which the work goes on; gives null then. */
  joinUntil(
    name: string,
    work: (context: Waiter) => Promise<T>,
    waiter: Waiter & { readonly until: Promise<unknown> },
  ): Promise<T | null>;
}

interface Running<T> {
  readonly name: string;
  readonly outcome: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<Progress>;
  waiters: number;
}

const settled = async (work: Promise<unknown>): Promise<void> => {
  await Promise.allSettled([work]);
};

const cancelled = (): CoreError => new CoreError('cancelled', 'The work was cancelled.');

async function waitFor<T, E>(
  run: Running<T>,
  { signal, progress }: Waiter,
  earlier: readonly Promise<E>[],
): Promise<T | E> {
  run.listeners.add(progress);
  run.waiters += 1;
  let leave = (): void => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => {
      if (run.waiters === 1) run.controller.abort();
      reject(cancelled());
    };
  });
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([run.outcome, left, ...earlier]);
  } finally {
    run.waiters -= 1;
    run.listeners.delete(progress);
    signal.removeEventListener('abort', leave);
  }
}

/** Gives a place for work of which only one piece runs at a time. */
export function createSingleRun<T>(): SingleRun<T> {
  let running: Running<T> | null = null;
  const begin = (name: string, work: (context: Waiter) => Promise<T>): Running<T> => {
    const controller = new AbortController();
    const listeners = new Set<Progress>();
    const progress: Progress = (line) => {
      for (const listener of listeners) listener(line);
    };
    const outcome = work({ signal: controller.signal, progress }).finally(() => {
      running = null;
    });
    // Whoever waits hears of a fault; nobody may be left who does.
    void settled(outcome);
    return { name, outcome, controller, listeners, waiters: 0 };
  };
  const attend = async <E>(
    { name, work }: { readonly name: string; readonly work: (context: Waiter) => Promise<T> },
    waiter: Waiter,
    earlier: readonly Promise<E>[],
  ): Promise<T | E> => {
    // What was stopped still has to let go of what it holds.
    while (running !== null && (running.name !== name || running.controller.signal.aborted)) {
      await settled(running.outcome);
    }
    if (waiter.signal.aborted) throw cancelled();
    running ??= begin(name, work);
    return waitFor(running, waiter, earlier);
  };
  return {
    get current() {
      return running?.name ?? null;
    },
    join: (name, work, waiter) => attend<never>({ name, work }, waiter, []),
    joinUntil: (name, work, { until, ...waiter }) => attend({ name, work }, waiter, [until.then(() => null)]),
  };
}
