import { createHash } from 'node:crypto';
import type { Person } from '#emulator/state';
import { faultBody, SignInFault } from './aadsts-faults.ts';
import { parseClaims } from './claims-request.ts';
import { activePerson, type EntraContext, type EntraTenant, isMember } from './entra-context.ts';
import { type Incoming, json, required, requiredClient, tenantOfPath } from './incoming.ts';
import { parseScopes } from './scope-request.ts';
import { issueTokens, type TokenGrant } from './token-issuer.ts';

type GrantHandler = (context: EntraContext, incoming: Incoming) => TokenGrant;

const grantHandlers: Readonly<Record<string, GrantHandler>> = {
  authorization_code: redeemCode,
  refresh_token: redeemRefreshToken,
  // MSAL sends the short name, the standard the long one.
  device_code: redeemDeviceCode,
  'urn:ietf:params:oauth:grant-type:device_code': redeemDeviceCode,
};

/**
 * Answers POST `/{tenant}/oauth2/v2.0/token` for the grants authorization_code, refresh_token and device_code; a fault
 * is 400 (401 for an unknown client) with an AADSTS body.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-access-token-with-a-client_secret
 */
export function handleToken(context: EntraContext, incoming: Incoming): Response {
  try {
    const grantType = required(incoming.form, 'grant_type');
    const handler = Object.hasOwn(grantHandlers, grantType) ? grantHandlers[grantType] : undefined;
    if (handler === undefined) throw new SignInFault(70003, { detail: `The grant type is '${grantType}'.` });
    return json(200, issueTokens(context, handler(context, incoming)));
  } catch (cause) {
    return faultResponse(context, cause, incoming);
  }
}

/** Takes anything thrown in a JSON route; gives the AADSTS body of a fault and throws the rest again. */
export function faultResponse(context: EntraContext, cause: unknown, incoming: Incoming): Response {
  if (!(cause instanceof SignInFault)) throw cause;
  const status = cause.aadsts === 700016 ? 401 : 400;
  return json(status, faultBody(context, cause, incoming.correlationId));
}

function redeemCode(context: EntraContext, incoming: Incoming): TokenGrant {
  const { form } = incoming;
  const client = requiredClient(context, form);
  const code = context.grants.codes.get(required(form, 'code'));
  if (code === undefined) throw new SignInFault(70008);
  if (code.clientId !== client.clientId) throw new SignInFault(70000);
  if (code.redeemed) throw new SignInFault(54005);
  const tenant = tenantOfPath(context, incoming.segment);
  if (tenant !== null && tenant.tenantId !== code.tenant.tenantId) throw new SignInFault(700005);
  if (context.options.clock.now() >= code.expiresAt) throw new SignInFault(70008);
  if (form.get('redirect_uri') !== code.redirectUri) throw new SignInFault(50011);
  const verifier = required(form, 'code_verifier');
  if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) throw new SignInFault(501481);
  code.redeemed = true;
  return grantFor(context, incoming, { personId: code.personId, tenant: code.tenant, nonce: code.nonce });
}

/** A refresh token stays good after its use, as at Entra; a new one comes with every answer. */
function redeemRefreshToken(context: EntraContext, incoming: Incoming): TokenGrant {
  const { form } = incoming;
  const client = requiredClient(context, form);
  const refresh = context.grants.refreshTokens.get(required(form, 'refresh_token'));
  if (refresh === undefined || context.options.clock.now() >= refresh.expiresAt) throw new SignInFault(700082);
  if (refresh.clientId !== client.clientId) throw new SignInFault(70000);
  if (refresh.sessions < context.grants.revocationsOf(refresh.personId).sessions) throw new SignInFault(50173);
  const home = context.options.state;
  const tenant = tenantOfPath(context, incoming.segment) ?? {
    tenantId: home.tenantId,
    tenantName: home.tenantName,
    domain: home.domain,
  };
  const policy = context.grants.requiredPolicies.get(refresh.personId);
  if (policy !== undefined) {
    const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: [policy] } } });
    throw new SignInFault(50076, { claims });
  }
  return grantFor(context, incoming, { personId: refresh.personId, tenant });
}

function redeemDeviceCode(context: EntraContext, incoming: Incoming): TokenGrant {
  const { form } = incoming;
  const client = requiredClient(context, form);
  const device = context.grants.devices.get(required(form, 'device_code'));
  if (device === undefined || device.outcome === 'redeemed') throw new SignInFault(70018);
  if (device.client.clientId !== client.clientId) throw new SignInFault(70000);
  if (device.outcome === 'declined') throw new SignInFault(70017);
  if (context.options.clock.now() >= device.expiresAt) throw new SignInFault(70019);
  if (device.outcome === 'pending') throw new SignInFault(70016);
  const { personId, tenant } = device.outcome;
  const grant = grantFor(context, incoming, { personId, tenant });
  device.outcome = 'redeemed';
  return grant;
}

interface Subject {
  readonly personId: string;
  readonly tenant: EntraTenant;
  readonly nonce?: string | null;
}

function grantFor(context: EntraContext, { form }: Incoming, subject: Subject): TokenGrant {
  const person = presentPerson(context, subject.personId);
  const { tenant, nonce = null } = subject;
  if (!isMember(context, person, tenant)) {
    throw new SignInFault(50020, { detail: `The tenant is '${tenant.tenantName}'.` });
  }
  const clientId = required(form, 'client_id');
  const scopes = parseScopes(context, form.get('scope'));
  const asked = [...scopes.graph, ...scopes.openId];
  const missing = context.grants.missingConsent({ tenantId: tenant.tenantId, clientId, personId: person.id }, asked);
  if (missing.length > 0) throw new SignInFault(65001, { detail: `The scopes are: ${missing.join(' ')}.` });
  const { handlesChallenges } = parseClaims(form.get('claims'));
  return { person, tenant, clientId, scopes, handlesChallenges, nonce };
}

function presentPerson(context: EntraContext, personId: string): Person {
  const person = activePerson(context, personId);
  if (person !== null) return person;
  throw new SignInFault(context.options.state.people.get(personId)?.deletedAt === null ? 50057 : 50034);
}
