import { SignInFault } from './aadsts-faults.ts';
import { type ClientRegistration, clientOf, type EntraContext, type EntraTenant, tenantOf } from './entra-context.ts';

/** A request with its parameters read. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** First path segment: a tenant on most routes. */
  readonly segment: string;
  readonly query: URLSearchParams;
  /** Form fields of a POST; empty otherwise. */
  readonly form: URLSearchParams;
  /** The client's correlation id, from header, query or form. */
  readonly correlationId: string | null;
  /** Browser session of the cookie, or null. */
  readonly sessionId: string | null;
}

const sessionCookie = /(?:^|;\s*)ESTSDEMO=([A-Za-z0-9_-]+)/;
const guid = /^[0-9a-f-]{36}$/i;

/** Takes a request; gives its parameters. A body that is not a form counts as empty. */
export async function readIncoming(request: Request): Promise<Incoming> {
  const url = new URL(request.url);
  const isForm = (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(request.method === 'POST' && isForm ? await request.text() : '');
  const correlation =
    request.headers.get('client-request-id') ??
    form.get('client-request-id') ??
    url.searchParams.get('client-request-id');
  return {
    method: request.method,
    path: url.pathname,
    segment: decodedOrRaw(url.pathname.split('/')[1] ?? ''),
    query: url.searchParams,
    form,
    correlationId: correlation !== null && guid.test(correlation) ? correlation : null,
    sessionId: sessionCookie.exec(request.headers.get('cookie') ?? '')?.[1] ?? null,
  };
}

/** A tenant whose name cannot be decoded is a tenant that does not exist. */
function decodedOrRaw(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    if (cause instanceof URIError) return segment;
    throw cause;
  }
}

/** Gives the tenant of the path, or null for `common`. Raises AADSTS90002 when there is none. */
export function tenantOfPath(context: EntraContext, segment: string): EntraTenant | null {
  const tenant = tenantOf(context, segment);
  if (tenant === undefined) throw new SignInFault(90002, { detail: `The tenant is '${segment}'.` });
  return tenant;
}

/** Gives a parameter that must be there. Raises AADSTS900144 naming it. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value === null || value === '') throw new SignInFault(900144, { detail: `The parameter is '${name}'.` });
  return value;
}

/** Gives the client of `client_id`. Raises AADSTS900144 or AADSTS700016. */
export function requiredClient(context: EntraContext, parameters: URLSearchParams): ClientRegistration {
  const clientId = required(parameters, 'client_id');
  const client = clientOf(context, clientId);
  if (client === null) throw new SignInFault(700016, { detail: `The application's identifier is '${clientId}'.` });
  return client;
}

/**
 * Checks a redirect URI against the one registered, `http://localhost`: any port and no path is the same to Entra.
 * Raises AADSTS50011. Source: learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
export function checkRedirectUri(redirectUri: string): void {
  if (/^http:\/\/localhost(?::\d{1,5})?\/?$/.test(redirectUri)) return;
  throw new SignInFault(50011, { detail: `The redirect URI is '${redirectUri}'.` });
}

/** Gives a JSON response of the sign-in host. */
export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
