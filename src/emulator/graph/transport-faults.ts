import type { Fault } from '#emulator/faults/switchboard';
import { GraphFault, notReplicated, tooManyRequests } from './graph-fault.ts';

/** The error that a fault answers with, before the request acts or after; null: it does not show at that moment. */
export function faultReply(fault: Fault, moment: 'before' | 'after'): GraphFault | null {
  switch (fault.kind) {
    case 'throttle':
      return moment === 'before' ? tooManyRequests(fault.retryAfterSeconds) : null;
    case 'status':
      return moment === 'before' ? statusFault(fault.status, fault.retryAfterSeconds ?? null) : null;
    case 'notReplicated':
      return moment === 'before' ? notReplicated(fault.status, 'the requested object') : null;
    case 'timeoutAfterSuccess':
      return moment === 'after' ? statusFault(504, null) : null;
    case 'claimsRequired':
      return moment === 'before' ? claimsRequired() : null;
    case 'dropSecrets':
    case 'echoRequest':
      return null;
    case 'reset':
    case 'hang':
    case 'captivePortal':
      // Inside a batch there is no connection to break, so the item fails like a service that is away.
      return moment === 'before' ? statusFault(503, null) : null;
  }
}

/** The error of a service in debug mode, which shows its caller what it got. */
export function echoReply(request: { readonly headers: Headers; readonly body: unknown }): GraphFault {
  const authorization = request.headers.get('authorization') ?? '(none)';
  return new GraphFault(400, 'BadRequest', {
    message: `Cannot process Authorization: ${authorization} with the body ${JSON.stringify(request.body ?? null)}`,
  });
}

const codes = {
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
} as const;

function statusFault(status: keyof typeof codes, retryAfterSeconds: number | null): GraphFault {
  const headers = retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return new GraphFault(status, codes[status], { message: `The service answered ${status}.`, headers });
}

/** Source: learn.microsoft.com/graph/errors (insufficient_claims) */
function claimsRequired(): GraphFault {
  const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: ['c1'] } } });
  const encoded = Buffer.from(claims).toString('base64');
  return new GraphFault(403, 'insufficient_claims', {
    message: 'The access token lacks claims that a Conditional Access policy requires.',
    headers: { 'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${encoded}"` },
  });
}

/** The error of a connection that the other side reset. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** Never answers; rejects with the signal's reason when the caller gives up. */
export function hangUntil(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason instanceof Error ? signal.reason : connectionReset());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** What a hotel's network answers to everything until somebody signs in. */
export function captivePortal(): Response {
  return new Response(
    '<!doctype html><html><title>Guest network</title><body>Please sign in to the guest network.</body></html>',
    {
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    },
  );
}
