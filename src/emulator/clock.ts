import type { TenantClock } from '#emulator/state';

export interface TenantClockOptions {
  readonly mode: 'real' | 'warp';
  /** Start of the tenant's time, milliseconds since 1970. */
  readonly startAt?: number | undefined;
}

/** What has to happen as time goes by. */
export interface DueWork {
  /** Does everything that is due now. It may sleep on the clock, but must not call `advance`. */
  run(): Promise<void>;
  /** When work falls due next, milliseconds since 1970; null: never. A move over that moment stops there first. */
  nextDueAt?(): number | null;
}

/** A tenant clock whose owner says what has to run when time moved on. */
export interface DrivenClock extends TenantClock {
  /** Registers what runs as the clock moves, for example due provisioning cycles; the last registration wins. */
  onAdvance(work: DueWork): void;
  /** Runs the work unless it is running already; used by the ticking of a served tenant. */
  runDue(): Promise<void>;
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
}

/**
 * Makes the time of one tenant. `real`: the wall clock plus what was advanced; a sleep takes real time unless the clock
 * is advanced past its end. `warp`: time stands still but for sleeps and `advance`; sleepers wake in the order in which
 * they fall due, and every move runs the registered callback. `sleep` rejects with an AbortError when its signal fires.
 */
export function createTenantClock({ mode, startAt }: TenantClockOptions): DrivenClock {
  const realNow = () => Date.now();
  let offset = (startAt ?? realNow()) - realNow();
  let frozen = startAt ?? realNow();
  const sleepers = new Set<Sleeper>();
  const due = createDueRunner();
  const now = () => Math.round(mode === 'real' ? realNow() + offset : frozen);
  const moveTo = (moment: number) => {
    if (mode === 'real') offset += moment - now();
    else frozen = moment;
  };
  const wakeDue = () => {
    for (const sleeper of [...sleepers]) if (sleeper.dueAt <= now()) sleeper.wake();
  };
  // Cycles that fall due on the way run at their own time, not at the end of the move.
  const travelTo = async (moment: number, runDue: () => Promise<void>) => {
    for (let stop = due.nextDueAt(); stop !== null && stop > now() && stop < moment; stop = due.nextDueAt()) {
      moveTo(stop);
      await runDue();
    }
    if (moment > now()) moveTo(moment);
    wakeDue();
    await runDue();
  };
  // In warp mode the next sleeper wakes once the running turn of the event loop has had its say.
  const warpStep = async () => {
    const [next] = [...sleepers].sort((left, right) => left.dueAt - right.dueAt);
    if (next === undefined) return;
    if (next.dueAt > frozen) await travelTo(next.dueAt, due.runUnlessRunning);
    wakeDue();
  };
  return {
    now,
    async advance(milliseconds) {
      if (!(milliseconds >= 0))
        throw new RangeError('A clock only moves forward: advance() takes 0 or more milliseconds.');
      await travelTo(now() + milliseconds, due.run);
    },
    sleep(milliseconds, signal) {
      return sleepUntil({ dueAt: now() + Math.max(0, milliseconds), now, sleepers, mode, warpStep, signal });
    },
    onAdvance: due.register,
    runDue: due.runUnlessRunning,
  };
}

/** Runs the work once at a time. A sleep inside the work must not wait for the work, hence two ways in. */
function createDueRunner() {
  let work: DueWork = { run: async () => {} };
  let running: Promise<void> | null = null;
  const begin = () => {
    const run = work.run().finally(() => {
      running = null;
    });
    running = run;
    return run;
  };
  return {
    register(next: DueWork) {
      work = next;
    },
    nextDueAt: () => work.nextDueAt?.() ?? null,
    async run(): Promise<void> {
      while (running !== null) await running;
      await begin();
    },
    async runUnlessRunning(): Promise<void> {
      if (running === null) await begin();
    },
  };
}

interface SleepRequest {
  readonly dueAt: number;
  readonly now: () => number;
  readonly sleepers: Set<Sleeper>;
  readonly mode: 'real' | 'warp';
  readonly warpStep: () => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

function sleepUntil({ dueAt, now, sleepers, mode, warpStep, signal }: SleepRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      sleepers.delete(sleeper);
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(abortError());
    };
    const sleeper: Sleeper = {
      dueAt,
      wake() {
        end();
        resolve();
      },
    };
    sleepers.add(sleeper);
    signal?.addEventListener('abort', abort, { once: true });
    if (mode === 'real') timer = setTimeout(sleeper.wake, Math.max(0, dueAt - now()));
    else setImmediate(() => void warpStep().catch(reject));
  });
}

function abortError(): Error {
  return new DOMException('The wait was cancelled.', 'AbortError');
}
