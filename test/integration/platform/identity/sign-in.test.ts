import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignInPrompt } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { fabrikam, homeTenantId, origin } from '#test/emulator/entra/entra-tenant';
import { ada, identityOn, olga, type ServedTenant, scopes, serveTenant, until } from './served-tenant.ts';

let tenant: ServedTenant;
beforeEach(async () => {
  tenant = await serveTenant();
});
afterEach(() => tenant.close());

describe('signing in with the browser', () => {
  it('gives the account, makes it the current one and its token good', async () => {
    const { identity, signIn } = identityOn(tenant);
    expect(await identity.current()).toBeNull();
    const account = await signIn();
    expect(account).toEqual({
      homeAccountId: `${tenant.people.admin.id}.${homeTenantId}`,
      tenantId: homeTenantId,
      username: ada,
      displayName: 'ada',
      cloud: 'demo',
    });
    expect(await identity.current()).toEqual(account);
    const token = await identity.accessToken({ scopes });
    expect(tenant.service.verify(token)).toMatchObject({ ok: true, token: { personId: tenant.people.admin.id } });
    expect(tenant.grants()).toEqual(['authorization_code']);
  });

  it('shows the address that it opens, which asks for an account, PKCE and full scope names', async () => {
    const { person, signIn } = identityOn(tenant);
    const prompts: SignInPrompt[] = [];
    await signIn({ onPrompt: (prompt) => prompts.push(prompt) });
    const url = new URL(person.opened[0] ?? '');
    expect(prompts).toEqual([{ kind: 'browser', url: url.href }]);
    expect(url.origin).toBe(tenant.loopback[origin]);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_mode: 'form_post',
      prompt: 'select_account',
      scope: expect.stringContaining('https://graph.demo.example/User.Read'),
    });
    expect(url.searchParams.get('scope')?.split(' ')).toEqual(
      expect.arrayContaining(['openid', 'profile', 'offline_access']),
    );
    expect(url.searchParams.get('claims')).toContain('CP1');
  });

  it('passes a hint on instead of asking which account', async () => {
    const { person, signIn } = identityOn(tenant);
    person.username = olga;
    await signIn({ loginHint: olga });
    const { searchParams } = new URL(person.opened[0] ?? '');
    expect([searchParams.get('login_hint'), searchParams.get('prompt')]).toEqual([olga, null]);
  });

  it('enters the tenant that was asked for', async () => {
    const { signIn } = identityOn(tenant);
    expect((await signIn({ tenant: fabrikam.domain })).tenantId).toBe(fabrikam.tenantId);
  });

  it('never asks any other host', async () => {
    const hosts = new Set<string>();
    const { signIn } = identityOn(tenant, {
      network: async (request) => {
        hosts.add(new URL(request.url).origin);
        throw new CoreError('offline', 'No network.');
      },
    });
    await expect(signIn()).rejects.toMatchObject({ code: 'offline', message: 'No network.' });
    expect([...hosts]).toEqual([origin]);
  });

  it.each([
    {
      what: 'a tenant that is not there',
      request: { tenant: 'nowhere.example' },
      code: 'unauthenticated',
      reason: 'tenantNotFound',
    },
    { what: 'a tenant that is a path', request: { tenant: '../evil' }, code: 'bad_request', reason: 'tenantInvalid' },
  ])('refuses $what', async ({ request, code, reason }) => {
    const { signIn } = identityOn(tenant);
    await expect(signIn(request)).rejects.toMatchObject({ code, details: { reason } });
  });

  it('names the permissions when consent was declined', async () => {
    const { identity, person, signIn } = identityOn(tenant);
    person.consent = 'decline';
    await expect(signIn()).rejects.toMatchObject({
      code: 'consent_required',
      message: 'The consent to User.Read was declined.',
      details: { reason: 'consentDeclined', nextStep: expect.stringContaining('administrator') },
    });
    expect(await identity.accounts()).toEqual([]);
  });

  it('says that an administrator must consent, and gives the link for one', async () => {
    const { identity, person, signIn } = identityOn(tenant);
    person.username = olga;
    const wanted = ['Synchronization.ReadWrite.All', 'User.Read'];
    const rejected = { code: 'consent_required', details: { reason: 'adminConsentRequired' } };
    await expect(signIn({ scopes: wanted })).rejects.toMatchObject(rejected);
    const link = await identity.adminConsentUrl(wanted);
    expect(new URL(link).pathname).toBe('/organizations/v2.0/adminconsent');
    const elsewhere = await identity.adminConsentUrl(wanted, 'fabrikam.example');
    expect(new URL(elsewhere).pathname).toBe('/fabrikam.example/v2.0/adminconsent');
    await identityOn(tenant).visit(link);
    await expect(signIn({ scopes: wanted })).resolves.toMatchObject({ username: olga });
  });

  it('passes on what the browser could not do', async () => {
    const { signIn } = identityOn(tenant, { openBrowser: () => Promise.reject(new Error('spawn xdg-open ENOENT')) });
    await expect(signIn()).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The sign-in page could not be used: spawn xdg-open ENOENT',
      details: { reason: 'browserUnavailable', nextStep: expect.stringContaining('--device-code') },
    });
  });

  it('needs an application id', async () => {
    const { identity, signIn } = identityOn(tenant, { clientId: null });
    const missing = { code: 'unauthenticated', details: { reason: 'clientIdMissing' } };
    await expect(signIn()).rejects.toMatchObject(missing);
    await expect(identity.adminConsentUrl(scopes)).rejects.toMatchObject(missing);
    expect(await identity.accounts()).toEqual([]);
  });
});

