import { isLasting } from '#core/graph/graph-error';
import { replicationWaitMs } from '#core/graph/retry-policy';
import type { Clock } from '#core/ports';
import { createHandler } from './handler.ts';

/** Takes the clock; gives the handler that looks again while an object that was just created is not visible everywhere. */
export const createReplicationHandler = (clock: Clock) =>
  createHandler(async (call, next) => {
    const toleranceMs = call.facts.request.replicationToleranceMs ?? 0;
    const began = clock.now();
    for (let looks = 1; ; looks += 1) {
      await next();
      const answer = call.answered;
      const wait = replicationWaitMs(answer.status, { looks, passedMs: clock.now() - began, toleranceMs });
      if (wait === null || isLasting(answer)) return;
      await clock.sleep(wait, call.facts.request.signal);
    }
  });
