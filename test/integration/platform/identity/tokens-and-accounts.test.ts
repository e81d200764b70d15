import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentAccountInMemory } from '#platform/identity/current-account';
import { createMemoryTokenCache } from '#platform/identity/token-cache-store';
import { clientId, fabrikam, homeTenantId, origin } from '#test/emulator/entra/entra-tenant';
import { ada, identityOn, olga, payloadOf, type ServedTenant, scopes, serveTenant, until } from './served-tenant.ts';

let tenant: ServedTenant;
beforeEach(async () => {
  tenant = await serveTenant();
});
afterEach(() => tenant.close());

const notSignedIn = { code: 'unauthenticated', details: { reason: 'notSignedIn' } };

describe('asking for a token', () => {
  it('is refused while nobody is signed in', async () => {
    await expect(identityOn(tenant).identity.accessToken({ scopes })).rejects.toMatchObject(notSignedIn);
  });

  it('answers from the cache until five minutes before the end, by the tenant clock', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const first = await identity.accessToken({ scopes });
    tenant.clock.time += 3_200_000;
    expect(await identity.accessToken({ scopes })).toBe(first);
    tenant.clock.time += 200_000;
    const second = await identity.accessToken({ scopes });
    expect(second).not.toBe(first);
    expect(tenant.service.verify(second).ok).toBe(true);
    tenant.clock.time += 3_000_000;
    expect(await identity.accessToken({ scopes })).toBe(second);
    expect(tenant.grants()).toEqual(['authorization_code', 'refresh_token']);
  });

  it('refreshes a token whose lifetime is shorter than the margin', async () => {
    tenant.service.control.setTokenLifetimeSeconds(299);
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    await identity.accessToken({ scopes });
    await identity.accessToken({ scopes });
    expect(tenant.grants()).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
  });

  it('refreshes when told to, as after a role was activated', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const before = await identity.accessToken({ scopes });
    tenant.people.admin.roles.push({ displayName: 'Reports Reader', templateId: 'role-2' });
    const after = await identity.accessToken({ scopes, forceRefresh: true });
    expect(payloadOf(before).wids).not.toContain('role-2');
    expect(payloadOf(after).wids).toContain('role-2');
  });

  it('asks the service once at a time, and never twice for the same token', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => identity.accessToken({ scopes })));
    expect(new Set(tokens).size).toBe(1);
    expect(tenant.grants()).toEqual(['authorization_code']);
  });

  it('names the permission that nobody consented to, and gets it after another sign-in', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const more = ['AuditLog.Read.All'];
    await expect(identity.accessToken({ scopes: more })).rejects.toMatchObject({
      code: 'consent_required',
      message: 'Nobody has consented to AuditLog.Read.All for this application yet.',
      details: { reason: 'consentMissing', requestId: expect.any(String), clientRequestId: expect.any(String) },
    });
    await signIn({ scopes: more, loginHint: ada });
    expect(payloadOf(await identity.accessToken({ scopes: more })).scp).toContain('AuditLog.Read.All');
    expect(payloadOf(await identity.accessToken({ scopes: [...scopes, ...more] })).scp).toBe(
      'User.Read AuditLog.Read.All',
    );
  });

  it('answers a claims challenge with a new token', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const before = await identity.accessToken({ scopes });
    tenant.service.control.challengeAccessTokens(tenant.people.admin.id);
    const challenge = tenant.service.verify(before);
    if (challenge.ok || challenge.claims === undefined) throw new Error('no challenge');
    const after = await identity.accessToken({ scopes, claims: challenge.claims });
    expect(tenant.service.verify(after).ok).toBe(true);
    const sent = tenant.received.at(-1)?.form.get('claims') ?? '';
    expect(JSON.parse(sent).access_token).toMatchObject({ nbf: { essential: true }, xms_cc: { values: ['CP1'] } });
  });

  it('says that the sign-in was revoked, and works again after the next one', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    tenant.service.control.revokeTokens(tenant.people.admin.id);
    const expired = { code: 'unauthenticated', details: { reason: 'signInExpired', nextStep: 'Sign in again.' } };
    await expect(identity.accessToken({ scopes, forceRefresh: true })).rejects.toMatchObject(expired);
    await expect(identity.accessToken({ scopes, forceRefresh: true })).rejects.toMatchObject(expired);
    await signIn();
    expect(tenant.service.verify(await identity.accessToken({ scopes })).ok).toBe(true);
  });

  it('brings the claims that the tenant asked for to the next sign-in', async () => {
    const { identity, person, signIn } = identityOn(tenant);
    await signIn();
    tenant.service.control.requireSignIn(tenant.people.admin.id, 'policy-1');
    const refused = identity.accessToken({ scopes, forceRefresh: true });
    await expect(refused).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'interactionRequired' },
    });
    await signIn();
    expect(new URL(person.opened.at(-1) ?? '').searchParams.get('claims')).toContain('policy-1');
    expect(await identity.accessToken({ scopes, forceRefresh: true })).toMatch(/^ey/);
    await signIn();
    expect(new URL(person.opened.at(-1) ?? '').searchParams.get('claims')).not.toContain('policy-1');
  });

  it('can be cancelled while it waits for the service', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    tenant.fault = () => 'hang';
    const controller = new AbortController();
    const first = identity.accessToken({ scopes, forceRefresh: true, signal: controller.signal });
    const queued = identity.accessToken({ scopes, signal: controller.signal });
    await until(() => tenant.grants().length === 2);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queued).rejects.toMatchObject({ code: 'cancelled' });
    tenant.fault = () => null;
    expect(await identity.accessToken({ scopes })).toMatch(/^ey/);
  });

  it('recovers after a fault of the service, without MSAL holding calls back', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    let faults = 1;
    tenant.fault = () => (faults-- > 0 ? new Response('{"error":"server_error"}', { status: 500 }) : null);
    const refused = identity.accessToken({ scopes, forceRefresh: true });
    await expect(refused).rejects.toMatchObject({ code: 'offline', details: { reason: 'signInServiceBusy' } });
    expect(await identity.accessToken({ scopes, forceRefresh: true })).toMatch(/^ey/);
  });
});

