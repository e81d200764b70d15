import { z } from 'zod';
import type { Person, VerifiedToken } from '#emulator/state';
import { activePerson, displayNameOf, type EntraContext, type EntraTenant } from './entra-context.ts';
import { newSecretText } from './grant-store.ts';
import type { ScopeRequest } from './scope-request.ts';

const refreshTokenLifetimeMs = 90 * 24 * 3_600_000;
const idTokenLifetimeSeconds = 3_600;

/** What a token answer is made from. */
export interface TokenGrant {
  readonly person: Person;
  readonly tenant: EntraTenant;
  readonly clientId: string;
  readonly scopes: ScopeRequest;
  readonly handlesChallenges: boolean;
  readonly nonce?: string | null;
}

/** `client_info`: the person's home id and home tenant, from which MSAL makes the homeAccountId. */
export function clientInfoOf(context: EntraContext, person: Person): string {
  return Buffer.from(JSON.stringify({ uid: person.id, utid: context.options.state.tenantId })).toString('base64url');
}

/**
 * Takes a grant; gives the body of a successful token answer: access_token, and by scope id_token and refresh_token.
 * `scope` echoes what was asked in the form it was asked in.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
export function issueTokens(context: EntraContext, grant: TokenGrant): Record<string, unknown> {
  const expiresIn = context.settings.tokenLifetimeSeconds;
  const { asked, openId } = grant.scopes;
  return {
    token_type: 'Bearer',
    scope: asked.filter((scope) => scope !== 'offline_access').join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: accessToken(context, grant),
    ...(openId.includes('offline_access') ? { refresh_token: refreshToken(context, grant) } : {}),
    ...(openId.includes('openid') ? { id_token: idToken(context, grant) } : {}),
    client_info: clientInfoOf(context, grant.person),
  };
}

const secondsOf = (context: EntraContext): number => Math.floor(context.options.clock.now() / 1000);

function accessToken(context: EntraContext, grant: TokenGrant): string {
  const { person, tenant } = grant;
  const now = secondsOf(context);
  const { sessions, accessTokens } = context.grants.revocationsOf(person.id);
  return context.signer.sign({
    aud: context.options.graphOrigin,
    iss: `${context.options.origin}/${tenant.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + context.settings.tokenLifetimeSeconds,
    appid: grant.clientId,
    idtyp: 'user',
    name: displayNameOf(person),
    oid: person.id,
    scp: grant.scopes.graph.join(' '),
    tid: tenant.tenantId,
    upn: person.userPrincipalName,
    uti: context.options.newId(),
    ver: '1.0',
    wids: person.roles.map((role) => role.templateId),
    ...(grant.handlesChallenges ? { xms_cc: ['cp1'] } : {}),
    demo_revocations: [sessions, accessTokens],
  });
}

function idToken(context: EntraContext, grant: TokenGrant): string {
  const { person, tenant } = grant;
  const now = secondsOf(context);
  return context.signer.sign({
    aud: grant.clientId,
    iss: `${context.options.origin}/${tenant.tenantId}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + idTokenLifetimeSeconds,
    name: displayNameOf(person),
    oid: person.id,
    preferred_username: person.userPrincipalName,
    sub: `${person.id}.${grant.clientId}`,
    tid: tenant.tenantId,
    ver: '2.0',
    // A nonce that was not asked for makes MSAL refuse the token.
    ...(grant.nonce === null || grant.nonce === undefined ? {} : { nonce: grant.nonce }),
  });
}

function refreshToken(context: EntraContext, { person, clientId }: TokenGrant): string {
  const token = `1.${newSecretText()}`;
  const { sessions } = context.grants.revocationsOf(person.id);
  const expiresAt = context.options.clock.now() + refreshTokenLifetimeMs;
  context.grants.refreshTokens.set(token, { personId: person.id, clientId, sessions, expiresAt });
  return token;
}

const AccessTokenPayload = z.object({
  aud: z.string(),
  nbf: z.number(),
  exp: z.number(),
  appid: z.string(),
  oid: z.string(),
  scp: z.string(),
  tid: z.string(),
  xms_cc: z.array(z.string()).optional(),
  demo_revocations: z.tuple([z.number(), z.number()]),
});

/** Outcome of a check; `claims` is the challenge as JSON text, which Graph sends in base64. */
export type Verification =
  | { readonly ok: true; readonly token: VerifiedToken }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly claims?: string };

const refused = (message: string): Verification => ({ ok: false, code: 'InvalidAuthenticationToken', message });

/**
 * Takes a bearer token; gives whom it speaks for, or what Graph says in its 401: signature, audience, time on the
 * tenant's clock, a disabled person and revocation are checked. A client that announced CP1 gets a claims challenge.
 * Source: learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
export function verifyAccessToken(context: EntraContext, token: string): Verification {
  if (token === '') return refused('Access token is empty.');
  const opened = context.signer.open(token);
  if (!opened.ok) {
    return refused(opened.fault === 'malformed' ? 'IDX14100: JWT is not well formed.' : 'Signature validation failed.');
  }
  const parsed = AccessTokenPayload.safeParse(opened.payload);
  // An id token is ours too, but has neither scopes nor Graph as its audience.
  if (!parsed.success || parsed.data.aud !== context.options.graphOrigin) {
    return refused('Access token validation failure. Invalid audience.');
  }
  const payload = parsed.data;
  const now = context.options.clock.now() / 1000;
  if (now >= payload.exp) return refused('Lifetime validation failed, the token is expired.');
  if (now + 300 < payload.nbf) return refused('Lifetime validation failed, the token is not yet valid.');
  const [sessions, accessTokens] = payload.demo_revocations;
  const current = context.grants.revocationsOf(payload.oid);
  const isRevoked = sessions < current.sessions || accessTokens < current.accessTokens;
  if (isRevoked || activePerson(context, payload.oid) === null) {
    return revoked(payload.xms_cc?.includes('cp1') === true, current.at === 0 ? now * 1000 : current.at);
  }
  const scopes = new Set(payload.scp.split(' ').filter((scope) => scope !== ''));
  return { ok: true, token: { personId: payload.oid, tenantId: payload.tid, clientId: payload.appid, scopes } };
}

function revoked(canBeChallenged: boolean, revokedAtMs: number): Verification {
  if (!canBeChallenged) return refused('Access token has been revoked.');
  const notBefore = String(Math.floor(revokedAtMs / 1000));
  return {
    ok: false,
    code: 'InvalidAuthenticationToken',
    message:
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    claims: JSON.stringify({ access_token: { nbf: { essential: true, value: notBefore } } }),
  };
}
