import type { VendorTarget } from '#emulator/vendor-target';
import { toErrorResponse } from './scim-server.ts';
import { listResponseSchema, ScimFault } from './scim-types.ts';

/** Ways in which a target can be made to misbehave. */
export type Misbehaviour = Exclude<Parameters<VendorTarget['misbehave']>[0], null>;

/** Real milliseconds a slow target keeps a request; longer than the network port waits. */
export const slowAnswerMs = 60_000;

/**
 * The answer of a target that misbehaves.
 * Takes the kind and the request; gives the answer, or null when this request is answered as usual.
 */
export async function misbehavedAnswer(kind: Misbehaviour, request: Request): Promise<Response | null> {
  switch (kind) {
    case 'notFound':
      return toErrorResponse(new ScimFault(404, 'Not found.'));
    case 'html':
      return new Response('<!doctype html><title>Sign in</title><p>Please sign in.</p>', {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'serverError':
      return toErrorResponse(new ScimFault(500, 'Something went wrong in the application.'));
    case 'wrongFilterResult':
      return wrongFilterResult(request);
    case 'echoAuthorization':
      return toErrorResponse(new ScimFault(401, echoOf(request)));
    case 'echoOnWrite':
      return request.method === 'GET' ? null : toErrorResponse(new ScimFault(400, echoOf(request)));
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: elsewhereUrl } });
    case 'throttles':
      return new Response(null, { status: 429, headers: { 'retry-after': throttledSeconds } });
    case 'filterNotFound':
    case 'ignoresPaging':
    case 'acceptsAnyToken':
      // The server itself is another one then.
      return null;
    case 'slow':
      await waitOrAbort(slowAnswerMs, request.signal);
      return toErrorResponse(new ScimFault(503, 'The application took too long.'));
  }
}

/** Where a target that redirects leads to; nobody is there. */
export const elsewhereUrl = 'https://elsewhere.demo.example/sign-in';

/** Seconds that a target which throttles asks to wait. */
const throttledSeconds = '3';

const hasFilter = (request: Request): boolean =>
  request.method === 'GET' && new URL(request.url).searchParams.has('filter');

/**
 * Takes a request and the answer to it; gives the answer of a server that takes nobody found for a wrong address. Who has no token
 * is refused as usual.
 */
export async function notFoundForNobody(request: Request, answer: Response): Promise<Response> {
  if (!hasFilter(request) || answer.status !== 200) return answer;
  const { totalResults } = (await answer.clone().json()) as { readonly totalResults: number };
  return totalResults === 0 ? toErrorResponse(new ScimFault(404, 'Nobody was found.')) : answer;
}

/** Takes a request; gives it as a server reads it that knows no pages. */
export function withoutPages(request: Request): Request {
  const url = new URL(request.url);
  url.searchParams.delete('startIndex');
  url.searchParams.delete('count');
  return new Request(url, request);
}

/** A server in debug mode, which shows its caller what it got. */
const echoOf = (request: Request): string =>
  `Cannot process ${request.method} with Authorization: ${request.headers.get('authorization') ?? '(none)'} (debug mode).`;

/** A server that ignores the filter: it finds somebody for a name that nobody has. */
function wrongFilterResult(request: Request): Response | null {
  if (!hasFilter(request)) return null;
  const stranger = { id: 'first-account', userName: 'first.account@example.com', active: true };
  const body = {
    schemas: [listResponseSchema],
    totalResults: 1,
    startIndex: 1,
    itemsPerPage: 1,
    Resources: [stranger],
  };
  return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/scim+json' } });
}

function waitOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // Unreferenced: a slow target must not keep the process alive.
    const timer = setTimeout(resolve, milliseconds);
    timer.unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
