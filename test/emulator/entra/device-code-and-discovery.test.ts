import { describe, expect, it } from 'vitest';
import { visitSignIn } from '#emulator/entra/visitor';
import { basicScope, post, type TokenAnswer, visit } from './code-flow.ts';
import { clientId, createEntraTenant, type EntraTenantForTests, homeTenantId, origin } from './entra-tenant.ts';

const ada = 'ada@contoso.demo.example';

async function begin(tenant: EntraTenantForTests): Promise<TokenAnswer['body']> {
  const { body } = await post(tenant, '/organizations/oauth2/v2.0/devicecode', {
    client_id: clientId,
    scope: basicScope,
  });
  return body;
}

const poll = (tenant: EntraTenantForTests, deviceCode: unknown, grantType = 'device_code') =>
  post(tenant, '/organizations/oauth2/v2.0/token', {
    grant_type: grantType,
    client_id: clientId,
    device_code: String(deviceCode),
    scope: basicScope,
  });

describe('the device code flow', () => {
  it('always names an interval, without which MSAL polls without a pause', async () => {
    expect(await begin(createEntraTenant())).toMatchObject({
      interval: 5,
      expires_in: 900,
      verification_uri: `${origin}/device`,
    });
    expect(await begin(createEntraTenant({ deviceCodeIntervalSeconds: 1 }))).toMatchObject({ interval: 1 });
  });

  it.each(['device_code', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'gives tokens once after approval (%s)',
    async (grantType) => {
      const tenant = createEntraTenant();
      const { device_code, user_code } = await begin(tenant);
      expect((await poll(tenant, device_code, grantType)).body.error).toBe('authorization_pending');
      const { ended } = await visit(tenant, `${origin}/device`, {
        username: ada,
        userCode: String(user_code).toLowerCase(),
      });
      expect(ended).toEqual({ outcome: 'deviceApproved', steps: ['device', 'account', 'consent'] });
      expect((await poll(tenant, device_code, grantType)).status).toBe(200);
      expect((await poll(tenant, device_code, grantType)).body.error).toBe('bad_verification_code');
    },
  );

  it('tells a decline, an end of time and an unknown code apart', async () => {
    const tenant = createEntraTenant();
    const declined = await begin(tenant);
    await visit(tenant, `${origin}/device`, {
      username: ada,
      userCode: String(declined.user_code),
      consent: 'decline',
    });
    expect((await poll(tenant, declined.device_code)).body.error).toBe('authorization_declined');
    expect((await poll(tenant, 'made-up')).body.error).toBe('bad_verification_code');
    const late = await begin(tenant);
    tenant.clock.time += 900_000;
    expect((await poll(tenant, late.device_code)).body.error).toBe('expired_token');
  });

  it('refuses a wrong user code on the page', async () => {
    const tenant = createEntraTenant();
    await begin(tenant);
    await expect(visit(tenant, `${origin}/device`, { username: ada, userCode: 'WRONG' })).rejects.toMatchObject({
      code: 'AADSTS70018',
    });
  });
});

describe('discovery', () => {
  const read = async (path: string) => {
    const response = await createEntraTenant().service.fetch(new Request(`${origin}${path}`));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('names public https endpoints, and the tenant by its id', async () => {
    const { body } = await read('/contoso.demo.example/v2.0/.well-known/openid-configuration');
    expect(body).toMatchObject({
      issuer: `${origin}/${homeTenantId}/v2.0`,
      token_endpoint: `${origin}/${homeTenantId}/oauth2/v2.0/token`,
    });
  });

  it('has a template for an issuer where the tenant is open', async () => {
    const { body } = await read('/organizations/v2.0/.well-known/openid-configuration');
    expect(body.issuer).toBe(`${origin}/{tenantid}/v2.0`);
  });

  it('refuses tenants and hosts that are not there', async () => {
    expect((await read('/nowhere.example/v2.0/.well-known/openid-configuration')).body.error_codes).toEqual([90002]);
    const asked = encodeURIComponent('https://login.microsoftonline.com/common/oauth2/v2.0/authorize');
    expect((await read(`/common/discovery/instance?authorization_endpoint=${asked}`)).body.error).toBe(
      'invalid_instance',
    );
  });

  it('publishes the key that signs', async () => {
    const { body } = await read('/common/discovery/v2.0/keys');
    expect(body.keys).toEqual([expect.objectContaining({ kty: 'RSA', kid: 'demo-1', alg: 'RS256' })]);
  });

  it.each(['/nothing', '/common/oauth2/token', '/'])('answers 501 for %s and names it', async (path) => {
    const { status, body } = await read(path);
    expect(status).toBe(501);
    expect(body.error_description).toContain(`GET ${path}`);
  });
});

describe('the visitor', () => {
  it('gives up where a page has no form', async () => {
    const fetch = async () => new Response('<h1>captive portal</h1>');
    await expect(visitSignIn(`${origin}/x`, { fetch, username: ada, consent: 'accept' })).rejects.toThrow(
      'has no form',
    );
  });

  it('gives up when the pages never end', async () => {
    const page = '<form method="post" action="/again" data-step="account"></form>';
    const fetch = async () => new Response(page);
    await expect(visitSignIn(`${origin}/x`, { fetch, username: ada, consent: 'accept' })).rejects.toThrow(
      'did not end',
    );
  });

  it('reports a listener that refuses the answer', async () => {
    const form = '<form method="post" action="http://localhost:1/" data-step="response"></form>';
    const fetch = async (url: string) =>
      url.startsWith(origin) ? new Response(form) : new Response('', { status: 400 });
    await expect(visitSignIn(`${origin}/x`, { fetch, username: ada, consent: 'accept' })).rejects.toThrow('refused');
  });
});
