/** Lets one holder in at a time, in the order of asking. */
export interface Mutex {
  /** Gives the function that lets the next one in. Rejects with the signal's reason when it fires while waiting. */
  acquire(signal?: AbortSignal): Promise<() => void>;
  /** Runs work while holding. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Gives a free mutex. */
export function createMutex(): Mutex {
  let last: Promise<void> = Promise.resolve();

  async function acquire(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    const before = last;
    let release = (): void => undefined;
    last = new Promise((resolve) => {
      release = resolve;
    });
    try {
      await firstOf(before, signal);
    } catch (cause) {
      // Whoever comes next must still wait for the one before us.
      void before.then(release);
      throw cause;
    }
    return release;
  }

  return {
    acquire,
    async run(work, signal) {
      const release = await acquire(signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}

/** Waits for a promise, or rejects with the signal's reason when that fires first. */
export function firstOf<T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return awaited;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
