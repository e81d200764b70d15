/** Ends a host that nobody uses any more. */
export interface IdleWatch {
  /** Somebody or something uses the host now. */
  touch(): void;
  stop(): void;
}

export interface IdleOptions {
  readonly limitMs: number;
  readonly now: () => number;
  /** How many pages are open. */
  readonly pages: () => number;
  readonly onIdle: () => void;
  /** Calls `look` now and then until the function that comes back is called. */
  readonly every: (look: () => void) => () => void;
}

/** Takes a limit and who is there; calls `onIdle` once, when no page was open and nothing happened for that long. */
export function watchIdle({ limitMs, now, pages, onIdle, every }: IdleOptions): IdleWatch {
  let last = now();
  const stop = every(() => {
    if (pages() > 0) last = now();
    if (now() - last < limitMs) return;
    stop();
    onIdle();
  });
  return {
    touch() {
      last = now();
    },
    stop,
  };
}