describe('a sign-in that waits for a person', () => {
  /** Port of MSAL's listener, from the address of the page. */
  const portOf = (url: string): number => Number(new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port);
  const isOpen = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });

  it('ends at once when it is cancelled, closes its port, and can be begun again', async () => {
    const { person, signIn } = identityOn(tenant);
    person.walksAway = true;
    const controller = new AbortController();
    const waiting = signIn({ signal: controller.signal });
    await until(() => person.opened.length === 1);
    const port = portOf(person.opened[0] ?? '');
    expect(await isOpen(port)).toBe(true);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled', details: { reason: 'signInCancelled' } });
    expect(await isOpen(port)).toBe(false);
    person.walksAway = false;
    await expect(signIn()).resolves.toMatchObject({ username: ada });
  });

  it('ends after five minutes', async () => {
    let ring = (): void => undefined;
    const limits: number[] = [];
    const wait = (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        limits.push(milliseconds);
        ring = resolve;
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const { person, signIn } = identityOn(tenant, { wait });
    person.walksAway = true;
    const waiting = signIn();
    await until(() => person.opened.length === 1);
    const port = portOf(person.opened[0] ?? '');
    ring();
    await expect(waiting).rejects.toMatchObject({
      code: 'timeout',
      message: 'Nobody finished the sign-in within 5 minutes.',
      details: { reason: 'signInTimeout' },
    });
    expect(limits).toEqual([300_000]);
    expect(await isOpen(port)).toBe(false);
  });

  it('is not even begun when it was cancelled before', async () => {
    const { person, signIn } = identityOn(tenant);
    await expect(signIn({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(person.opened).toEqual([]);
    expect(tenant.received).toEqual([]);
  });

  it('can be cancelled while the sign-in service is silent', async () => {
    tenant.fault = () => 'hang';
    const { signIn } = identityOn(tenant);
    const controller = new AbortController();
    const waiting = signIn({ signal: controller.signal });
    await until(() => tenant.received.length === 1);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not keep others from their tokens', async () => {
    const { identity, person, signIn } = identityOn(tenant);
    await signIn();
    person.walksAway = true;
    const controller = new AbortController();
    const waiting = signIn({ signal: controller.signal });
    await until(() => person.opened.length === 2);
    expect(await identity.accessToken({ scopes, forceRefresh: true })).toMatch(/^ey/);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('makes a second one wait for its turn, from which it can be taken away', async () => {
    const { person, signIn } = identityOn(tenant);
    person.walksAway = true;
    const first = new AbortController();
    const second = new AbortController();
    const ended = Promise.allSettled([signIn({ signal: first.signal }), signIn({ signal: second.signal })]);
    await until(() => person.opened.length === 1);
    second.abort();
    first.abort();
    expect((await ended).map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(person.opened).toHaveLength(1);
  });
});
