import type { GraphCall } from '#core/graph/graph-call';
import { asAmbiguousCreate } from '#core/graph/graph-error';
import { type AttemptOutcome, mayHaveActed, nextWaitMs } from '#core/graph/retry-policy';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { createHandler } from './handler.ts';

async function attempt(call: GraphCall, next: () => Promise<void>): Promise<AttemptOutcome> {
  call.attemptSent = false;
  try {
    await next();
    return { answer: call.answered };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return { failure: cause };
  }
}

function conclude(call: GraphCall, outcome: AttemptOutcome): void {
  call.ambiguous = call.attemptSent && mayHaveActed(outcome);
  if (!('failure' in outcome)) return;
  throw call.ambiguous && call.facts.request.create === true ? asAmbiguousCreate(outcome.failure) : outcome.failure;
}

/**
 * Takes the clock and a source of chance; gives the handler that sends a request again by method and status. A request that may
 * have been carried out is sent again only when doing it twice does no harm; a wait ends at once when the caller gives up.
 */
export const createRetryHandler = (ports: { readonly clock: Clock; readonly random: () => number }) =>
  createHandler(async (call, next) => {
    let waitedMs = 0;
    for (let attempts = 1; ; attempts += 1) {
      const outcome = await attempt(call, next);
      const repeatability = call.attemptSent ? call.facts.repeatability : 'idempotent';
      const wait = nextWaitMs(outcome, repeatability, {
        attempts,
        waitedMs,
        now: ports.clock.now(),
        random: ports.random(),
      });
      if (wait === null) {
        conclude(call, outcome);
        return;
      }
      await ports.clock.sleep(wait, call.facts.request.signal);
      waitedMs += wait;
    }
  });
