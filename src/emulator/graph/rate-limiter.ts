import type { TenantClock } from '#emulator/state';
import { tooManyRequests } from './graph-fault.ts';

/** A documented limit of requests in a sliding window. */
export interface RateLimiter {
  /** Counts one request of a key. Raises a GraphFault 429 with Retry-After, in whole seconds, when the window is full. */
  take(key: string): void;
}

/**
 * Makes a limiter of `requests` in `windowMs` of the tenant's time. Refused requests do not count.
 * Source: learn.microsoft.com/graph/throttling-limits (identity and access reports: 5 requests in 10 seconds)
 */
export function createRateLimiter(
  clock: TenantClock,
  limit: { readonly requests: number; readonly windowMs: number },
): RateLimiter {
  const taken = new Map<string, number[]>();
  return {
    take(key) {
      const now = clock.now();
      const recent = (taken.get(key) ?? []).filter((moment) => moment > now - limit.windowMs);
      const oldest = recent[0];
      if (recent.length >= limit.requests && oldest !== undefined) {
        taken.set(key, recent);
        throw tooManyRequests(Math.max(1, Math.ceil((oldest + limit.windowMs - now) / 1000)));
      }
      taken.set(key, [...recent, now]);
    },
  };
}
