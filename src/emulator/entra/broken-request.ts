import type { Fault } from '#emulator/faults/switchboard';
import { captivePortal, connectionReset, hangUntil } from '#emulator/graph/transport-faults';
import { type AadstsNumber, faultBody, SignInFault } from './aadsts-faults.ts';
import type { EntraContext } from './entra-context.ts';
import { type Incoming, json } from './incoming.ts';

/** The fault for this attempt of a request to the sign-in host; null when it shall behave. */
export function nextFault({ options }: EntraContext, { method, path, form }: Incoming): Fault | null {
  const grantType = form.get('grant_type');
  const object = grantType === null ? path : `${path} ${grantType}`;
  return options.faults?.next(() => ({ host: 'login', method, path, route: path, object })) ?? null;
}

/** What a broken request needs: who asked what, how it would be answered, and when its caller gives up. */
export interface BrokenRequest {
  readonly incoming: Incoming;
  readonly signal: AbortSignal;
  readonly answer: () => Response;
}

/**
 * Answers a request that a fault hits, as the sign-in service does when it is away; a fault that only Graph knows changes
 * nothing. Rejects for a reset (`code` ECONNRESET), and for a hang when the caller gives up.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes (AADSTS90033, AADSTS90055)
 */
export async function answerBroken(context: EntraContext, fault: Fault, request: BrokenRequest): Promise<Response> {
  switch (fault.kind) {
    case 'throttle':
      return away(context, request, { aadsts: 90055, status: 429, retryAfterSeconds: fault.retryAfterSeconds });
    case 'status': {
      const retryAfterSeconds = fault.retryAfterSeconds ?? null;
      return away(context, request, { aadsts: 90033, status: fault.status, retryAfterSeconds });
    }
    case 'timeoutAfterSuccess':
      request.answer();
      return away(context, request, { aadsts: 90033, status: 504, retryAfterSeconds: null });
    case 'reset':
      throw connectionReset();
    case 'hang':
      return hangUntil(request.signal);
    case 'captivePortal':
      return captivePortal();
    default:
      return request.answer();
  }
}

function away(
  context: EntraContext,
  { incoming }: BrokenRequest,
  how: { readonly aadsts: AadstsNumber; readonly status: number; readonly retryAfterSeconds: number | null },
): Response {
  const response = json(how.status, faultBody(context, new SignInFault(how.aadsts), incoming.correlationId));
  if (how.retryAfterSeconds !== null) response.headers.set('retry-after', String(how.retryAfterSeconds));
  return response;
}
