import { CoreError } from '#core/rpc/errors';

/** A sign-in that waits for a person: it ends when the person is done, the caller cancels, or the time is over. */
export interface PendingSignIn {
  /** Fires with a `CoreError` as reason: `cancelled`, `timeout`, or what {@link PendingSignIn.fail} was given. */
  readonly signal: AbortSignal;
  fail(reason: CoreError): void;
  /** From now on nothing ends it any more: the person is done, or the sign-in is over. */
  settle(): void;
}

export interface PendingOptions {
  readonly limitMs: number;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Takes the time limit and the caller's signal; begins to count. */
export function beginPending({ limitMs, wait, signal }: PendingOptions): PendingSignIn {
  const ending = new AbortController();
  const timer = new AbortController();
  const onAbort = (): void => fail(cancelled(signal?.reason));
  const settle = (): void => {
    timer.abort();
    signal?.removeEventListener('abort', onAbort);
  };
  const fail = (reason: CoreError): void => {
    if (timer.signal.aborted) return;
    settle();
    ending.abort(reason);
  };
  if (signal?.aborted === true) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  void wait(limitMs, timer.signal).then(
    () => fail(timedOut(limitMs)),
    // The timer only rejects because it was stopped.
    () => undefined,
  );
  return { signal: ending.signal, fail, settle };
}

function cancelled(reason: unknown): CoreError {
  if (reason instanceof CoreError) return reason;
  return new CoreError('cancelled', 'The sign-in was cancelled.', { reason: 'signInCancelled' });
}

function timedOut(limitMs: number): CoreError {
  const minutes = Math.round(limitMs / 60_000);
  return new CoreError('timeout', `Nobody finished the sign-in within ${minutes} minutes.`, {
    reason: 'signInTimeout',
    nextStep: 'Sign in again and finish it in the browser.',
  });
}
