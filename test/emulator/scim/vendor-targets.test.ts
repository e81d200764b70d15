import { describe, expect, it } from 'vitest';
import { vendorDialects } from '#emulator/scim/vendor-dialects';
import { createVendorTarget, createVendorTargets, findVendorTarget } from '#emulator/scim/vendor-targets';
import type { VendorTarget } from '#emulator/vendor-target';
import { enterprise } from './scim-caller.ts';

const hour = 3_600_000;

function setUp(vendorId: string) {
  let time = 0;
  const clock = { now: () => time };
  const dialect = vendorDialects.find((each) => each.vendorId === vendorId);
  if (dialect === undefined) throw new Error(`There is no vendor ${vendorId}.`);
  const target = createVendorTarget(dialect, { clock, newId: () => crypto.randomUUID() });
  const base = `${dialect.origins[0]}${dialect.basePath}`;
  const send = async (method: string, path: string, more: { token: string; body?: unknown }) => {
    const response = await target.fetch(
      new Request(base + path, {
        method,
        headers: { authorization: `Bearer ${more.token}` },
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const wait = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { target, send, wait, token: target.mintToken() };
}

const ada = {
  userName: 'ada@contoso.demo.example',
  active: 'True',
  displayName: 'Ada',
  nickName: 'Babs',
  emails: [
    { type: 'work', value: 'w@x', primary: true },
    { type: 'home', value: 'h@x' },
  ],
  name: { givenName: 'Ada', familyName: 'Berg', middleName: 'M' },
  [enterprise]: { department: 'IT', organization: 'School', manager: 'boss', costCenter: '1' },
};

describe('a vendor', () => {
  const kept = [
    {
      vendorId: 'airstack',
      attributes: { ...ada, active: true, [enterprise]: { ...ada[enterprise], manager: { value: 'boss' } } },
    },
    {
      vendorId: 'cloud-academy-sso',
      attributes: { userName: ada.userName, active: true, name: { givenName: 'Ada', familyName: 'Berg' } },
    },
    {
      vendorId: 'askspoke',
      attributes: {
        userName: ada.userName,
        active: true,
        emails: [{ type: 'work', value: 'w@x', primary: true }],
        name: { givenName: 'Ada', familyName: 'Berg' },
        [enterprise]: { department: 'IT', manager: { value: 'boss' } },
      },
    },
    {
      vendorId: 'schoolstream-asa',
      attributes: {
        userName: ada.userName,
        active: true,
        displayName: 'Ada',
        emails: [{ type: 'work', value: 'w@x', primary: true }],
        name: { givenName: 'Ada', familyName: 'Berg' },
        [enterprise]: { organization: 'School' },
      },
    },
  ];
  it.each(kept)('keeps what its table lists: $vendorId', async ({ vendorId, attributes }) => {
    const { send, token, target } = setUp(vendorId);
    expect((await send('POST', '/Users', { token, body: ada })).status).toBe(201);
    const { id: _id, meta: _meta, ...stored } = target.users()[0] ?? {};
    expect(stored).toEqual(attributes);
  });

  it('that refuses unknown attributes names them', async () => {
    const { send, token } = setUp('atea');
    expect(await send('POST', '/Users', { token, body: { userName: 'a', title: 'x' } })).toMatchObject({
      status: 400,
      body: { detail: 'Unknown attribute title.' },
    });
  });

  const required = [
    { vendorId: 'schoolstream-asa', body: { userName: 'a' }, missing: `${enterprise}:organization` },
    { vendorId: 'airstack', body: { displayName: 'x' }, missing: 'userName' },
  ];
  it.each(required)('refuses a user without $missing', async ({ vendorId, body, missing }) => {
    const { send, token } = setUp(vendorId);
    expect(await send('POST', '/Users', { token, body })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue', detail: `The attribute ${missing} is required.` },
    });
  });

  it.each(['airstack', 'cloud-academy-sso', 'atea'])('without groups answers 404 for them: %s', async (vendorId) => {
    const { send, token } = setUp(vendorId);
    expect((await send('POST', '/Groups', { token, body: { displayName: 'g' } })).status).toBe(404);
  });

  it('filters only by what its table marks', async () => {
    const { send, token } = setUp('askspoke');
    const filter = (text: string) => send('GET', `/Users?filter=${encodeURIComponent(text)}`, { token });
    expect((await filter('userName eq "a"')).status).toBe(200);
    expect(await filter('externalId eq "a"')).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
  });

  it('that knows no PATCH without a path refuses it', async () => {
    const { send, token, target } = setUp('schoolstream-asa');
    await send('POST', '/Users', { token, body: ada });
    const body = { Operations: [{ op: 'replace', value: { displayName: 'x' } }] };
    expect((await send('PATCH', `/Users/${String(target.users()[0]?.id)}`, { token, body })).status).toBe(400);
    expect(target.users()[0]?.displayName).toBe('Ada');
  });
});

describe('tokens', () => {
  it('work until they are revoked', async () => {
    const { send, token, target } = setUp('airstack');
    const other = target.mintToken();
    expect((await send('GET', '/Users', { token })).status).toBe(200);
    target.revokeToken(token);
    expect((await send('GET', '/Users', { token })).status).toBe(401);
    expect((await send('GET', '/Users', { token: other })).status).toBe(200);
    target.revokeAllTokens();
    expect((await send('GET', '/Users', { token: other })).status).toBe(401);
  });

  it('of Cloud Academy live 8 hours longer once there is a new one', async () => {
    const { send, token, target, wait } = setUp('cloud-academy-sso');
    wait(100 * hour);
    const next = target.mintToken();
    wait(8 * hour - 1);
    expect((await send('GET', '/Users', { token })).status).toBe(200);
    wait(1);
    expect((await send('GET', '/Users', { token })).status).toBe(401);
    expect((await send('GET', '/Users', { token: next })).status).toBe(200);
  });

  it('of askSpoke are JWTs that name their end, and are refused from then on', async () => {
    const { send, token, wait } = setUp('askspoke');
    const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
    const lifetime = 90 * 24 * hour;
    expect(JSON.parse(header ?? '')).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(JSON.parse(payload ?? '')).toMatchObject({ iat: 0, exp: lifetime / 1_000 });
    wait(lifetime - 1);
    expect((await send('GET', '/Users', { token })).status).toBe(200);
    wait(1);
    expect((await send('GET', '/Users', { token })).status).toBe(401);
  });
});

describe('origins', () => {
  const targets: readonly VendorTarget[] = createVendorTargets({ clock: { now: () => 0 }, newId: () => 'id' });
  it.each([
    ['https://cloudacademy.com', 'cloud-academy-sso'],
    ['https://app.qa.com', 'cloud-academy-sso'],
    ['https://anybody.askspoke.com', 'askspoke'],
    ['https://scim.demo.example', 'scim'],
    ['http://scim.demo.example', undefined],
    ['https://askspoke.com', undefined],
    ['https://evil.example/.askspoke.com', undefined],
  ])('%s leads to %s', (origin, vendorId) => {
    expect(findVendorTarget(targets, origin)?.vendorId).toBe(vendorId);
  });
});

describe('bad requests', () => {
  it.each([
    { method: 'POST', path: '/Users', body: 'x' },
    { method: 'POST', path: '/Users', body: [] },
    { method: 'GET', path: '/Users?filter=userName%20eq', body: undefined },
    { method: 'GET', path: '/Users?count=many', body: undefined },
    { method: 'PATCH', path: '/Users/ID', body: { Operations: 'x' } },
    { method: 'PATCH', path: '/Users/ID', body: { Operations: [null] } },
    { method: 'PATCH', path: '/Users/ID', body: { Operations: [{ op: 'remove' }] } },
    { method: 'PATCH', path: '/Users/ID', body: { Operations: [{ op: 'add', path: 'emails[', value: 'x' }] } },
  ])('$method $path $body is refused with 400', async ({ method, path, body }) => {
    const { send, token, target } = setUp('scim');
    await send('POST', '/Users', { token, body: { userName: 'a' } });
    const id = String(target.users()[0]?.id);
    const answer = await send(method, path.replace('ID', id), body === undefined ? { token } : { token, body });
    expect(answer.status).toBe(400);
    expect(target.users()).toMatchObject([{ id, userName: 'a' }]);
  });

  it.each(['/Nothing', '/Users/%E0%A4%A', '/Users/nobody'])('%s is not found', async (path) => {
    const { send, token } = setUp('scim');
    expect((await send('GET', path, { token })).status).toBe(404);
  });
});
