import { describe, expect, it } from 'vitest';
import { createGraphFixture } from './graph-fixture.ts';

const row = (index: number) => ({
  id: `row-${index}`,
  activityDateTime: new Date(Date.parse('2026-03-01T00:00:00Z') - index * 60_000).toISOString(),
  jobId: 'scim.1',
  provisioningAction: index % 2 === 0 ? 'create' : 'Update',
  servicePrincipal: { id: 'SP-1', displayName: 'Airstack' },
  sourceIdentity: { id: `s${index}`, displayName: `Person ${index}`, identityType: 'User' },
  provisioningStatusInfo: { status: 'success' },
});

describe('provisioning logs', () => {
  it.each([
    ["provisioningAction eq 'create'", 5],
    ["provisioningAction eq 'update'", 0],
    ["contains(tolower(servicePrincipal/id),'sp-1') and activityDateTime gt 2026-02-28T23:55:30Z", 5],
    ["servicePrincipal/id eq 'SP-1' and (id eq 'row-1' or id eq 'row-2')", 2],
    ["contains(sourceIdentity/displayName,'Person 3')", 1],
    ['activityDateTime ge 2026-03-01 and activityDateTime le 2026-03-01', 1],
    ['activityDateTime lt 2026-02-28T23:51:30', 1],
  ])('are filtered by %s, minding case', async (filter, count) => {
    const { get, double } = createGraphFixture();
    double.rows = Array.from({ length: 10 }, (_, index) => row(index));
    const { body } = await get(`/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`);
    expect(body.value).toHaveLength(count);
  });

  it.each([
    "provisioningStatusInfo/status eq 'failure'",
    "startswith(id,'row')",
    "provisioningAction ne 'create'",
    "not (id eq 'row-1')",
    'durationInMilliseconds gt 5',
  ])('refuse the filter %s', async (filter) => {
    const { get } = createGraphFixture();
    const { status, body } = await get(`/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}`);
    expect([status, body.error.code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('have no $count', async () => {
    const { get } = createGraphFixture();
    expect((await get('/auditLogs/provisioning?$count=true')).status).toBe(400);
  });

  it('page without a hole and without doubles while new rows arrive', async () => {
    const { get, double, clock } = createGraphFixture();
    double.rows = Array.from({ length: 10 }, (_, index) => row(index));
    const first = await get('/auditLogs/provisioning?$top=4&$orderby=activityDateTime desc');
    double.rows.unshift({ ...row(0), id: 'new', activityDateTime: '2026-03-02T00:00:00Z' });
    await clock.advance(10_000);
    const second = await get(first.body['@odata.nextLink']);
    expect(second.body.value.map(({ id }: { id: string }) => id)).toEqual(['row-4', 'row-5', 'row-6', 'row-7']);
    const third = await get(second.body['@odata.nextLink']);
    expect(third.body.value).toHaveLength(2);
    expect(third.body['@odata.nextLink']).toBeUndefined();
  });

  it('answer five requests in ten seconds, shared with the directory audits, and then say when to come again', async () => {
    const { get, clock } = createGraphFixture();
    const scopes = ['AuditLog.Read.All'];
    for (let count = 0; count < 5; count += 1) {
      const path = count % 2 === 0 ? '/auditLogs/provisioning' : '/auditLogs/directoryAudits';
      expect((await get(path, { scopes })).status).toBe(200);
      await clock.advance(1_000);
    }
    const refused = await get('/auditLogs/directoryAudits', { scopes });
    expect([refused.status, refused.body.error.code, refused.headers.get('retry-after')]).toEqual([
      429,
      'TooManyRequests',
      '5',
    ]);
    await clock.advance(5_000);
    expect((await get('/auditLogs/provisioning', { scopes })).status).toBe(200);
  });

  it('need a premium tenant', async () => {
    const { get } = createGraphFixture({ premium: false });
    const { status, body } = await get('/auditLogs/provisioning');
    expect([status, body.error.code]).toEqual([403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant']);
  });
});

describe('directory audits', () => {
  it('name who changed what of the provisioning configuration', async () => {
    const { withJob, call, get } = createGraphFixture();
    const { job, servicePrincipalId } = await withJob('Airstack');
    await call('POST', `${job}/start`);
    const path = "/auditLogs/directoryAudits?$filter=loggedByService eq 'Account Provisioning'";
    const { body } = await get(path, { scopes: ['AuditLog.Read.All'] });
    expect(body.value[0]).toMatchObject({
      activityDisplayName: 'Enable/start provisioning configuration',
      category: 'ProvisioningManagement',
      initiatedBy: { user: { userPrincipalName: 'ada.admin@contoso.demo.example' } },
      targetResources: [{ id: servicePrincipalId }],
    });
    expect(body.value).toHaveLength(2);
  });
});

describe('a batch', () => {
  it('answers each request on its own, in an order of its own', async () => {
    const { call, person } = createGraphFixture();
    const requests = [
      { id: '1', method: 'GET', url: `/users/${person('cher').id}` },
      { id: '2', method: 'GET', url: '/users/nobody@contoso.demo.example' },
      { id: '3', method: 'GET', url: '/drives' },
    ];
    const { status, body } = await call('POST', '/$batch', { body: { requests } });
    expect(status).toBe(200);
    const statuses = Object.fromEntries(
      body.responses.map((item: { id: string; status: number }) => [item.id, item.status]),
    );
    expect(statuses).toEqual({ 1: 200, 2: 404, 3: 501 });
    expect(body.responses[0].id).toBe('3');
    const missing = body.responses.find((item: { id: string }) => item.id === '2');
    expect(missing.body.error.innerError['request-id']).toMatch(/-/);
  });

  it('stops what depends on a failure, and waits for what it depends on', async () => {
    const { call } = createGraphFixture();
    const requests = [
      { id: 'last', method: 'GET', url: '/me', dependsOn: ['failing'] },
      { id: 'failing', method: 'GET', url: '/users/nobody@contoso.demo.example', dependsOn: ['first'] },
      { id: 'first', method: 'GET', url: '/me' },
    ];
    const { body } = await call('POST', '/$batch', { body: { requests } });
    const statuses = Object.fromEntries(
      body.responses.map((item: { id: string; status: number }) => [item.id, item.status]),
    );
    expect(statuses).toEqual({ first: 200, failing: 404, last: 424 });
  });

  it('throttles single requests inside a 200', async () => {
    const { call, faults } = createGraphFixture();
    faults.inject({ fault: { kind: 'throttle', retryAfterSeconds: 3 }, path: '/groups' });
    const requests = [
      { id: '1', method: 'GET', url: '/groups' },
      { id: '2', method: 'GET', url: '/groups' },
    ];
    const { status, body } = await call('POST', '/$batch', { body: { requests } });
    expect(status).toBe(200);
    const [second, first] = body.responses;
    expect([first.status, first.headers['Retry-After'], second.status]).toEqual([429, '3', 200]);
  });

  const ok = { id: '1', method: 'GET', url: '/me' };
  it.each([
    ['no requests', {}],
    ['21 requests', { requests: Array.from({ length: 21 }, (_, index) => ({ ...ok, id: String(index) })) }],
    ['two requests with one id', { requests: [ok, ok] }],
    ['an absolute URL', { requests: [{ ...ok, url: 'https://graph.demo.example/v1.0/me' }] }],
    ['an unknown method', { requests: [{ ...ok, method: 'FETCH' }] }],
    ['an unknown dependency', { requests: [{ ...ok, dependsOn: ['9'] }] }],
    [
      'a circle',
      {
        requests: [
          { ...ok, dependsOn: ['2'] },
          { ...ok, id: '2', dependsOn: ['1'] },
        ],
      },
    ],
  ])('is refused with %s', async (_name, body) => {
    const { call } = createGraphFixture();
    expect((await call('POST', '/$batch', { body })).status).toBe(400);
  });

  it('refuses a body without a content type, and a batch in a batch', async () => {
    const { call } = createGraphFixture();
    const requests = [
      { id: '1', method: 'POST', url: '/servicePrincipals/x/appRoleAssignedTo', body: {} },
      {
        id: '2',
        method: 'POST',
        url: '/$batch',
        headers: { 'content-type': 'application/json' },
        body: { requests: [] },
      },
    ];
    const { body } = await call('POST', '/$batch', { body: { requests } });
    expect(body.responses.map((item: { status: number }) => item.status)).toEqual([400, 400]);
  });
});

describe('faults', () => {
  it.each([
    [{ kind: 'throttle', retryAfterSeconds: null }, 429, null],
    [{ kind: 'throttle', retryAfterSeconds: 7 }, 429, '7'],
    [{ kind: 'status', status: 503, retryAfterSeconds: 2 }, 503, '2'],
    [{ kind: 'status', status: 500 }, 500, null],
  ] as const)('%j answer %i before the request acts', async (fault, status, retryAfter) => {
    const { withJob, call, faults, double } = createGraphFixture();
    const { job } = await withJob('Airstack');
    faults.inject({ fault, method: 'POST', path: '/start' });
    const answer = await call('POST', `${job}/start`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(double.calls).toEqual([]);
    expect((await call('POST', `${job}/start`)).status).toBe(204);
  });

  it('a 504 after success leaves what was made', async () => {
    const { call, get, faults } = createGraphFixture();
    faults.inject({ fault: { kind: 'timeoutAfterSuccess' }, path: /instantiate$/ });
    const gallery = await get("/applicationTemplates?$filter=displayName eq 'Airstack'");
    const path = `/applicationTemplates/${gallery.body.value[0].id}/instantiate`;
    expect((await call('POST', path, { body: { displayName: 'Airstack' } })).status).toBe(504);
    expect((await get("/servicePrincipals?$filter=displayName eq 'Airstack'")).body.value).toHaveLength(1);
  });

  it('a dropped PUT of secrets says 204', async () => {
    const { withJob, call, state, faults } = createGraphFixture();
    const { root, servicePrincipalId } = await withJob('Airstack');
    faults.inject({ fault: { kind: 'dropSecrets' }, method: 'PUT', path: '/secrets' });
    const value = [
      { key: 'SyncNotificationSettings', value: '{}' },
      { key: 'SyncAll', value: 'true' },
    ];
    expect((await call('PUT', `${root}/secrets`, { body: { value } })).status).toBe(204);
    expect(state.secrets.has(servicePrincipalId)).toBe(false);
  });

  it('a reset rejects, a hang ends with the caller, a captive portal answers HTML', async () => {
    const { send, call, faults } = createGraphFixture();
    faults.inject({ fault: { kind: 'reset' } });
    await expect(send('GET', '/me')).rejects.toMatchObject({ code: 'ECONNRESET' });
    faults.inject({ fault: { kind: 'captivePortal' } });
    const portal = await call('GET', '/me');
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});
