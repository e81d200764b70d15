/** Work that is done a few pieces at a time; a piece may add more. */
export interface WorkQueue {
  /** Adds a piece; `soon` puts it before those that wait. */
  add(work: () => Promise<void>, when?: 'soon' | 'last'): void;
  /** Waits until nothing is left. Raises the first fault, after which nothing more is begun. */
  settled(): Promise<void>;
}

/** Takes how many pieces may be under way at once; gives an empty queue. */
export function createWorkQueue(limit: number): WorkQueue {
  const waiting: (() => Promise<void>)[] = [];
  const listeners: (() => void)[] = [];
  const faults: unknown[] = [];
  let running = 0;
  const begin = (): void => {
    while (running < limit && waiting.length > 0 && faults.length === 0) {
      const work = waiting.shift();
      if (work === undefined) return;
      running += 1;
      void carryOut(work);
    }
  };
  const carryOut = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      faults.push(cause);
      waiting.length = 0;
    }
    running -= 1;
    begin();
    if (running === 0) for (const wake of listeners.splice(0)) wake();
  };
  return {
    add(work, when = 'last') {
      if (faults.length > 0) return;
      if (when === 'soon') waiting.unshift(work);
      else waiting.push(work);
      begin();
    },
    async settled() {
      while (running > 0) await new Promise<void>((resolve) => listeners.push(resolve));
      if (faults.length > 0) throw faults[0];
    },
  };
}
