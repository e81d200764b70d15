import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';

let served: ServedTenant;
beforeAll(async () => {
  served = await serveTenant({ clockMode: 'warp', startAt: Date.parse('2026-03-02T08:00:00Z'), control: true });
});
afterAll(() => served.close());

const secret = () => served.control?.secret ?? '';

async function ask(path: string, input: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${served.control?.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret()}`, 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the control of a served tenant', () => {
  it('stands on 127.0.0.1, on a port of its own, and only when it was asked for', async () => {
    expect(served.control?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(Object.values(served.urls)).not.toContain(served.control?.url);
    expect(JSON.stringify(served.endpoints)).not.toContain(secret());
    const plain = await serveTenant({ clockMode: 'warp' });
    expect(plain.control).toBeNull();
    await plain.close();
  });

  it('switches faults, lists them, and clears them', async () => {
    const graph = `${served.urls['https://graph.demo.example']}/v1.0/me`;
    expect((await ask('/faults/switch', { fault: 'server-error', path: '/me' })).status).toBe(200);
    expect((await fetch(graph)).status).toBe(500);
    expect((await fetch(graph)).status).toBe(401);
    const listed = await ask('/faults/list', {});
    expect(listed.body).toMatchObject({ faults: [{ method: 'GET', route: '/me', attempt: 1, kind: 'status' }] });
    expect((await ask('/faults/clear', {})).body).toEqual({ cleared: true });
    expect((await ask('/faults/list', {})).body).toMatchObject({ faults: [] });
  });

  it('lets time pass', async () => {
    const before = served.tenant.clock.now();
    const { body } = await ask('/clock/advance', { milliseconds: 3_600_000 });
    expect(Date.parse(String(body.now))).toBe(before + 3_600_000);
  });

  it("makes and revokes a vendor's tokens", async () => {
    const { body } = await ask('/vendors/token', { vendor: 'scim' });
    const users = () =>
      fetch(`${served.urls['https://scim.demo.example']}/scim/Users`, {
        headers: { authorization: `Bearer ${String(body.token)}` },
      });
    expect((await users()).status).toBe(200);
    expect((await ask('/vendors/revoke', { vendor: 'scim' })).status).toBe(200);
    expect((await users()).status).toBe(401);
  });

  it.each([
    ['no secret', { authorization: '' }, 401],
    ['another secret', { authorization: 'Bearer x' }, 401],
    ['an origin, as a web page has', { origin: 'http://127.0.0.1:1' }, 403],
  ])('refuses %s', async (_name, headers, status) => {
    expect((await ask('/faults/clear', {}, headers)).status).toBe(status);
  });

  it.each([
    ['/faults/switch', { fault: 'earthquake' }, 400],
    ['/faults/switch', { fault: 'target-html', vendor: 'nobody' }, 400],
    ['/faults/switch', 'no json', 400],
    ['/faults/clear', { everything: true }, 400],
    ['/clock/advance', { milliseconds: -1 }, 400],
    ['/clock/advance', { milliseconds: 1e15 }, 400],
    ['/vendors/token', { vendor: 'nobody' }, 400],
    ['/vendors/token', { vendor: '__proto__' }, 400],
    ['/jobs/quarantine', { vendor: 'airstack', reason: 'Unknown' }, 400],
    ['/jobs/quarantine', { vendor: 'nobody', reason: null }, 400],
    ['/nothing', {}, 404],
    ['/__proto__', {}, 404],
  ])('answers %s %j with %3$i and goes on', async (path, input, status) => {
    const { status: answered, body } = await ask(path, input);
    expect([answered, typeof body.error]).toEqual([status, 'string']);
    expect((await ask('/faults/list', {})).status).toBe(200);
  });

  it('refuses another Host, as a rebound name would send it', async () => {
    const { fetch: answer, secret: own } = (await import('#emulator/control/tenant-control')).createTenantControl(
      served.tenant,
    );
    const headers = { host: 'evil.example', authorization: `Bearer ${own}` };
    const request = new Request('http://evil.example/faults/clear', { method: 'POST', headers, body: '{}' });
    expect((await answer(request, '127.0.0.1:1')).status).toBe(403);
  });
});
