import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away, as an HTTP status. */
export type Refusal = 401 | 403 | 405 | 415;

/** What the guard looks at. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** What a request asks for, which decides what it must bring. */
export type Doorway = 'file' | 'exchange' | 'call' | 'events';

const methods: Readonly<Record<Doorway, readonly string[]>> = {
  file: ['GET', 'HEAD'],
  exchange: ['POST'],
  call: ['POST'],
  events: ['GET'],
};

/**
 * Takes a request, where it wants to go, this host's own `127.0.0.1:PORT` and whether an Authorization header is right;
 * gives the status with which it is refused, or null. Another Host is a rebound DNS name, another Origin another page;
 * only ours can send JSON with a header of its own, since no CORS header is ever given.
 */
export function refusalOf(
  request: GuardedRequest,
  doorway: Doorway,
  own: { readonly host: string; readonly allows: (authorization: string | undefined) => boolean },
): Refusal | null {
  const { headers } = request;
  if (headers.host !== own.host) return 403;
  if (headers.origin !== undefined && headers.origin !== `http://${own.host}`) return 403;
  if (!methods[doorway].includes(request.method ?? '')) return 405;
  if (doorway === 'file') return null;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 403;
  if (doorway !== 'exchange' && !own.allows(headers.authorization)) return 401;
  if (doorway !== 'events' && !/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return 415;
  return null;
}
