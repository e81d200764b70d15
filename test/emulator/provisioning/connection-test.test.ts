import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord } from '#emulator/state';
import { createTestTenant, hour, type TestTenant, tenantUrls } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('scim');
});
afterEach(() => tenant.close());

const test = (credentials: Record<string, string>) =>
  tenant.service.validateCredentials(job.servicePrincipalId, job.templateId, new Map(Object.entries(credentials)));
const good = (): Record<string, string> => ({
  BaseAddress: tenantUrls.scim ?? '',
  SecretToken: tenant.target('scim').mintToken(),
});

describe('the connection test', () => {
  it('passes with a real request for nobody', async () => {
    expect(await test(good())).toBeNull();
    expect(tenant.server.requests.map((each) => decodeURIComponent(each.path))).toEqual([
      expect.stringMatching(/^\/scim\/Users\?filter=userName eq "[0-9a-f-]{36}"$/),
    ]);
  });

  it.each(['https://scim.demo.example/scim?aadOptscim062020', 'https://scim.demo.example/scim/'])(
    'passes for %s',
    async (BaseAddress) => {
      expect(await test({ ...good(), BaseAddress })).toBeNull();
    },
  );

  const prefix = 'SystemForCrossDomainIdentityManagement';
  const wrong: readonly (readonly [what: string, credentials: Record<string, string>, code: string])[] = [
    ['no BaseAddress', { BaseAddress: '' }, `${prefix}CredentialsMissing`],
    ['no SecretToken', { SecretToken: '' }, `${prefix}CredentialsMissing`],
    ['text that is no URL', { BaseAddress: 'scim' }, `${prefix}InvalidBaseAddress`],
    ['http', { BaseAddress: 'http://scim.demo.example/scim' }, `${prefix}InvalidBaseAddress`],
    ['an unknown host', { BaseAddress: 'https://nobody.example/scim' }, 'WebExceptionNameResolutionFailure'],
    ['a closed port', { BaseAddress: 'https://refused.demo.example/scim' }, 'WebExceptionConnectFailure'],
    ['an expired certificate', { BaseAddress: 'https://expired.demo.example/x' }, 'WebExceptionTrustFailure'],
    ['a self-signed certificate', { BaseAddress: 'https://selfsigned.demo.example/x' }, 'WebExceptionTrustFailure'],
    ['a wrong token', { SecretToken: 'guess-0123456789' }, `${prefix}InvalidCredentials`],
    ['a wrong path', { BaseAddress: 'https://scim.demo.example/scim/v9' }, `${prefix}EndpointNotFound`],
    ['a page outside SCIM', { BaseAddress: 'https://scim.demo.example/admin' }, `${prefix}EndpointNotFound`],
  ];
  it.each(wrong)('fails for %s', async (_what, credentials, code) => {
    const fault = await test({ ...good(), ...credentials });
    expect(fault).toMatchObject({ status: 400, code });
    expect(fault?.message).not.toContain('guess-0123456789');
  });

  it.each([
    ['notFound', `${prefix}EndpointNotFound`],
    ['html', `${prefix}ServiceIncompatible`],
    ['wrongFilterResult', `${prefix}UnexpectedEntriesInResponse`],
    ['serverError', `${prefix}CredentialValidationUnavailable`],
    ['slow', 'WebExceptionTimeout'],
  ] as const)('fails for a target that misbehaves: %s', async (kind, code) => {
    tenant.target('scim').misbehave(kind);
    expect(await test(good())).toMatchObject({ status: 400, code });
  });

  it('refuses a template the application does not offer', async () => {
    expect(await tenant.service.validateCredentials(job.servicePrincipalId, 'nope', new Map())).toMatchObject({
      code: 'TemplateNotFound',
    });
  });
});

describe('an OAuth application', () => {
  const redirectUri = 'https://entra.demo.example/oauth/callback';

  async function authorize(atea: JobRecord): Promise<boolean> {
    const url = tenant.service.authorizationUrl(atea.servicePrincipalId, { redirectUri, state: 's1' });
    const page = await tenant.network.fetch(url ?? '', { method: 'GET', headers: {} });
    const fields = [...(await page.text()).matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)];
    const form = new URLSearchParams({ account: 'admin@atea.example' });
    for (const [, name = '', value = ''] of fields) form.set(name, value);
    const back = await tenant.network.fetch(new URL('/oauth/authorize', url ?? '').href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.searchParams.get('state')).toBe('s1');
    const code = location.searchParams.get('code') ?? '';
    return tenant.service.completeAuthorization(atea.servicePrincipalId, { code, redirectUri });
  }

  it('cannot be tested before it was authorized', async () => {
    const atea = tenant.addApp('atea');
    expect(
      await tenant.service.validateCredentials(atea.servicePrincipalId, 'atea', tenant.secrets(atea)),
    ).toMatchObject({ code: `SystemForCrossDomainIdentityManagementCredentialsMissing` });
  });

  it('provisions with tokens from its sign-in, and renews them when they expire', async () => {
    const atea = tenant.addApp('atea');
    expect(await authorize(atea)).toBe(true);
    const firstToken = tenant.secrets(atea).get('Oauth2AccessToken');
    tenant.assign(atea, tenant.addPerson('Ada Berg'));
    tenant.service.start(atea);
    await tenant.pass(0);
    expect(tenant.target('atea').users()).toMatchObject([{ locale: 'nb-NO', nickName: 'adaberg' }]);
    await tenant.pass(2 * hour);
    expect(tenant.status(atea)).toMatchObject({ code: 'Active', quarantine: null });
    expect(tenant.secrets(atea).get('Oauth2AccessToken')).not.toBe(firstToken);
  });

  it('goes into quarantine when the authorizing account is gone', async () => {
    const atea = tenant.addApp('atea');
    await authorize(atea);
    tenant.service.start(atea);
    tenant.target('atea').revokeAllTokens();
    await tenant.pass(0);
    expect(tenant.status(atea)).toMatchObject({ code: 'Quarantine' });
  });

  it('provisions on demand only while its job is stopped', async () => {
    const atea = tenant.addApp('atea');
    await authorize(atea);
    const ada = tenant.addPerson('Ada Berg');
    tenant.assign(atea, ada);
    const ruleId = atea.schema.synchronizationRules?.[0]?.id ?? '';
    const body = { parameters: [{ ruleId, subjects: [{ objectId: ada.id, objectTypeName: 'User' }] }] };
    tenant.service.start(atea);
    expect(await tenant.service.provisionOnDemand(atea, body)).toMatchObject({ code: 'JobMustBeStopped' });
    tenant.service.pause(atea);
    expect(await tenant.service.provisionOnDemand(atea, body)).toMatchObject({
      key: expect.stringContaining('Success'),
    });
  });

  it('refuses a code that was not given out', async () => {
    const atea = tenant.addApp('atea');
    expect(await tenant.service.completeAuthorization(atea.servicePrincipalId, { code: 'x', redirectUri })).toBe(false);
  });
});
