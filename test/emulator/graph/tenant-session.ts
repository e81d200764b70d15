import { createHash, randomBytes } from 'node:crypto';
import { visitSignIn } from '#emulator/entra/visitor';
import type { Tenant } from '#emulator/tenant';
import { demoClientId } from '#platform/clouds';
import { type CallOptions, type GraphAnswer, graphOrigin, productScopes } from './graph-fixture.ts';

const redirectUri = 'http://localhost:49152';
const clientId = demoClientId;

export interface Tokens {
  readonly access_token?: string;
  readonly refresh_token?: string;
}

export interface SignInOptions {
  readonly scopes?: readonly string[];
  /** The `claims` parameter; by default the client can handle a challenge, as the product can. */
  readonly claims?: string;
}

const handlesChallenges = '{"access_token":{"xms_cc":{"values":["CP1"]}}}';

/** Signs a person in by the tenant's own pages, with PKCE, and gives the access token. */
export async function signIn(tenant: Tenant, name: string, scopes: readonly string[] = productScopes): Promise<string> {
  const { access_token: token } = await requestTokens(tenant, name, { scopes });
  if (token === undefined) throw new Error(`${name} could not sign in.`);
  return token;
}

/** The same with every token, and with claims. */
export async function requestTokens(
  tenant: Tenant,
  name: string,
  { scopes = productScopes, claims = handlesChallenges }: SignInOptions = {},
): Promise<Tokens> {
  const verifier = randomBytes(32).toString('base64url');
  const tokens = `${tenant.origins.login}/organizations/oauth2/v2.0`;
  const scope = `openid profile offline_access ${scopes.join(' ')}`;
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: redirectUri,
    scope,
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    claims,
  });
  let code = '';
  await visitSignIn(`${tenant.origins.login}/organizations/oauth2/v2.0/authorize?${query}`, {
    username: `${name}@contoso.demo.example`,
    consent: 'accept',
    forOrganization: true,
    async fetch(url, init) {
      if (!url.startsWith('http://127.0.0.1')) return tenant.fetch(new Request(url, init));
      code = new URLSearchParams(String(init.body)).get('code') ?? '';
      return new Response('You may close this window.');
    },
  });
  const form = {
    client_id: clientId,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    scope,
    claims,
  };
  const body = new URLSearchParams({ ...form, code_verifier: verifier });
  const reply = await tenant.fetch(new Request(`${tokens}/token`, { method: 'POST', body }));
  return (await reply.json()) as Tokens;
}

/** Sends a form to the token endpoint; gives status, Retry-After and body. */
export async function askForTokens(tenant: Tenant, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: clientId, ...fields });
  const url = `${tenant.origins.login}/organizations/oauth2/v2.0/token`;
  const reply = await tenant.fetch(new Request(url, { method: 'POST', body }));
  return {
    status: reply.status,
    retryAfter: reply.headers.get('retry-after'),
    body: (await reply.json()) as Record<string, unknown>,
  };
}

/** Graph calls of one signed-in person on a whole tenant. */
export async function openSession(tenant: Tenant, name = 'ada.admin', scopes: readonly string[] = productScopes) {
  const token = await signIn(tenant, name, scopes);
  return async (
    method: string,
    path: string,
    options: Pick<CallOptions, 'body' | 'headers'> = {},
  ): Promise<GraphAnswer> => {
    const headers = new Headers({ Authorization: `Bearer ${token}`, ...options.headers });
    const { body } = options;
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await tenant.fetch(new Request(`${graphOrigin}/v1.0${path}`, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

export type Session = Awaited<ReturnType<typeof openSession>>;

/** An application set up as far as a first cycle: instance, job, secrets, and who is assigned. */
export async function setUpApplication(
  session: Session,
  tenant: Tenant,
  { vendorId, baseAddress, assigned }: { vendorId: string; baseAddress: string; assigned: readonly string[] },
) {
  const gallery = [...tenant.state.galleryTemplates.values()].find((template) => template.vendorId === vendorId);
  const made = await session('POST', `/applicationTemplates/${gallery?.id}/instantiate`, {
    body: { displayName: gallery?.displayName },
  });
  const servicePrincipalId: string = made.body.servicePrincipal.id;
  const root = `/servicePrincipals/${servicePrincipalId}/synchronization`;
  await tenant.clock.advance(2_000);
  const templates = await session('GET', `${root}/templates`);
  const created = await session('POST', `${root}/jobs`, { body: { templateId: templates.body.value[0].id } });
  await tenant.clock.advance(2_000);
  const token = tenant.targets.find((target) => target.vendorId === vendorId)?.mintToken() ?? '';
  const value = [
    { key: 'BaseAddress', value: baseAddress },
    { key: 'SecretToken', value: token },
    { key: 'SyncNotificationSettings', value: '{"Enabled":true,"Recipients":"it@contoso.demo.example"}' },
    { key: 'SyncAll', value: 'false' },
  ];
  await session('PUT', `${root}/secrets`, { body: { value } });
  const appRoleId = made.body.application.appRoles[0]?.id ?? '00000000-0000-0000-0000-000000000000';
  for (const name of assigned) {
    const person = [...tenant.state.people.values()].find((each) => each.userPrincipalName.startsWith(`${name}@`));
    const body = { principalId: person?.id, resourceId: servicePrincipalId, appRoleId };
    await session('POST', `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, { body });
  }
  const job = `${root}/jobs/${created.body.id}`;
  return { gallery, made, created, servicePrincipalId, root, job, jobId: created.body.id as string, token };
}
