import { describe, expect, it } from 'vitest';
import { createTokenSigner } from '#emulator/entra/token-signer';
import { authorizeUrl, basicScope, payloadOf, refresh, signInByHand, synchronization, visit } from './code-flow.ts';
import { clientId, createEntraTenant, fabrikam, graphOrigin, homeTenantId, origin } from './entra-tenant.ts';

const ada = 'ada@contoso.demo.example';
const olga = 'olga@contoso.demo.example';
const cp1 = JSON.stringify({ access_token: { xms_cc: { values: ['CP1'] } } });
const everything = `${synchronization} ${basicScope}`;

describe('a permission that needs an administrator', () => {
  it('is not offered to others, who can only go back to the application', async () => {
    const { ended, delivered } = await visit(createEntraTenant(), authorizeUrl({ scope: everything }), {
      username: olga,
    });
    expect(ended.steps).toEqual(['account', 'approval', 'response']);
    expect(delivered.error_description).toMatch(/^AADSTS90094:/);
  });

  it('can be granted by an administrator for themselves only', async () => {
    const tenant = createEntraTenant();
    await visit(tenant, authorizeUrl({ scope: everything }), { username: ada });
    const after = await visit(tenant, authorizeUrl({ scope: everything }), { username: olga });
    expect(after.ended.steps).toContain('approval');
  });

  it('is open to everybody after an administrator consented for the organization', async () => {
    const tenant = createEntraTenant();
    await visit(tenant, authorizeUrl({ scope: everything }), { username: ada, forOrganization: true });
    const after = await visit(tenant, authorizeUrl({ scope: everything }), { username: olga });
    expect(after.ended.steps).toEqual(['account', 'response']);
  });

  it('is open to everybody after control granted it, in that tenant only', async () => {
    const tenant = createEntraTenant();
    tenant.service.control.grantForOrganization({ clientId, scopes: ['Synchronization.ReadWrite.All', 'User.Read'] });
    const body = await signInByHand(tenant, olga, { scope: everything });
    expect(payloadOf(body.access_token).scp).toBe('Synchronization.ReadWrite.All User.Read');
    const elsewhere = await visit(tenant, authorizeUrl({ scope: everything }, fabrikam.tenantId), { username: ada });
    expect(elsewhere.ended.steps).toContain('approval');
  });

  it('can be any permission that control names', async () => {
    const tenant = createEntraTenant();
    tenant.service.control.requireAdminConsent(['User.Read']);
    expect((await visit(tenant, authorizeUrl(), { username: olga })).ended.steps).toContain('approval');
  });

  it('cannot be had by forging the form of the consent page', async () => {
    const { service } = createEntraTenant();
    const page = await (await service.fetch(new Request(authorizeUrl({ scope: everything })))).text();
    const flow = /name="flow" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const send = (path: string, fields: Record<string, string>) =>
      service.fetch(
        new Request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams({ flow, ...fields }) }),
      );
    await send('/common/login', { username: olga });
    const answer = await (await send('/common/consent/set', { decision: 'accept', forOrganization: 'true' })).text();
    expect(answer).toContain('AADSTS90094');
    expect(answer).not.toContain('name="code"');
  });
});

describe('the admin consent page', () => {
  const url = `${origin}/${homeTenantId}/v2.0/adminconsent?client_id=${clientId}&redirect_uri=http%3A%2F%2Flocalhost&scope=${encodeURIComponent(synchronization)}`;

  it('lets an administrator consent for everybody', async () => {
    const tenant = createEntraTenant();
    expect(await visit(tenant, url, { username: ada })).toMatchObject({
      ended: { outcome: 'redirected', steps: ['account', 'consent'] },
    });
    const after = await visit(tenant, authorizeUrl({ scope: synchronization }), { username: olga });
    expect(after.ended.steps).toEqual(['account', 'response']);
  });

  it('lets nobody else', async () => {
    const tenant = createEntraTenant();
    await visit(tenant, url, { username: olga });
    const after = await visit(tenant, authorizeUrl({ scope: synchronization }), { username: olga });
    expect(after.ended.steps).toContain('approval');
  });
});

