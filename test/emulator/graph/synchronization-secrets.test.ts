import { describe, expect, it } from 'vitest';
import { createGraphFixture } from './graph-fixture.ts';

const settings = '{"Enabled":true,"Recipients":"it@contoso.demo.example"}';
const fourKeys = [
  { key: 'BaseAddress', value: 'https://scim.demo.example/scim' },
  { key: 'SecretToken', value: 'very-secret' },
  { key: 'SyncNotificationSettings', value: settings },
  { key: 'SyncAll', value: 'false' },
];

describe('credentials', () => {
  it('are tested with a job and without, new and saved', async () => {
    const { withJob, call, double, state } = createGraphFixture();
    const { job, root, servicePrincipalId } = await withJob('Airstack');
    const credentials = fourKeys.slice(0, 2);
    const expectDone = async (path: string, body: object) =>
      expect((await call('POST', path, { body })).status, JSON.stringify(body)).toBe(204);
    await expectDone(`${root}/jobs/validateCredentials`, {
      templateId: 'scim',
      useSavedCredentials: false,
      credentials,
    });
    await expectDone(`${job}/validateCredentials`, { credentials });
    state.secrets.set(servicePrincipalId, new Map([['SecretToken', 'saved']]));
    await expectDone(`${job}/validateCredentials`, { useSavedCredentials: true });
    expect(double.calls).toEqual([
      'validate scim BaseAddress+SecretToken',
      'validate scim BaseAddress+SecretToken',
      'validate scim SecretToken',
    ]);
  });

  it('are refused without a template, without anything to test, and with a key in the wrong case', async () => {
    const { withJob, call } = createGraphFixture();
    const { job, root } = await withJob('Airstack');
    const refusal = async (path: string, body: object) => {
      const answer = await call('POST', path, { body });
      return [answer.status, answer.body.error.code, answer.body.error.message];
    };
    const required = 'RequestMissingRequiredParameter';
    expect((await refusal(`${root}/jobs/validateCredentials`, { credentials: [] })).slice(0, 2)).toEqual([
      400,
      required,
    ]);
    expect((await refusal(`${job}/validateCredentials`, {})).slice(0, 2)).toEqual([400, required]);
    const credentials = [{ key: 'baseAddress', value: 'https://x.example' }];
    expect(await refusal(`${job}/validateCredentials`, { credentials })).toEqual([
      500,
      'InternalError',
      "Requested value 'baseAddress' was not found.",
    ]);
  });
});

describe('secrets', () => {
  it('are replaced as a whole and read back masked', async () => {
    const { withJob, call, get, state, double } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Airstack');
    expect((await call('PUT', `${root}/secrets`, { body: { value: fourKeys } })).status).toBe(204);
    expect((await get(`${root}/secrets`)).body.value).toEqual([
      fourKeys[0],
      { key: 'SecretToken', value: '*' },
      fourKeys[2],
      fourKeys[3],
    ]);
    expect(state.secrets.get(servicePrincipalId)?.get('SecretToken')).toBe('very-secret');
    const settingsOnly = [{ key: 'SkipOutOfScopeDeletions', value: 'True' }, fourKeys[2], fourKeys[3]];
    expect((await call('PUT', `${root}/secrets`, { body: { value: settingsOnly } })).status).toBe(204);
    expect([...(state.secrets.get(servicePrincipalId)?.keys() ?? [])]).not.toContain('SecretToken');
    expect(double.calls).toEqual(['secretsChanged', 'secretsChanged']);
  });

  it('are never kept by sending the mask back: it becomes the secret', async () => {
    const { withJob, call, state } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Airstack');
    const value = fourKeys.map((pair) => (pair.key === 'SecretToken' ? { ...pair, value: '*' } : pair));
    await call('PUT', `${root}/secrets`, { body: { value } });
    expect(state.secrets.get(servicePrincipalId)?.get('SecretToken')).toBe('*');
  });

  it.each([
    ['SyncNotificationSettings', fourKeys.filter(({ key }) => key !== 'SyncNotificationSettings')],
    ['SyncAll', fourKeys.filter(({ key }) => key !== 'SyncAll')],
    ['both', fourKeys.slice(0, 2)],
  ])('are dropped in silence without %s', async (_name, value) => {
    const { withJob, call, get, double } = createGraphFixture();
    const { root } = await withJob('Airstack');
    expect((await call('PUT', `${root}/secrets`, { body: { value } })).status).toBe(204);
    expect((await get(`${root}/secrets`)).body.value).toEqual([]);
    expect(double.calls).toEqual([]);
  });

  it.each([
    [
      'settings that are no JSON',
      { key: 'SyncNotificationSettings', value: '{Enabled}' },
      400,
      'InvalidNotificationSettings',
    ],
    ['empty settings', { key: 'SyncNotificationSettings', value: '' }, 400, 'InvalidNotificationSettings'],
    ['settings that are a list', { key: 'SyncNotificationSettings', value: '[]' }, 400, 'InvalidNotificationSettings'],
    ['another SyncAll', { key: 'SyncAll', value: 'maybe' }, 400, 'InvalidSyncAllValue'],
    ['a key in camel case', { key: 'secretToken', value: 'x' }, 500, 'InternalError'],
    ['an unknown key', { key: 'Colour', value: 'red' }, 500, 'InternalError'],
    ['bearer and OAuth keys together', { key: 'Oauth2AccessToken', value: 'x' }, 500, 'InternalError'],
    ['a value that is no text', { key: 'SyncAll', value: true }, 400, 'RequestMissingRequiredParameter'],
  ])('are refused with %s', async (...[, pair, status, code]) => {
    const { withJob, call, get } = createGraphFixture();
    const { root } = await withJob('Airstack');
    const value = [...fourKeys.filter(({ key }) => key !== pair.key), pair];
    const answer = await call('PUT', `${root}/secrets`, { body: { value } });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect((await get(`${root}/secrets`)).body.value).toEqual([]);
  });

  it('cannot be patched', async () => {
    const { withJob, call } = createGraphFixture();
    const { root } = await withJob('Airstack');
    expect((await call('PATCH', `${root}/secrets`, { body: { value: fourKeys } })).status).toBe(405);
  });

  it('get OAuth tokens by exchanging a code', async () => {
    const { withJob, call, exchanged } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Atea');
    const credentials = (code: string) => [
      { key: 'Oauth2AuthorizationCode', value: code },
      { key: 'Oauth2RedirectUri', value: 'https://entra.demo.example/authorize/callback' },
    ];
    const acquire = (body: object) => call('POST', `${root}/acquireAccessToken`, { body });
    expect((await acquire({ credentials: credentials('good') })).status).toBe(204);
    expect((await acquire({ credentials: credentials('bad') })).status).toBe(400);
    expect((await acquire({ credentials: [] })).status).toBe(400);
    expect(exchanged).toEqual([`good for ${servicePrincipalId}`, `bad for ${servicePrincipalId}`]);
  });
});
