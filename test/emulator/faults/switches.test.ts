import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyFault, clearFaults } from '#emulator/faults/apply-fault';
import { FaultSwitch, type FaultSwitchInput, faultNames } from '#emulator/faults/fault-switch';
import { createTenant, type Tenant } from '#emulator/tenant';
import { openSession, type Session, setUpApplication, signIn } from '../graph/tenant-session.ts';

const graph = 'https://graph.demo.example/v1.0';
const startAt = Date.parse('2026-03-02T08:00:00Z');

interface World {
  readonly tenant: Tenant;
  readonly session: Session;
  readonly application: Awaited<ReturnType<typeof setUpApplication>>;
  readonly turn: (wanted: FaultSwitchInput) => void;
}

async function openWorld(): Promise<World> {
  const tenant = createTenant({ clockMode: 'warp', startAt });
  tenant.identity.control.setTokenLifetimeSeconds(30 * 86_400);
  const session = await openSession(tenant);
  const application = await setUpApplication(session, tenant, {
    vendorId: 'airstack',
    baseAddress: 'https://api-as.lenovosoftware.com/scim/v2',
    assigned: ['cher', 'matteo.rossi'],
  });
  return { tenant, session, application, turn: (wanted) => applyFault(tenant, FaultSwitch.parse(wanted)) };
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

describe('a switch for single requests', () => {
  it.each([
    ['throttle', 429, '10'],
    ['throttle-without-retry-after', 429, null],
    ['server-error', 500, null],
    ['bad-gateway', 502, null],
    ['unavailable', 503, '5'],
    ['gateway-timeout', 504, null],
  ] as const)('%s answers %i once and lets the next attempt pass', async (fault, status, retryAfter) => {
    const { session, turn, tenant } = world;
    turn({ fault, path: '/me' });
    const first = await session('GET', '/me');
    expect([first.status, first.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect((await session('GET', '/me')).status).toBe(200);
    clearFaults(tenant);
  });

  it.each([
    ['forbidden-after-create', 403, 'Authorization_RequestDenied'],
    ['not-found-after-create', 404, 'Request_ResourceNotFound'],
    ['conflict-after-create', 409, 'Directory_ConcurrencyViolation'],
  ] as const)('%s is what a replica answers that knows nothing yet', async (fault, status, code) => {
    const { session, turn, tenant, application } = world;
    turn({ fault, times: 2 });
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1) answers.push(await session('GET', application.job));
    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]?.body.error.code).toBe(code);
    clearFaults(tenant);
  });

  it('takes the seconds of Retry-After, and passes what it was told to pass', async () => {
    const { session, turn, tenant } = world;
    turn({ fault: 'throttle', path: '/me', after: 1, retryAfterSeconds: 3 });
    const answers = [await session('GET', '/me'), await session('GET', '/me')];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [200, null],
      [429, '3'],
    ]);
    clearFaults(tenant);
  });

  it('a request that a timeout hides has acted; one whose connection was reset has not', async () => {
    const { session, turn, tenant, application } = world;
    turn({ fault: 'timeout-after-success', method: 'PATCH' });
    const path = `/servicePrincipals/${application.servicePrincipalId}`;
    expect((await session('PATCH', path, { body: { notes: 'hidden' } })).status).toBe(504);
    expect((await session('GET', `${path}?$select=notes`)).body.notes).toBe('hidden');
    clearFaults(tenant);
    turn({ fault: 'connection-reset', method: 'PATCH' });
    await expect(session('PATCH', path, { body: { notes: 'lost' } })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await session('GET', `${path}?$select=notes`)).body.notes).toBe('hidden');
    clearFaults(tenant);
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
    clearFaults(tenant);
    turn({ fault: 'captive-portal', path: '/me' });
    const portal = await tenant.fetch(new Request(`${graph}/me`, { headers }));
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    clearFaults(tenant);
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
    clearFaults(tenant);
  });

  it('a storm lets a patient caller through', async () => {
    const { session, turn, tenant } = world;
    turn({ fault: 'storm', probability: 1 });
    const statuses = [];
    for (let attempt = 0; attempt < 60; attempt += 1) {
      statuses.push((await session('GET', '/me').catch(() => ({ status: 0 }))).status);
    }
    expect(statuses.filter((status) => status !== 200).length).toBeGreaterThan(2);
    expect(statuses.at(-1)).toBe(200);
    clearFaults(tenant);
  });
});

