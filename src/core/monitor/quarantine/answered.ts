import { CoreError } from '#core/rpc/errors';
import type { AnsweredCheck, CheckId } from '#shared/model/quarantine';

interface Seen {
  readonly seen: string;
  readonly nextStep?: string | null | undefined;
  readonly requestId?: string | null | undefined;
  readonly scopes?: readonly string[] | undefined;
}

/** Takes a check, what it came to and what was seen; gives the answer. Pure. */
export const answered = (id: CheckId, result: AnsweredCheck['result'], seen: Seen): AnsweredCheck => ({
  id,
  result,
  seen: seen.seen,
  nextStep: seen.nextStep ?? null,
  requestId: seen.requestId ?? null,
  scopes: [...(seen.scopes ?? [])],
});

/** What passes by itself and says nothing about the question: the caller gave up, or the program is at fault. */
const isOurs = (cause: unknown): boolean => !(cause instanceof CoreError) || cause.code === 'cancelled';

/** Takes a check and what reading for it raised; gives the answer "unknown" with why. Raises what is no answer of a service. */
export function unknownBecause(id: CheckId, cause: unknown): AnsweredCheck {
  if (isOurs(cause) || !(cause instanceof CoreError)) throw cause;
  const { nextStep, requestId, scopes } = cause.details;
  return answered(id, 'unknown', { seen: `This could not be checked: ${cause.message}`, nextStep, requestId, scopes });
}
