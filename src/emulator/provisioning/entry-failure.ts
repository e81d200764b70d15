import type { EntryError } from './entry-event.ts';
import type { ScimAnswer } from './scim-client.ts';
import { detailOf } from './target-failure.ts';

/** Advice by code. Source: learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs */
const advice: Readonly<Record<string, string>> = {
  EntryConflict:
    'Correct the conflicting attribute values in Microsoft Entra ID or the application, or review your matching attribute configuration.',
  TooManyRequests: 'The application is overloaded. Nothing to do: the request is retried automatically.',
  InternalServerError: 'There is a problem with the service of the application. The request is retried in 40 minutes.',
  InsufficientRights:
    'Microsoft Entra ID was authenticated, but is not authorized to update the object. Follow the tutorial of the application.',
  MethodNotAllowed:
    'Microsoft Entra ID was authenticated, but is not authorized to update the object. Follow the tutorial of the application.',
  UnprocessableEntity: 'The application returned an unexpected response. Check its configuration.',
  InvalidAnchor:
    'A user that was created or matched earlier no longer exists in the application. Restart the job to match again.',
  Timeout: 'The application takes too long to answer. The request is retried in 40 minutes.',
  WebExceptionProtocolError: 'The connection to the application broke. The request is retried in 40 minutes.',
  NotImplemented: 'The application returned an unexpected response. Check its configuration and tutorial.',
  MissingValues: 'A required value is missing. Complete the source record or the mapping.',
  SchemaAttributeNotFound:
    'An attribute of the mapping does not exist in the application. Correct the attribute mapping.',
  DuplicateTargetEntries:
    'More than one object in the application matches. Remove the duplicate or change the matching attribute.',
  DuplicateSourceEntries:
    'More than one object in Microsoft Entra ID matches. Remove the duplicate or change the matching attribute.',
};

/**
 * An error of one object with the documented advice.
 * Takes a code and the reason; `nonServiceFailure` is what the tenant or the application can correct.
 */
export function entryError(code: string, reason: string): EntryError {
  const category = code === 'InternalError' ? 'failure' : 'nonServiceFailure';
  return { code, reason, category, recommendedAction: advice[code] ?? null };
}

/** What was asked of the target. */
export interface AttemptedRequest {
  readonly method: string;
  readonly targetName: string;
}

/**
 * What an answer that refuses one object means.
 * Takes the answer and what was asked; gives an error with a code of the documented list.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs
 */
export function entryFailureOf(answer: ScimAnswer, attempted: AttemptedRequest): EntryError {
  if (answer.lost !== undefined) {
    return entryError(answer.lost, `Message: ${attempted.targetName} did not answer the request ${attempted.method}.`);
  }
  const detail = detailOf(answer.body);
  const reason = `Message: ${attempted.targetName} returned an error response with the HTTP status code ${answer.status}.${detail}`;
  return entryError(codeOf(answer.status, detail, attempted.method), reason);
}

function codeOf(status: number, detail: string, method: string): string {
  if (status === 409) return 'EntryConflict';
  if (status === 429) return 'TooManyRequests';
  if (status === 403) return 'InsufficientRights';
  if (status === 404) return method === 'POST' ? 'NotImplemented' : 'InvalidAnchor';
  if (status === 405) return 'MethodNotAllowed';
  if (status === 501) return 'NotImplemented';
  if (status >= 500) return 'InternalServerError';
  if (/is required/.test(detail)) return 'MissingValues';
  if (/Unknown attribute/.test(detail)) return 'SchemaAttributeNotFound';
  return 'UnprocessableEntity';
}
