import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clearFaults } from '#emulator/faults/apply-fault';
import { FaultSwitch, faultNames } from '#emulator/faults/fault-switch';
import { createTenant } from '#emulator/tenant';
import { askForTokens, openSession, signIn } from '#test/emulator/graph/tenant-session';
import { type FaultWorld, openFaultWorld, startAt } from './fault-world.ts';

const graph = 'https://graph.demo.example/v1.0';

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld();
});
afterEach(() => clearFaults(world.tenant));

describe('a switch for single requests', () => {
  it.each([
    ['throttle', 429, '10'],
    ['throttle-without-retry-after', 429, null],
    ['server-error', 500, null],
    ['bad-gateway', 502, null],
    ['unavailable', 503, '5'],
    ['gateway-timeout', 504, null],
  ] as const)('%s answers %i once and lets the next attempt pass', async (fault, status, retryAfter) => {
    const { session, turn } = world;
    turn({ fault, path: '/me' });
    const first = await session('GET', '/me');
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect((await session('GET', '/me')).status).toBe(200);
  });

  it.each([
    ['forbidden-after-create', 403, 'Authorization_RequestDenied'],
    ['not-found-after-create', 404, 'Request_ResourceNotFound'],
    ['conflict-after-create', 409, 'Directory_ConcurrencyViolation'],
  ] as const)('%s is what a replica answers that knows nothing yet', async (fault, status, code) => {
    const { session, turn, application } = world;
    turn({ fault, times: 2 });
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1) answers.push(await session('GET', application.job));
    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]?.body.error.code).toBe(code);
  });

  it('claims-required is a 403 with the claims to sign in with', async () => {
    const { session, turn } = world;
    turn({ fault: 'claims-required', path: '/me' });
    const { status, body, headers } = await session('GET', '/me');
    expect([status, body.error.code]).toEqual([403, 'insufficient_claims']);
    const [, claims = ''] = /claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toHaveProperty('access_token.capolids');
    expect((await session('GET', '/me')).status).toBe(200);
  });

  it('takes the seconds of Retry-After, and passes what it was told to pass', async () => {
    const { session, turn } = world;
    turn({ fault: 'throttle', path: '/me', after: 1, retryAfterSeconds: 3 });
    const answers = [await session('GET', '/me'), await session('GET', '/me')];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [200, null],
      [429, '3'],
    ]);
  });

  it('a request that a timeout hides has acted; one whose connection was reset has not', async () => {
    const { session, turn, application } = world;
    turn({ fault: 'timeout-after-success', method: 'PATCH' });
    const path = `/servicePrincipals/${application.servicePrincipalId}`;
    expect((await session('PATCH', path, { body: { notes: 'hidden' } })).status).toBe(504);
    expect((await session('GET', `${path}?$select=notes`)).body.notes).toBe('hidden');
    turn({ fault: 'connection-reset', method: 'PATCH' });
    await expect(session('PATCH', path, { body: { notes: 'lost' } })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await session('GET', `${path}?$select=notes`)).body.notes).toBe('hidden');
  });

  it('a hanging request ends when its caller gives up, and a captive portal answers 200 with HTML', async () => {
    const { turn, tenant } = world;
    const token = await signIn(tenant, 'ada.admin');
    const headers = { Authorization: `Bearer ${token}` };
    turn({ fault: 'hang', path: '/me' });
    const aborter = new AbortController();
    const hanging = tenant.fetch(new Request(`${graph}/me`, { headers, signal: aborter.signal }));
    aborter.abort();
    await expect(hanging).rejects.toThrow();
    turn({ fault: 'captive-portal', path: '/me' });
    const portal = await tenant.fetch(new Request(`${graph}/me`, { headers }));
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('secrets that are dropped were accepted all the same', async () => {
    const { session, turn, tenant, application } = world;
    const before = (await session('GET', `${application.root}/secrets`)).body.value;
    turn({ fault: 'drop-secrets' });
    const value = [
      { key: 'SyncAll', value: 'true' },
      { key: 'SyncNotificationSettings', value: '{}' },
    ];
    expect((await session('PUT', `${application.root}/secrets`, { body: { value } })).status).toBe(204);
    await tenant.clock.advance(10_000);
    expect((await session('GET', `${application.root}/secrets`)).body.value).toEqual(before);
  });

  it('a storm breaks requests of many kinds and lets a patient caller through', async () => {
    const { session, turn, tenant } = world;
    turn({ fault: 'storm' });
    const attemptsOf = async (path: string) => {
      for (let attempt = 1; attempt <= 25; attempt += 1) {
        const answer = await session('GET', path).catch(() => null);
        if (answer?.status === 200) return attempt;
      }
      return Number.POSITIVE_INFINITY;
    };
    const attempts = [];
    for (let index = 0; index < 80; index += 1) attempts.push(await attemptsOf(`/groups?$top=${index + 1}`));
    expect(Math.max(...attempts)).toBeLessThanOrEqual(25);
    expect(new Set(tenant.faults.history().map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(4);
  });
});

describe('a switch for requests to the sign-in host', () => {
  const redeem = () => askForTokens(world.tenant, { grant_type: 'refresh_token', refresh_token: 'x', scope: 'openid' });

  it.each([
    ['throttle', { status: 429, retryAfter: '10', aadsts: 90055 }],
    ['unavailable', { status: 503, retryAfter: '5', aadsts: 90033 }],
    ['timeout-after-success', { status: 504, retryAfter: null, aadsts: 90033 }],
  ] as const)('%s answers with an AADSTS body, and leaves Graph alone: %j', async (fault, expected) => {
    const { session, turn } = world;
    turn({ fault, host: 'login', path: '/token' });
    expect((await session('GET', '/me')).status).toBe(200);
    const broken = await redeem();
    expect([broken.status, broken.retryAfter]).toEqual([expected.status, expected.retryAfter]);
    expect(broken.body.error_codes).toEqual([expected.aadsts]);
    expect((await redeem()).body.error_codes).toEqual([700082]);
  });

  it('resets, hangs until the caller leaves, and answers with a captive portal', async () => {
    const { turn, tenant } = world;
    const url = `${tenant.origins.login}/organizations/v2.0/.well-known/openid-configuration`;
    turn({ fault: 'connection-reset', host: 'login' });
    await expect(tenant.fetch(new Request(url))).rejects.toMatchObject({ code: 'ECONNRESET' });
    turn({ fault: 'captive-portal', host: 'login' });
    expect((await tenant.fetch(new Request(url))).headers.get('content-type')).toContain('text/html');
    turn({ fault: 'hang', host: 'login' });
    await expect(tenant.fetch(new Request(url, { signal: AbortSignal.abort() }))).rejects.toThrow();
    expect((await tenant.fetch(new Request(url))).status).toBe(200);
  });
});

describe('what cannot be switched', () => {
  it.each([
    [{ fault: 'target-html' }, 'needs a vendor'],
    [{ fault: 'target-html', vendor: 'nobody' }, "no vendor 'nobody'"],
    [{ fault: 'revoked-session' }, 'needs the user principal name'],
    [{ fault: 'revoked-session', person: 'nobody@x.example' }, "no person 'nobody@x.example'"],
    [{ fault: 'throttle', on: false }, 'ends by itself'],
    [{ fault: 'drop-secrets', host: 'login' }, 'is a fault of Graph'],
  ] as const)('%j', (wanted, message) => {
    expect(() => world.turn(wanted)).toThrow(message);
  });

  it.each([{ fault: 'earthquake' }, { fault: 'throttle', times: 0 }, { fault: 'throttle', probability: 2 }, {}])(
    'has no switch %j',
    (wanted) => {
      expect(FaultSwitch.safeParse(wanted).success).toBe(false);
    },
  );
});

describe('switched by seed and by option', () => {
  const seed = () =>
    JSON.parse(readFileSync(fileURLToPath(new URL('../../../assets/tenants/contoso.json', import.meta.url)), 'utf8'));

  it('a seed tenant names the faults that are on from the start', async () => {
    const faults = [{ fault: 'throttle', path: '/me' }, { fault: 'no-synchronization-in-batch' }];
    const tenant = createTenant({ clockMode: 'warp', startAt, seed: { ...seed(), faults } });
    const session = await openSession(tenant);
    expect([(await session('GET', '/me')).status, (await session('GET', '/me')).status]).toEqual([429, 200]);
    expect(tenant.faults.standing.batchRefusesSynchronization).toBe(true);
  });

  it('an option does the same, and a fault that is none is refused', async () => {
    const tenant = createTenant({ clockMode: 'warp', startAt, faults: [{ fault: 'server-error', path: '/me' }] });
    const session = await openSession(tenant);
    expect((await session('GET', '/me')).status).toBe(500);
    const faults = [{ fault: 'earthquake' }];
    expect(() => createTenant({ clockMode: 'warp', startAt, seed: { ...seed(), faults } })).toThrow(/fault/);
  });

  it('every fault that the design names has a switch', () => {
    const named = {
      '429 with and without Retry-After': ['throttle', 'throttle-without-retry-after'],
      '5/10 s limit on logs': ['report-limit'],
      '5xx': ['server-error', 'bad-gateway', 'unavailable', 'gateway-timeout'],
      '504-after-success': ['timeout-after-success'],
      reset: ['connection-reset'],
      hang: ['hang'],
      'HTML captive portal': ['captive-portal'],
      '403/404/409 right after create': ['forbidden-after-create', 'not-found-after-create', 'conflict-after-create'],
      'expired skiptoken': ['expired-skiptokens'],
      'silent drop of a secrets PUT': ['drop-secrets'],
    };
    expect(new Set(faultNames).size).toBe(faultNames.length);
    expect(faultNames).toEqual(expect.arrayContaining(Object.values(named).flat()));
  });
});