describe('several accounts', () => {
  const both = async () => {
    const setup = identityOn(tenant);
    await setup.signIn();
    setup.person.username = olga;
    await setup.signIn();
    return setup;
  };

  it('are kept side by side; the last one signed in is current until another is selected', async () => {
    const { identity } = await both();
    const accounts = await identity.accounts();
    expect(accounts.map((account) => account.username).sort()).toEqual([ada, olga]);
    expect((await identity.current())?.username).toBe(olga);
    const first = accounts.find((account) => account.username === ada);
    if (first === undefined) throw new Error('ada is gone');
    await identity.select(first);
    expect(payloadOf(await identity.accessToken({ scopes })).upn).toBe(ada);
  });

  it('are signed out one by one', async () => {
    const { identity } = await both();
    expect(await identity.signOut()).toEqual({
      removed: 1,
      browserSignOutUrl: `${tenant.loopback[origin]}/${homeTenantId}/oauth2/v2.0/logout`,
    });
    expect((await identity.accounts()).map((account) => account.username)).toEqual([ada]);
    expect(await identity.current()).toBeNull();
    const [left] = await identity.accounts();
    expect((await identity.signOut(left?.homeAccountId)).removed).toBe(1);
    expect(await identity.accounts()).toEqual([]);
    expect((await identity.signOut()).removed).toBe(0);
  });

  it('refuse to select somebody who is not signed in', async () => {
    const { identity } = await both();
    await expect(identity.select({ homeAccountId: 'x.y', tenantId: homeTenantId })).rejects.toMatchObject(notSignedIn);
  });
});

describe('a guest', () => {
  const guest = () => ({ homeAccountId: `${tenant.people.admin.id}.${homeTenantId}`, tenantId: fabrikam.tenantId });

  it('has an account in each tenant and gets the token of the selected one', async () => {
    tenant.service.control.grantForOrganization({ clientId, scopes, tenantId: fabrikam.tenantId });
    const { identity, signIn } = identityOn(tenant);
    const home = await signIn();
    expect(await identity.select(guest())).toMatchObject({ username: ada, tenantId: fabrikam.tenantId });
    expect(payloadOf(await identity.accessToken({ scopes })).tid).toBe(fabrikam.tenantId);
    expect(payloadOf(await identity.accessToken({ scopes })).tid).toBe(fabrikam.tenantId);
    expect((await identity.accounts()).map((account) => account.tenantId).sort()).toEqual([
      homeTenantId,
      fabrikam.tenantId,
    ]);
    await identity.select(home);
    expect(payloadOf(await identity.accessToken({ scopes })).tid).toBe(homeTenantId);
    expect((await identity.signOut()).removed).toBe(2);
    expect(await identity.accounts()).toEqual([]);
  });

  it('is told when consent is missing there, and stays where it was', async () => {
    const { identity, signIn } = identityOn(tenant);
    const home = await signIn();
    await expect(identity.select(guest())).rejects.toMatchObject({ code: 'consent_required' });
    expect(await identity.current()).toEqual(home);
  });

  it('is refused in a tenant that does not know the person', async () => {
    tenant.people.admin.guestOf.length = 0;
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    await expect(identity.select(guest())).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'notAMember' },
    });
  });
});

describe('signing out', () => {
  it('wins over a refresh that is under way: no token is handed out and nothing comes back', async () => {
    const tokenCache = createMemoryTokenCache();
    const { identity, signIn } = identityOn(tenant, { tokenCache });
    await signIn();
    const refresh = identity.accessToken({ scopes, forceRefresh: true });
    const handled = expect(refresh).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'signedOut' },
    });
    await until(() => tenant.grants().length === 2);
    expect((await identity.signOut()).removed).toBe(1);
    await handled;
    expect(await identity.accounts()).toEqual([]);
    expect(await tokenCache.read()).toBeNull();
    await expect(identity.accessToken({ scopes })).rejects.toMatchObject(notSignedIn);
  });

  it('sends nothing to the service', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    const before = tenant.received.length;
    await identity.signOut();
    expect(tenant.received).toHaveLength(before);
  });

  it('leaves other accounts when one that is not there is named', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    expect((await identity.signOut('x.y')).removed).toBe(0);
    expect((await identity.current())?.username).toBe(ada);
  });
});

describe('a cache that means nothing to MSAL', () => {
  it.each(['{"Account":', '[]', 'null', '{"Account":{"a":5}}', '{"AccessToken":"x"}'])(
    'counts as empty: %s',
    async (text) => {
      const tokenCache = createMemoryTokenCache();
      await tokenCache.write(text);
      const { identity, signIn } = identityOn(tenant, { tokenCache });
      expect(await identity.accounts()).toEqual([]);
      await signIn();
      expect(await identity.accounts()).toHaveLength(1);
    },
  );

  it('is not answered from memory after another process emptied it', async () => {
    const tokenCache = createMemoryTokenCache();
    const currentAccount = currentAccountInMemory();
    const { identity, signIn } = identityOn(tenant, { tokenCache, currentAccount });
    await signIn();
    await tokenCache.clear();
    expect(await identity.accounts()).toEqual([]);
    await expect(identity.accessToken({ scopes })).rejects.toMatchObject(notSignedIn);
  });
});
