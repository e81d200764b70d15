import type { CallContext } from '#core/rpc/dispatch';

type Listener = Pick<CallContext, 'signal' | 'progress'>;

/** Work of which only one run goes on at a time for each key. */
export interface SharedRun<T> {
  /**
   * Begins the work, or joins the run that goes on: its progress is told from here on and its outcome is given. Whoever gives up
   * leaves alone; the work is aborted when nobody waits any more. Rejects with what the work raises, or with the caller's abort.
   */
  join(key: string, listener: Listener, work: (context: Listener) => Promise<T>): Promise<T>;
}

interface Run<T> {
  readonly outcome: Promise<T>;
  readonly controller: AbortController;
  readonly listeners: Set<Listener>;
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Gives work that nobody has begun yet. */
export function createSharedRun<T>(): SharedRun<T> {
  const runs = new Map<string, Run<T>>();
  const begin = (key: string, work: (context: Listener) => Promise<T>): Run<T> => {
    const controller = new AbortController();
    const listeners = new Set<Listener>();
    const progress: Listener['progress'] = (now) => {
      for (const listener of listeners) listener.progress(now);
    };
    const outcome = work({ signal: controller.signal, progress }).finally(() => runs.delete(key));
    // Where everybody left, nobody is there to hear how it ended.
    outcome.catch(() => undefined);
    const run = { outcome, controller, listeners };
    runs.set(key, run);
    return run;
  };
  return {
    async join(key, listener, work) {
      // A run that was given up still has to let go of what it holds.
      while (runs.get(key)?.controller.signal.aborted === true) await runs.get(key)?.outcome.catch(() => undefined);
      const run = runs.get(key) ?? begin(key, work);
      run.listeners.add(listener);
      try {
        return await Promise.race([run.outcome, untilAborted(listener.signal)]);
      } finally {
        run.listeners.delete(listener);
        if (run.listeners.size === 0) run.controller.abort();
      }
    },
  };
}
