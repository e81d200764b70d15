import type { RateLimit } from '#core/graph/graph';
import { createRateGate, type Rate, type RateGate } from '#core/graph/rate-gate';
import { retryAfterMs } from '#core/graph/retry-after';
import type { Clock, IdentityPort } from '#core/ports';
import { createHandler } from './handler.ts';

/** Both limits are 5 requests in 10 s; the quarter of a second more is for requests that travel at different speeds. */
const rate: Rate = { requests: 5, windowMs: 10_250 };

/**
 * Takes the clock and the sign-in; gives the handler that paces the calls for which Microsoft documents a limit: one gate for
 * each limit and tenant. When one of them is throttled, all of them wait.
 * Source: learn.microsoft.com/graph/throttling-limits and learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export function createRateHandler(ports: { readonly clock: Clock; readonly identity: IdentityPort }) {
  const gates = new Map<string, RateGate>();
  const gateOf = async (limit: RateLimit): Promise<RateGate> => {
    const account = await ports.identity.current();
    const key = `${limit} ${account?.tenantId ?? ''}`;
    const gate = gates.get(key) ?? createRateGate(rate, ports.clock);
    gates.set(key, gate);
    return gate;
  };
  return createHandler(async (call, next) => {
    const { limit, signal } = call.facts.request;
    if (limit === undefined) return next();
    const gate = await gateOf(limit);
    await gate.enter(signal);
    await next();
    const { status, headers } = call.answered;
    if (status === 429) gate.holdFor(retryAfterMs(headers, ports.clock.now()) ?? rate.windowMs);
  });
}
