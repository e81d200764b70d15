import type { Clock } from '#core/ports';

/** So many requests within so many milliseconds. */
export interface Rate {
  readonly requests: number;
  readonly windowMs: number;
}

/** Lets requests through in the order they came, never more than the rate allows. */
export interface RateGate {
  /** Waits for its turn; rejects with an AbortError when the signal fires, and then takes no place. */
  enter(signal?: AbortSignal): Promise<void>;
  /** Lets nobody through for so many milliseconds. */
  holdFor(milliseconds: number): void;
}

/**
 * Takes when the last requests went, until when nobody may go, and the time; gives the milliseconds until the next may go.
 * All times in milliseconds since 1970.
 */
export function waitAtGate(
  rate: Rate,
  state: { readonly sent: readonly number[]; readonly heldUntil: number },
  now: number,
): number {
  const oldest = state.sent.length < rate.requests ? undefined : state.sent[state.sent.length - rate.requests];
  const free = oldest === undefined ? now : oldest + rate.windowMs;
  return Math.max(0, free - now, state.heldUntil - now);
}

/** Takes a rate and the clock; gives a gate at which nobody waits yet. */
export function createRateGate(rate: Rate, clock: Clock): RateGate {
  let sent: readonly number[] = [];
  let heldUntil = 0;
  let lastTurn: Promise<void> = Promise.resolve();
  const takeTurn = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const wait = waitAtGate(rate, { sent, heldUntil }, clock.now());
      if (wait === 0) break;
      await clock.sleep(wait, signal);
    }
    sent = [...sent.slice(1 - rate.requests), clock.now()];
  };
  return {
    enter: (signal) => {
      const turn = lastTurn.then(() => takeTurn(signal));
      // Who gives up only leaves the queue; the next one's turn comes all the same.
      lastTurn = turn.catch(() => undefined);
      return signal === undefined ? turn : unlessAborted(turn, signal);
    },
    holdFor: (milliseconds) => {
      heldUntil = Math.max(heldUntil, clock.now() + milliseconds);
    },
  };
}

/** Settles like the turn, or rejects when the signal fires first; leaves no listener behind on a signal that lives long. */
function unlessAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    const settle = (end: () => void) => () => {
      signal.removeEventListener('abort', stop);
      end();
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    turn.then(settle(resolve), (cause: unknown) => settle(() => reject(cause))());
  });
}
