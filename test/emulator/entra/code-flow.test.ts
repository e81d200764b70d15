import { describe, expect, it } from 'vitest';
import {
  authorizeUrl,
  basicScope,
  payloadOf,
  redeem,
  refresh,
  signInByHand,
  synchronization,
  visit,
} from './code-flow.ts';
import { clientId, createEntraTenant, fabrikam, homeTenantId, origin } from './entra-tenant.ts';

const ada = 'ada@contoso.demo.example';
const olga = 'olga@contoso.demo.example';

describe('the authorize pages', () => {
  it('lead from account to consent to a form post that echoes the state', async () => {
    const tenant = createEntraTenant();
    const { ended, delivered } = await visit(tenant, authorizeUrl(), { username: ada });
    expect(ended).toEqual({ outcome: 'delivered', steps: ['account', 'consent', 'response'] });
    expect(delivered.state).toBe('state-1');
    expect(JSON.parse(Buffer.from(delivered.client_info ?? '', 'base64url').toString())).toEqual({
      uid: tenant.people.admin.id,
      utid: homeTenantId,
    });
  });

  it('ask for consent once', async () => {
    const tenant = createEntraTenant();
    await visit(tenant, authorizeUrl(), { username: ada });
    const second = await visit(tenant, authorizeUrl(), { username: ada });
    expect(second.ended.steps).toEqual(['account', 'response']);
    const withPrompt = await visit(tenant, authorizeUrl({ prompt: 'consent' }), { username: ada });
    expect(withPrompt.ended.steps).toEqual(['account', 'consent', 'response']);
  });

  it('list the scopes on the consent page', async () => {
    const { service } = createEntraTenant();
    const page = await (await service.fetch(new Request(authorizeUrl({ scope: synchronization })))).text();
    const flow = /name="flow" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const login = new Request(`${origin}/common/login`, {
      method: 'POST',
      body: new URLSearchParams({ flow, username: ada }),
    });
    const consent = await (await service.fetch(login)).text();
    expect(consent).toContain('data-scope="Synchronization.ReadWrite.All"');
  });

  it('hand a declined consent to the application', async () => {
    const { delivered } = await visit(createEntraTenant(), authorizeUrl(), { username: ada, consent: 'decline' });
    expect(delivered).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 'state-1' });
    expect(delivered.error_description).toMatch(/^AADSTS65004:/);
    expect(delivered.code).toBeUndefined();
  });

  it.each([
    { who: 'an unknown person', username: 'nobody@contoso.demo.example', code: 'AADSTS50034' },
    { who: 'a deleted person', username: 'dora@contoso.demo.example', code: 'AADSTS50034' },
    { who: 'a disabled person', username: 'dirk@contoso.demo.example', code: 'AADSTS50057' },
    { who: 'somebody who is no guest there', username: olga, segment: fabrikam.tenantId, code: 'AADSTS50020' },
  ])('refuse $who', async ({ username, segment, code }) => {
    await expect(visit(createEntraTenant(), authorizeUrl({}, segment), { username })).rejects.toMatchObject({ code });
  });

  it.each([
    ['http://localhost', true],
    ['http://localhost:1', true],
    ['http://localhost:65000/', true],
    ['http://127.0.0.1:1', false],
    ['https://localhost:1', false],
    ['http://localhost:1/path', false],
    ['http://localhost.evil.example', false],
    ['http://localhost@evil.example', false],
    ['https://evil.example', false],
  ])('take %s for the registered redirect URI: %s', async (uri, accepted) => {
    const work = visit(createEntraTenant(), authorizeUrl({ redirect_uri: uri }), { username: ada });
    if (accepted) await expect(work).resolves.toMatchObject({ ended: { outcome: 'delivered' } });
    else await expect(work).rejects.toMatchObject({ code: 'AADSTS50011' });
  });

  it.each([
    ['no PKCE', { code_challenge: null }, 'AADSTS900144'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'AADSTS9002313'],
    ['no client', { client_id: null }, 'AADSTS900144'],
    ['a client id that is no GUID', { client_id: 'mine' }, 'AADSTS700016'],
    ['an implicit flow', { response_type: 'token' }, 'AADSTS70007'],
    ['an answer in the query', { response_mode: 'query' }, 'AADSTS70007'],
    ['no scope', { scope: ' ' }, 'AADSTS70011'],
    ['a permission that does not exist', { scope: 'Everything.All' }, 'AADSTS650053'],
    ['the Graph of another cloud', { scope: 'https://graph.microsoft.com/User.Read' }, 'AADSTS70011'],
    ['claims that are no JSON', { claims: '{' }, 'AADSTS9002313'],
  ])('refuse %s on a page, not at the redirect URI', async (_what, changes, code) => {
    await expect(visit(createEntraTenant(), authorizeUrl(changes), { username: ada })).rejects.toMatchObject({ code });
  });

  it('refuse a client that nobody registered, when registrations are given', async () => {
    const tenant = createEntraTenant({ clients: [{ clientId: homeTenantId, displayName: 'Another' }] });
    await expect(visit(tenant, authorizeUrl(), { username: ada })).rejects.toMatchObject({ code: 'AADSTS700016' });
  });

  it('write what a person typed as text, never as HTML', async () => {
    const { service } = createEntraTenant();
    const html = await (
      await service.fetch(new Request(authorizeUrl({ login_hint: '"><script>alert(1)</script>' })))
    ).text();
    expect(html).not.toContain('<script>');
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('remember the person in the browser until the browser signs out', async () => {
    const { service } = createEntraTenant();
    const page = await (await service.fetch(new Request(authorizeUrl()))).text();
    const flow = /name="flow" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const login = await service.fetch(
      new Request(`${origin}/common/login`, { method: 'POST', body: new URLSearchParams({ flow, username: ada }) }),
    );
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const withCookie = () => service.fetch(new Request(authorizeUrl(), { headers: { cookie } }));
    expect(await (await withCookie()).text()).toContain('data-step="consent"');
    await service.fetch(new Request(`${origin}/common/oauth2/v2.0/logout`, { headers: { cookie } }));
    expect(await (await withCookie()).text()).toContain('data-step="account"');
  });

  it('answer prompt=none without a page to a browser in which nobody is signed in', async () => {
    const { delivered } = await visit(createEntraTenant(), authorizeUrl({ prompt: 'none' }), { username: ada });
    expect(delivered.error).toBe('login_required');
  });
});