describe('a switch that stays on', () => {
  it('no-synchronization-in-batch refuses these items of a batch and no others', async () => {
    const { session, turn, application } = world;
    const requests = [
      { id: '1', method: 'GET', url: application.job },
      { id: '2', method: 'GET', url: '/me' },
    ];
    const statuses = async () => {
      const { body } = await session('POST', '/$batch', { body: { requests } });
      return Object.fromEntries(body.responses.map((item: { id: string; status: number }) => [item.id, item.status]));
    };
    turn({ fault: 'no-synchronization-in-batch' });
    expect(await statuses()).toEqual({ 1: 400, 2: 200 });
    expect((await session('GET', application.job)).status).toBe(200);
    turn({ fault: 'no-synchronization-in-batch', on: false });
    expect(await statuses()).toEqual({ 1: 200, 2: 200 });
  });

  it('expired-skiptokens makes the next page of an old answer a 400', async () => {
    const { session, turn, tenant } = world;
    const first = await session('GET', '/users?$top=2');
    turn({ fault: 'expired-skiptokens' });
    const next = first.body['@odata.nextLink'].replace(graph, '');
    expect((await session('GET', next)).body.error.code).toBe('Directory_ExpiredPageToken');
    turn({ fault: 'expired-skiptokens', on: false });
    expect((await session('GET', next)).status).toBe(200);
    clearFaults(tenant);
  });

  it('late-logs shows every row within two hours, none before its time', async () => {
    const { session, turn, tenant, application } = await openWorld();
    turn({ fault: 'late-logs' });
    await session('POST', `${application.job}/start`);
    await tenant.clock.advance(60_000);
    const rows = async () => (await session('GET', '/auditLogs/provisioning')).body.value.length;
    const atOnce = await rows();
    await session('POST', `${application.job}/pause`);
    await tenant.clock.advance(2 * 3_600_000);
    const later = await rows();
    expect(atOnce).toBeLessThan(later);
    turn({ fault: 'late-logs', on: false });
    expect(await rows()).toBe(later);
  });

  it('a vendor misbehaves until it is told not to', async () => {
    const { session, turn, application } = world;
    const prove = async () =>
      (await session('POST', `${application.job}/validateCredentials`, { body: { useSavedCredentials: true } })).status;
    turn({ fault: 'target-html', vendor: 'airstack' });
    expect(await prove()).toBe(400);
    turn({ fault: 'target-html', vendor: 'airstack', on: false });
    expect(await prove()).toBe(204);
  });
});

describe('a switch for sign-in', () => {
  it.each(['revoked-session', 'claims-challenge', 'conditional-access'] as const)(
    '%s turns a token away',
    async (fault) => {
      const { tenant, turn } = await openWorld();
      const session = await openSession(tenant);
      expect((await session('GET', '/me')).status).toBe(200);
      turn({ fault, person: 'ada.admin@contoso.demo.example' });
      const answer = await session('GET', '/me');
      // A policy counts when the next token is asked for; the other two end the one that is there.
      expect(answer.status).toBe(fault === 'conditional-access' ? 200 : 401);
      if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toContain('claims="');
    },
  );
});

describe('what cannot be switched', () => {
  it.each([
    [{ fault: 'target-html' }, 'needs a vendor'],
    [{ fault: 'target-html', vendor: 'nobody' }, "no vendor 'nobody'"],
    [{ fault: 'revoked-session' }, 'needs the user principal name'],
    [{ fault: 'revoked-session', person: 'nobody@x.example' }, "no person 'nobody@x.example'"],
    [{ fault: 'throttle', on: false }, 'ends by itself'],
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
    expect(new Set(faultNames).size).toBe(faultNames.length);
    expect(faultNames).toEqual(
      expect.arrayContaining(['drop-secrets', 'expired-skiptokens', 'captive-portal', 'hang']),
    );
  });
});