describe('verifying an access token', () => {
  const tokenOf = async (tenant = createEntraTenant(), claims?: string) => {
    const body = await signInByHand(tenant, ada, claims === undefined ? {} : { claims });
    return { tenant, body, token: String(body.access_token) };
  };

  it('follows the clock of the tenant', async () => {
    const { tenant, token } = await tokenOf();
    tenant.clock.time += 3_599_000;
    expect(tenant.service.verify(token).ok).toBe(true);
    tenant.clock.time += 1_001;
    expect(tenant.service.verify(token)).toMatchObject({
      ok: false,
      message: 'Lifetime validation failed, the token is expired.',
    });
  });

  it('uses the lifetime that control set', async () => {
    const tenant = createEntraTenant();
    tenant.service.control.setTokenLifetimeSeconds(400);
    const { body, token } = await tokenOf(tenant);
    expect(body.expires_in).toBe(400);
    tenant.clock.time += 400_000;
    expect(tenant.service.verify(token).ok).toBe(false);
  });

  it('refuses what is not an access token of this tenant', async () => {
    const { tenant, body, token } = await tokenOf();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const richer = Buffer.from(JSON.stringify({ ...payloadOf(token), scp: 'Directory.ReadWrite.All' })).toString(
      'base64url',
    );
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const stranger = await tokenOf(createEntraTenant({ signer: createTokenSigner() }));
    for (const bad of [
      '',
      'x',
      'a.b.c.d',
      `${header}.${richer}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}.${signature.slice(4)}`,
      String(body.id_token),
      stranger.token,
    ]) {
      expect(tenant.service.verify(bad), bad).toMatchObject({ ok: false, code: 'InvalidAuthenticationToken' });
    }
    expect(tenant.service.verify(token).ok).toBe(true);
  });

  it('challenges a client that can handle it after a revocation, and only refuses another', async () => {
    const tenant = createEntraTenant();
    const able = await tokenOf(tenant, cp1);
    const unable = await tokenOf(tenant);
    tenant.service.control.revokeTokens(tenant.people.admin.id);
    const refusal = tenant.service.verify(able.token);
    if (refusal.ok) throw new Error('a revoked token was accepted');
    const nbf = String(Math.floor(tenant.clock.time / 1000));
    expect(JSON.parse(refusal.claims ?? '')).toEqual({ access_token: { nbf: { essential: true, value: nbf } } });
    expect(tenant.service.verify(unable.token)).not.toHaveProperty('claims');
    expect((await refresh(tenant, able.body.refresh_token)).body).toMatchObject({
      error_codes: [50173],
      suberror: 'bad_token',
    });
    expect(tenant.service.verify((await tokenOf(tenant)).token).ok).toBe(true);
  });

  it('refuses the tokens of a person who was disabled', async () => {
    const { tenant, token } = await tokenOf(createEntraTenant(), cp1);
    tenant.people.admin.accountEnabled = false;
    expect(tenant.service.verify(token)).toMatchObject({ ok: false, claims: expect.any(String) });
  });

  it('leaves the refresh token good when only access tokens are challenged', async () => {
    const { tenant, body, token } = await tokenOf(createEntraTenant(), cp1);
    tenant.service.control.challengeAccessTokens(tenant.people.admin.id);
    expect(tenant.service.verify(token).ok).toBe(false);
    const fresh = await refresh(tenant, body.refresh_token);
    expect(tenant.service.verify(String(fresh.body.access_token)).ok).toBe(true);
  });
});

describe('a policy that asks to sign in again', () => {
  it('is met by an interactive sign-in with its claims, not by any claims', async () => {
    const tenant = createEntraTenant();
    const { refresh_token } = await signInByHand(tenant, ada);
    tenant.service.control.requireSignIn(tenant.people.admin.id, 'policy-1');
    const { body } = await refresh(tenant, refresh_token, { claims: cp1 });
    expect(body).toMatchObject({ error: 'interaction_required', error_codes: [50076], suberror: 'basic_action' });
    await visit(tenant, authorizeUrl({ claims: cp1 }), { username: ada });
    expect((await refresh(tenant, refresh_token)).status).toBe(400);
    await visit(tenant, authorizeUrl({ claims: String(body.claims) }), { username: ada });
    expect((await refresh(tenant, refresh_token)).status).toBe(200);
  });
});

describe('scopes', () => {
  it('are echoed in the form in which they were asked for', async () => {
    const short = await signInByHand(createEntraTenant(), ada, { scope: 'User.Read openid' });
    expect(short.scope).toBe('User.Read openid');
    const long = await signInByHand(createEntraTenant(), ada, { scope: `${graphOrigin}/User.Read openid` });
    expect(long.scope).toBe(`${graphOrigin}/User.Read openid`);
  });
});
