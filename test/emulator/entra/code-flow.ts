import { createHash } from 'node:crypto';
import { type VisitOptions, type VisitOutcome, visitSignIn } from '#emulator/entra/visitor';
import { clientId, type EntraTenantForTests, graphOrigin, origin } from './entra-tenant.ts';

export const redirectUri = 'http://localhost:50123';
export const verifier = 'v'.repeat(43);
export const challenge = createHash('sha256').update(verifier).digest('base64url');
export const synchronization = `${graphOrigin}/Synchronization.ReadWrite.All`;
export const basicScope = `${graphOrigin}/User.Read openid profile offline_access`;

export type Fields = Readonly<Record<string, string>>;

/** An authorize URL as MSAL makes it; a field that is null is left out. */
export function authorizeUrl(changes: Readonly<Record<string, string | null>> = {}, tenant = 'organizations'): string {
  const url = new URL(`${origin}/${tenant}/oauth2/v2.0/authorize`);
  const fields: Record<string, string | null> = {
    client_id: clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: redirectUri,
    scope: basicScope,
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    client_info: '1',
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

export interface Visit {
  readonly ended: VisitOutcome;
  /** What the application's listener got. */
  readonly delivered: Fields;
}

/** Lets the visitor walk through the pages in process; the listener is played by the test. */
export async function visit(
  { service }: EntraTenantForTests,
  url: string,
  options: Partial<VisitOptions> & { readonly username: string },
): Promise<Visit> {
  let delivered: Fields = {};
  const fetch: VisitOptions['fetch'] = async (address, init) => {
    if (address.startsWith(origin)) return service.fetch(new Request(address, init));
    delivered = Object.fromEntries(new URLSearchParams(String(init.body)));
    return new Response('thank you');
  };
  const ended = await visitSignIn(url, { fetch, consent: 'accept', ...options });
  return { ended, delivered };
}

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Posts a form to the sign-in service. */
export async function post({ service }: EntraTenantForTests, path: string, fields: Fields): Promise<TokenAnswer> {
  const response = await service.fetch(
    new Request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(fields) }),
  );
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] };
}

/** Fields that replace those of a token request; `segment` is the tenant in the path. */
export type Changes = Fields & { readonly segment?: string };

/** Redeems a code. */
export function redeem(
  tenant: EntraTenantForTests,
  code: string,
  { segment = 'organizations', ...changes }: Changes = {},
) {
  return post(tenant, `/${segment}/oauth2/v2.0/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: basicScope,
    ...changes,
  });
}

/** Redeems a refresh token. */
export function refresh(
  tenant: EntraTenantForTests,
  token: unknown,
  { segment = 'organizations', ...changes }: Changes = {},
) {
  return post(tenant, `/${segment}/oauth2/v2.0/token`, {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: String(token),
    scope: basicScope,
    ...changes,
  });
}

/** A whole sign-in; gives the token answer. */
export async function signInByHand(
  tenant: EntraTenantForTests,
  username: string,
  options: { readonly scope?: string; readonly claims?: string; readonly segment?: string } = {},
): Promise<TokenAnswer['body']> {
  const { scope = basicScope, claims, segment = 'organizations' } = options;
  const extra: Fields = claims === undefined ? {} : { claims };
  const { delivered } = await visit(tenant, authorizeUrl({ scope, ...extra }, segment), { username });
  const { body } = await redeem(tenant, delivered.code ?? '', { scope, ...extra, segment });
  return body;
}

/** Payload of a token, unchecked. */
export const payloadOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'));
