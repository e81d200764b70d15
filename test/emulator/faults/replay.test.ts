import { describe, expect, it } from 'vitest';
import { createTenant, type Tenant } from '#emulator/tenant';
import { productScopes } from '#test/emulator/graph/graph-fixture';
import { signIn } from '#test/emulator/graph/tenant-session';

const graph = 'https://graph.demo.example/v1.0';
const applications = Array.from({ length: 12 }, (_, index) => `Airstack ${index}`);
const longestPatience = 30;

/** One request, tried until it is answered as it should be; what a careful client does, without its waiting. */
async function insist(tenant: Tenant, token: string, request: { method: string; path: string; body?: unknown }) {
  const { method, path, body } = request;
  for (let attempt = 0; attempt < longestPatience; attempt += 1) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await tenant.fetch(new Request(`${graph}${path}`, init)).catch(() => null);
    if (response !== null && response.status < 400) {
      const text = await response.text();
      return text === '' ? null : JSON.parse(text);
    }
  }
  throw new Error(`${method} ${path} did not succeed in ${longestPatience} attempts.`);
}

async function setUpOne(tenant: Tenant, token: string, displayName: string): Promise<void> {
  const go = (method: string, path: string, body?: unknown) => insist(tenant, token, { method, path, body });
  const template = [...tenant.state.galleryTemplates.values()].find(({ vendorId }) => vendorId === 'airstack');
  const made = await go('POST', `/applicationTemplates/${template?.id}/instantiate`, { displayName });
  const { id } = made.servicePrincipal;
  const root = `/servicePrincipals/${id}/synchronization`;
  const offered = await go('GET', `${root}/templates`);
  const job = await go('POST', `${root}/jobs`, { templateId: offered.value[0].id });
  const value = [
    { key: 'SyncAll', value: 'false' },
    { key: 'SyncNotificationSettings', value: '{}' },
  ];
  await go('PUT', `${root}/secrets`, { value });
  await go('GET', `${root}/jobs/${job.id}/schema`);
  for (const person of [...tenant.state.people.values()].slice(0, 3)) {
    const appRoleId = made.application.appRoles[0].id;
    const body = { principalId: person.id, resourceId: id, appRoleId };
    await insist(tenant, token, { method: 'POST', path: `/servicePrincipals/${id}/appRoleAssignedTo`, body }).catch(
      // An assignment whose answer was lost is there already, and is refused from then on.
      () => null,
    );
  }
  // Assignments have ids by chance, which must not show in what goes wrong.
  const assigned = await go('GET', `/servicePrincipals/${id}/appRoleAssignedTo`);
  for (const assignment of assigned.value) {
    await go('DELETE', `/servicePrincipals/${id}/appRoleAssignedTo/${assignment.id}`);
  }
  await go('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url: `${root}/jobs/${job.id}` }] });
}

/** What went wrong when so many workers did the same work, in an order that does not depend on them. */
async function faultsAt(concurrency: number, faultSeed: number): Promise<readonly string[]> {
  const tenant = createTenant({
    clockMode: 'warp',
    startAt: Date.parse('2026-03-02T08:00:00Z'),
    replicationDelayMs: 0,
    faultSeed,
  });
  const token = await signIn(tenant, 'ada.admin', productScopes);
  const rule = { times: 2, probability: 0.2 };
  tenant.faults.inject({ ...rule, fault: { kind: 'throttle', retryAfterSeconds: null } });
  tenant.faults.inject({ ...rule, fault: { kind: 'status', status: 503 } });
  tenant.faults.inject({ ...rule, fault: { kind: 'timeoutAfterSuccess' }, method: 'PUT' });
  tenant.faults.inject({ ...rule, fault: { kind: 'reset' } });
  tenant.faults.inject({ ...rule, fault: { kind: 'notReplicated', status: 409 }, path: '/synchronization' });
  const waiting = [...applications];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await setUpOne(tenant, token, next);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return tenant.faults
    .history()
    .map(({ method, object, attempt, kind }) => `${method} ${object} #${attempt} ${kind}`)
    .toSorted();
}

describe('one seed of faults', () => {
  it('gives the same faults when one worker works and when eight do', async () => {
    const alone = await faultsAt(1, 42);
    expect(alone.length).toBeGreaterThan(50);
    expect(new Set(alone.map((line) => line.slice(line.lastIndexOf(' ') + 1)))).toEqual(
      new Set(['throttle', 'status', 'timeoutAfterSuccess', 'reset', 'notReplicated']),
    );
    expect(await faultsAt(8, 42)).toEqual(alone);
  });

  it('gives others than another seed', async () => {
    expect(await faultsAt(1, 43)).not.toEqual(await faultsAt(1, 44));
  });
});
