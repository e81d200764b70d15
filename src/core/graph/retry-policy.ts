import type { CoreError } from '#core/rpc/errors';
import type { Answer } from './answer.ts';
import { retryAfterMs } from './retry-after.ts';

/** How often a request may be sent: `idempotent` again after any transient fault, `once` only when it surely was not carried out. */
export type Repeatability = 'idempotent' | 'once';

/** What one attempt came to. */
export type AttemptOutcome = { readonly answer: Answer } | { readonly failure: CoreError };

/** Attempts so far and milliseconds already waited between them. */
export interface RetryState {
  readonly attempts: number;
  readonly waitedMs: number;
}

/** Graph's limits are counted over seconds, so the first waits are short and none is longer than half a minute. */
const firstWaitMs = 1_000;
const longestBackOffMs = 30_000;
/** A person waits for most calls: after five minutes of waiting an error is more useful. */
const longestTotalWaitMs = 300_000;
const attemptsAfterThrottling = 12;
const attemptsAfterServiceFault = 4;
const attemptsAfterNetworkFault = 3;

const transientStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

const neverSentReasons: ReadonlySet<string> = new Set([
  'dnsFailure',
  'connectionRefused',
  'tlsUntrusted',
  'tlsFailure',
  'proxyRefused',
  'proxyUnreachable',
  'blockedHost',
]);
const passingNetworkReasons: ReadonlySet<string> = new Set([
  'dnsFailure',
  'connectionRefused',
  'connectionReset',
  'proxyUnreachable',
]);

/** Takes a fault of the way to Graph; says whether the request surely never reached it. */
export const wasNeverSent = (failure: CoreError): boolean =>
  failure.code !== 'timeout' && !(failure.code === 'offline' && !neverSentReasons.has(failure.details.reason ?? ''));

/** Takes the outcome of a request that was sent; says whether the service may have acted although it did not say so. */
export const mayHaveActed = (outcome: AttemptOutcome): boolean =>
  'failure' in outcome ? !wasNeverSent(outcome.failure) : outcome.answer.status >= 500 && outcome.answer.status !== 501;

function allowedAttempts(outcome: AttemptOutcome, repeatability: Repeatability): number {
  if ('answer' in outcome) {
    const { status } = outcome.answer;
    if (status === 429) return attemptsAfterThrottling;
    return transientStatuses.has(status) && repeatability === 'idempotent' ? attemptsAfterServiceFault : 1;
  }
  const { failure } = outcome;
  const passing =
    failure.code === 'timeout' ||
    (failure.code === 'offline' && passingNetworkReasons.has(failure.details.reason ?? ''));
  if (!passing) return 1;
  return repeatability === 'idempotent' || wasNeverSent(failure) ? attemptsAfterNetworkFault : 1;
}

/** Takes the attempts so far and a random number in [0, 1); gives the back-off in milliseconds: doubling, half of it by chance. */
export function backOffMs(attempts: number, random: number): number {
  const whole = Math.min(longestBackOffMs, firstWaitMs * 2 ** (attempts - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/**
 * Takes the outcome of an attempt, how often the request may be sent and what happened before; gives the milliseconds to wait
 * before the next attempt, or null when there is none.
 * Source: learn.microsoft.com/graph/throttling (wait as long as Retry-After says, else back off exponentially)
 */
export function nextWaitMs(
  outcome: AttemptOutcome,
  repeatability: Repeatability,
  state: RetryState & { readonly now: number; readonly random: number },
): number | null {
  if (state.attempts >= allowedAttempts(outcome, repeatability)) return null;
  const asked = 'answer' in outcome ? retryAfterMs(outcome.answer.headers, state.now) : undefined;
  const wait = asked ?? backOffMs(state.attempts, state.random);
  return state.waitedMs + wait > longestTotalWaitMs ? null : wait;
}

/** Milliseconds before each further look at an object that was just created; the last one repeats. */
const replicationWaits = [1_000, 1_000, 2_000, 2_000, 4_000, 5_000] as const;

const replicationStatuses: ReadonlySet<number> = new Set([403, 404, 409]);

/**
 * Takes a status, how many looks were taken, and the milliseconds that passed and are allowed; gives the milliseconds until
 * the next look, or null when the answer has to be taken as it is.
 */
export function replicationWaitMs(
  status: number,
  state: { readonly looks: number; readonly passedMs: number; readonly toleranceMs: number },
): number | null {
  if (!replicationStatuses.has(status)) return null;
  const wait = replicationWaits[Math.min(state.looks, replicationWaits.length) - 1] ?? replicationWaits[0];
  const left = state.toleranceMs - state.passedMs;
  return left <= 0 ? null : Math.min(wait, left);
}
