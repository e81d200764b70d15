import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { visitAuthorize } from '#emulator/admin-center/visit-authorize';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { createTenant } from '#emulator/tenant';
import type { TenantOptions } from '#emulator/tenant-options';
import { openSession, setUpApplication, signIn } from './tenant-session.ts';

let served: ServedTenant | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function serve(options: Partial<TenantOptions> = {}): Promise<ServedTenant> {
  served = await serveTenant({ clockMode: 'warp', ...options });
  return served;
}

const airstack = { vendorId: 'airstack', baseAddress: 'https://api-as.lenovosoftware.com/0/as/common/scim' };

describe('a tenant in process', () => {
  it('signs in, sets up an application and provisions an assigned person into the vendor', async () => {
    const tenant = createTenant({ clockMode: 'warp' });
    const session = await openSession(tenant);
    const { job, servicePrincipalId } = await setUpApplication(session, tenant, { ...airstack, assigned: ['cher'] });
    expect((await session('POST', `${job}/validateCredentials`, { body: { useSavedCredentials: true } })).status).toBe(
      204,
    );
    expect((await session('POST', `${job}/start`)).status).toBe(204);
    await tenant.clock.advance(60_000);
    const target = tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
    expect(target?.users().map(({ userName }) => userName)).toEqual(['cher@contoso.demo.example']);
    const logs = await session('GET', `/auditLogs/provisioning?$filter=servicePrincipal/id eq '${servicePrincipalId}'`);
    expect(logs.body.value.map((row: { provisioningAction: string }) => row.provisioningAction)).toContain('create');
  });

  it('answers 501 for a host that it does not have', async () => {
    const tenant = createTenant({ clockMode: 'warp' });
    expect((await tenant.fetch(new Request('https://example.com/'))).status).toBe(501);
  });

  it('logs requests to Graph in real milliseconds and tells hooks about both moments', async () => {
    const seen: string[] = [];
    const tenant = createTenant({
      clockMode: 'warp',
      latencyMs: 30,
      intercept: async (phase, { index, method, path }) => void seen.push(`${phase} ${index} ${method} ${path}`),
    });
    const session = await openSession(tenant);
    await Promise.all([session('GET', '/me'), session('GET', '/organization')]);
    expect(seen.toSorted()).toEqual([
      'acted 0 GET /v1.0/me',
      'acted 1 GET /v1.0/organization',
      'received 0 GET /v1.0/me',
      'received 1 GET /v1.0/organization',
    ]);
    expect(tenant.requestLog.map(({ path, status }) => [path, status])).toEqual([
      ['/v1.0/me', 200],
      ['/v1.0/organization', 200],
    ]);
    for (const { began, ended } of tenant.requestLog) expect(ended - began).toBeGreaterThanOrEqual(25);
  });

  it('breaks the connection when a hook rejects, after the request acted', async () => {
    const tenant = createTenant({
      clockMode: 'warp',
      intercept: async (phase, { path }) => {
        if (phase === 'acted' && path.endsWith('/instantiate')) throw new Error('lost');
      },
    });
    const session = await openSession(tenant);
    const before = tenant.state.servicePrincipals.size;
    const template = '/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate';
    await expect(session('POST', template, { body: { displayName: 'X' } })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(tenant.state.servicePrincipals.size).toBe(before + 1);
  });
});

describe('a served tenant', () => {
  it('gives the endpoints that another process needs, all on 127.0.0.1', async () => {
    const { endpoints, urls, tenant } = await serve();
    expect(endpoints).toMatchObject({
      name: 'Contoso Demo',
      authority: 'https://login.demo.example',
      graph: 'https://graph.demo.example',
    });
    expect(Object.keys(endpoints.loopback).toSorted()).toEqual(Object.values(tenant.origins).toSorted());
    for (const url of Object.values(urls)) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(Object.keys(urls)).toContain('https://api-as.lenovosoftware.com');
  });

  it('answers Graph over HTTP with the date of the tenant and next links on the public origin', async () => {
    const { urls, tenant } = await serve({ startAt: Date.parse('2026-03-02T08:00:00Z') });
    const token = await signIn(tenant, 'ada.admin');
    const response = await fetch(`${urls['https://graph.demo.example']}/v1.0/users?$top=3`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('date')).toBe('Mon, 02 Mar 2026 08:00:00 GMT');
    const body = (await response.json()) as Record<string, string>;
    expect(body['@odata.nextLink']).toMatch(/^https:\/\/graph\.demo\.example\/v1\.0\/users\?/);
  });

  it('reaches vendors over HTTP, unknown hosts not at all', async () => {
    const { tenant } = await serve();
    const session = await openSession(tenant);
    const { root, token } = await setUpApplication(session, tenant, { ...airstack, assigned: [] });
    const test = (baseAddress: string, secret = token) =>
      session('POST', `${root}/jobs/validateCredentials`, {
        body: {
          templateId: tenant.state.jobs.values().next().value?.templateId,
          credentials: [
            { key: 'BaseAddress', value: baseAddress },
            { key: 'SecretToken', value: secret },
          ],
        },
      });
    expect((await test(airstack.baseAddress)).status).toBe(204);
    for (const refused of [await test('https://nowhere.example/scim'), await test(airstack.baseAddress, 'wrong')]) {
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).not.toBe('');
    }
  });

  it('authorizes an OAuth application by a real visit to the admin page and the vendor', async () => {
    const { tenant, endpoints } = await serve();
    const session = await openSession(tenant);
    const atea = await setUpApplication(session, tenant, { vendorId: 'atea', baseAddress: '', assigned: [] });
    const prove = () => session('POST', `${atea.job}/validateCredentials`, { body: { useSavedCredentials: true } });
    tenant.state.secrets.set(atea.servicePrincipalId, new Map([['SyncAll', 'false']]));
    expect((await prove()).status).toBe(400);
    const page = `${endpoints.loopback['https://entra.demo.example']}/authorize?servicePrincipalId=${atea.servicePrincipalId}`;
    await visitAuthorize(page, { fetch, account: 'admin@atea.example' });
    expect((await prove()).status).toBe(204);
    const secrets = await session('GET', `${atea.root}/secrets`);
    expect(secrets.body.value).toContainEqual({ key: 'Oauth2AccessToken', value: '*' });
    expect(secrets.body.value).toContainEqual({ key: 'SyncAll', value: 'false' });
  });

  it('runs due cycles by itself in real mode', async () => {
    const { tenant } = await serve({ clockMode: 'real' });
    const session = await openSession(tenant);
    const { job } = await setUpApplication(session, tenant, { ...airstack, assigned: ['cher'] });
    await session('POST', `${job}/start`);
    const target = tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
    while (target?.users().length === 0) await tenant.clock.sleep(50);
    expect(target?.users()).toHaveLength(1);
  });

  it('does not authorize an application that takes a token, nor one that does not exist', async () => {
    const { tenant, endpoints } = await serve();
    const session = await openSession(tenant);
    const { servicePrincipalId } = await setUpApplication(session, tenant, { ...airstack, assigned: [] });
    const page = `${endpoints.loopback['https://entra.demo.example']}/authorize?servicePrincipalId=`;
    const options = { fetch, account: 'x@y.example' };
    await expect(visitAuthorize(page + servicePrincipalId, options)).rejects.toThrow(/secret token/);
    await expect(visitAuthorize(`${page}nobody`, options)).rejects.toThrow(/HTTP 404/);
    const callback = `${endpoints.loopback['https://entra.demo.example']}/authorize/callback?code=x&state=y`;
    expect((await fetch(callback)).status).toBe(400);
  });

  it('resets a connection, and survives clients that leave while a request hangs', async () => {
    const aborter = new AbortController();
    let received = 0;
    const { tenant, urls } = await serve({
      async intercept(phase) {
        if (phase !== 'received') return;
        received += 1;
        if (received === 2) aborter.abort();
      },
    });
    const graph = urls['https://graph.demo.example'] ?? '';
    tenant.faults.inject({ fault: { kind: 'reset' } });
    await expect(fetch(`${graph}/v1.0/me`)).rejects.toThrow();
    tenant.faults.inject({ fault: { kind: 'hang' } });
    await expect(fetch(`${graph}/v1.0/me`, { signal: aborter.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect((await fetch(`${graph}/v1.0/me`)).status).toBe(401);
  });

  it('refuses a body over 8 MB and survives rubbish', async () => {
    const { urls } = await serve();
    const graph = urls['https://graph.demo.example'] ?? '';
    const { hostname, port } = new URL(graph);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end('rubbish\r\n\r\n'));
      socket.on('error', () => {});
      socket.on('close', () => resolve());
    });
    const large = await fetch(`${graph}/v1.0/me`, { method: 'POST', body: 'x'.repeat(9_000_000) }).catch(() => null);
    expect(large === null || large.status === 413).toBe(true);
    expect((await fetch(`${graph}/v1.0/me`)).status).toBe(401);
  });
});
