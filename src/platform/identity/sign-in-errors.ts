import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { CoreError } from '#core/rpc/errors';
import type { MsalCall, Refusal } from './msal-network.ts';
import { type SignInRule, signInRules } from './sign-in-rules.ts';

/** A failed MSAL call: what it threw, and what the network saw. */
export interface FailedCall {
  readonly cause: unknown;
  readonly call: MsalCall;
  /** Permissions that were asked for, short names. */
  readonly scopes: readonly string[];
}

/**
 * Takes a failed call; gives the `CoreError` to raise. It is decided by the caller's signal, the network's fault, the
 * AADSTS number, then suberror and error code; never by the words of a message.
 */
export function toSignInError(failed: FailedCall): CoreError {
  const { cause, call } = failed;
  if (call.signal?.aborted === true) return cancelledBy(call.signal, cause);
  if (cause instanceof CoreError) return cause;
  if (call.failure !== null) return call.failure;
  const rule = ruleFor(failed);
  const { refusal } = call;
  if (rule === null) return unknownFault(failed);
  const message = rule.message.replace('{scopes}', failed.scopes.join(', ') || 'this application');
  return new CoreError(rule.code, message, {
    reason: rule.reason,
    nextStep: rule.nextStep,
    ...(rule.code === 'consent_required' ? { scopes: [...failed.scopes] } : {}),
    ...traceOf(refusal),
    cause,
  });
}

/** Takes the signal that ended a call; gives its reason when that is a `CoreError`, else `cancelled`. */
export function cancelledBy(signal: AbortSignal, cause?: unknown): CoreError {
  if (signal.reason instanceof CoreError) return signal.reason;
  return new CoreError('cancelled', 'The sign-in was cancelled.', { reason: 'signInCancelled', cause });
}

/** Takes what a call threw; gives the claims with which the next sign-in must come, or null. */
export function claimsOf({ cause, call }: Pick<FailedCall, 'cause' | 'call'>): string | null {
  const fromMsal = cause instanceof InteractionRequiredAuthError ? cause.claims : '';
  return call.refusal?.claims ?? (fromMsal === '' ? null : fromMsal);
}

function ruleFor({ cause, call }: FailedCall): SignInRule | null {
  const number = call.refusal?.number ?? numberOf(cause);
  const byNumber = signInRules.find((rule) => number !== null && rule.numbers?.includes(number) === true);
  if (byNumber !== undefined) return byNumber;
  const names = [...namesOf(cause), call.refusal?.suberror, call.refusal?.error];
  for (const name of names) {
    const byName = signInRules.find((rule) => typeof name === 'string' && rule.names?.includes(name) === true);
    if (byName !== undefined) return byName;
  }
  const isServiceFault = call.refusal !== null && (call.refusal.status >= 500 || call.refusal.status === 429);
  return isServiceFault ? (signInRules.find((rule) => rule.reason === 'signInServiceBusy') ?? null) : null;
}

/**
 * The AADSTS number of an MSAL error. An error that came through the browser has it only at the start of its
 * description; MSAL's throttle has it, as text, where the error code belongs.
 */
function numberOf(cause: unknown): number | null {
  if (!(cause instanceof AuthError)) return null;
  const own = cause instanceof ServerError || cause instanceof InteractionRequiredAuthError ? cause.errorNo : undefined;
  const text = own ?? /^AADSTS(\d+):/.exec(cause.errorMessage)?.[1] ?? cause.errorCode;
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}

const namesOf = (cause: unknown): readonly string[] =>
  cause instanceof AuthError ? [cause.subError, cause.errorCode] : [];

function traceOf(refusal: Refusal | null) {
  return {
    requestId: refusal?.traceId ?? undefined,
    clientRequestId: refusal?.correlationId ?? undefined,
    retryAfterMs: refusal?.retryAfterMs ?? undefined,
  };
}

function unknownFault({ cause, call }: FailedCall): CoreError {
  const number = call.refusal?.number ?? numberOf(cause);
  const name = number !== null ? `AADSTS${number}` : (call.refusal?.error ?? namesOf(cause)[1] ?? 'unknown fault');
  return new CoreError('unauthenticated', `The sign-in failed: ${name}.`, {
    reason: 'signInFailed',
    nextStep: 'Sign in again; if it happens again, look the fault up at https://login.microsoftonline.com/error.',
    ...traceOf(call.refusal),
    cause,
  });
}