describe('an authorization code', () => {
  const codeOf = async (tenant = createEntraTenant()) => {
    const { delivered } = await visit(tenant, authorizeUrl({ nonce: 'n-1' }), { username: ada });
    return { tenant, code: delivered.code ?? '' };
  };

  it('becomes tokens that echo scope and nonce', async () => {
    const { tenant, code } = await codeOf();
    const { status, body } = await redeem(tenant, code);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: basicScope.replace(' offline_access', ''),
    });
    expect(payloadOf(body.id_token)).toMatchObject({ nonce: 'n-1', preferred_username: ada, tid: homeTenantId });
    expect(tenant.service.verify(String(body.access_token))).toEqual({
      ok: true,
      token: {
        personId: tenant.people.admin.id,
        tenantId: homeTenantId,
        clientId,
        scopes: new Set(['User.Read']),
      },
    });
  });

  it('has no nonce when none was sent, since MSAL refuses one it did not ask for', async () => {
    const body = await signInByHand(createEntraTenant(), ada);
    expect(payloadOf(body.id_token)).not.toHaveProperty('nonce');
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 501481],
    ['no verifier', { code_verifier: '' }, 900144],
    ['another redirect URI', { redirect_uri: 'http://localhost:50124' }, 50011],
    ['another client', { client_id: homeTenantId }, 70000],
    ['another code', { code: 'made-up' }, 70008],
    ['a scope without consent', { scope: synchronization }, 65001],
    ['another grant type', { grant_type: 'password' }, 70003],
  ])('is refused with %s', async (_what, changes, number) => {
    const { tenant, code } = await codeOf();
    const { status, body } = await redeem(tenant, code, changes);
    expect(status).toBe(400);
    expect(body.error_codes).toEqual([number]);
    expect(body).not.toHaveProperty('access_token');
  });

  it('works once', async () => {
    const { tenant, code } = await codeOf();
    await redeem(tenant, code);
    expect((await redeem(tenant, code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  it('is refused in another tenant and after ten minutes', async () => {
    const { tenant, code } = await codeOf();
    expect((await redeem(tenant, code, { segment: fabrikam.tenantId })).body.error_codes).toEqual([700005]);
    tenant.clock.time += 10 * 60_000;
    expect((await redeem(tenant, code)).body.error_codes).toEqual([70008]);
  });

  it('is refused with a body that names trace and correlation ids', async () => {
    const correlation = 'cccccccc-cccc-4ccc-8ccc-cccccccccccc';
    const { body } = await redeem(createEntraTenant(), 'made-up', { 'client-request-id': correlation });
    expect(body).toMatchObject({ correlation_id: correlation, trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(body.error_description).toMatch(
      /^AADSTS70008: .* Correlation ID: cccccccc-cccc-4ccc-8ccc-cccccccccccc Timestamp: \d{4}-/,
    );
  });
});

describe('a refresh token', () => {
  it('gives a new one at each use, and stays good itself', async () => {
    const tenant = createEntraTenant();
    const { refresh_token: first } = await signInByHand(tenant, ada);
    const { body } = await refresh(tenant, first);
    expect(body.refresh_token).not.toBe(first);
    expect((await refresh(tenant, first)).status).toBe(200);
    expect((await refresh(tenant, body.refresh_token)).status).toBe(200);
  });

  it('brings a guest into another tenant once the guest has consented there', async () => {
    const tenant = createEntraTenant();
    const { refresh_token } = await signInByHand(tenant, ada);
    expect((await refresh(tenant, refresh_token, { segment: fabrikam.domain })).body).toMatchObject({
      error_codes: [65001],
      suberror: 'consent_required',
    });
    await signInByHand(tenant, ada, { segment: fabrikam.tenantId });
    const { body } = await refresh(tenant, refresh_token, { segment: fabrikam.domain });
    expect(payloadOf(body.access_token)).toMatchObject({ tid: fabrikam.tenantId });
  });

  it('brings nobody into a tenant where they are no guest', async () => {
    const tenant = createEntraTenant();
    const { refresh_token } = await signInByHand(tenant, olga);
    expect((await refresh(tenant, refresh_token, { segment: fabrikam.tenantId })).body.error_codes).toEqual([50020]);
  });

  it('ends after 90 days, with the account, and when it is unknown', async () => {
    const tenant = createEntraTenant();
    const { refresh_token } = await signInByHand(tenant, olga);
    expect((await refresh(tenant, 'made-up')).body).toMatchObject({ error_codes: [700082], suberror: 'bad_token' });
    tenant.people.owner.accountEnabled = false;
    expect((await refresh(tenant, refresh_token)).body.error_codes).toEqual([50057]);
    tenant.people.owner.accountEnabled = true;
    tenant.clock.time += 90 * 24 * 3_600_000;
    expect((await refresh(tenant, refresh_token)).body.error_codes).toEqual([700082]);
  });
});
