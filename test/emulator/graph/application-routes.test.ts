import { describe, expect, it } from 'vitest';
import { createGraphFixture, type GraphFixture } from './graph-fixture.ts';

const zeroRole = '00000000-0000-0000-0000-000000000000';

async function groupId({ get }: GraphFixture, displayName: string): Promise<string> {
  const { body } = await get(`/groups?$filter=${encodeURIComponent(`displayName eq '${displayName}'`)}`);
  return body.value[0].id;
}

describe('the gallery', () => {
  it('is found by name, with and without provisioning support', async () => {
    const { get } = createGraphFixture();
    const { body } = await get(
      "/applicationTemplates?$filter=displayName eq 'Cloud Academy - SSO'&$select=supportedProvisioningTypes",
    );
    expect(body.value).toHaveLength(1);
    expect(body.value[0].supportedProvisioningTypes).toEqual(['sync']);
    expect(body.value[0].id).toMatch(/^[0-9a-f-]{36}$/);
    const without = await get("/applicationTemplates?$filter=contains(displayName,'payroll')");
    expect(without.body.value[0].supportedProvisioningTypes).toEqual([]);
  });

  it('is filtered by category, and by nothing but name and category', async () => {
    const { get } = createGraphFixture();
    const { body } = await get("/applicationTemplates?$filter=categories/any(c:contains(c,'education'))");
    expect(body.value.map((item: { displayName: string }) => item.displayName).sort()).toEqual([
      'Cloud Academy - SSO',
      'Compass Learning',
      'Lantern Library',
      'SchoolStream ASA',
    ]);
    expect((await get("/applicationTemplates?$filter=supportedProvisioningTypes/any(c:c eq 'sync')")).status).toBe(400);
    expect((await get("/applicationTemplates?$filter=publisher eq 'Atea'")).status).toBe(400);
  });

  it('needs no scope beyond a token', async () => {
    const { get } = createGraphFixture();
    expect((await get('/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621', { scopes: [] })).status).toBe(200);
    expect((await get('/applicationTemplates/00000000-0000-0000-0000-000000000001', { scopes: [] })).status).toBe(404);
  });

  it('refuses an instance without a name', async () => {
    const { get, call } = createGraphFixture();
    const { body } = await get("/applicationTemplates?$filter=displayName eq 'Airstack'");
    for (const value of [undefined, {}, { displayName: ' ' }]) {
      const answer = await call('POST', `/applicationTemplates/${body.value[0].id}/instantiate`, { body: value });
      expect([answer.status, answer.body.error.code]).toEqual([400, 'Request_BadRequest']);
    }
  });

  it('makes two applications of one template when asked twice: nothing is looked up for the caller', async () => {
    const { instantiate, get } = createGraphFixture();
    const first = await instantiate('Airstack');
    const second = await instantiate('Airstack');
    expect(first.servicePrincipalId).not.toBe(second.servicePrincipalId);
    const { body } = await get("/servicePrincipals?$filter=displayName eq 'airstack'");
    expect(body.value).toHaveLength(2);
  });
});

describe('a new application', () => {
  it('answers 404, and under /synchronization sometimes 403, until it is visible', async () => {
    const { instantiate, get, call, clock } = createGraphFixture({ replicationDelayMs: 2_000 });
    const { servicePrincipalId, applicationId } = await instantiate('Airstack');
    expect((await get(`/servicePrincipals/${servicePrincipalId}`)).status).toBe(404);
    expect((await get(`/applications/${applicationId}`)).status).toBe(404);
    expect((await get("/servicePrincipals?$filter=displayName eq 'Airstack'")).body.value).toEqual([]);
    const assignments = `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    expect((await call('POST', assignments, { body: {} })).status).toBe(404);
    const seen = new Set<number>();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      seen.add((await get(`/servicePrincipals/${servicePrincipalId}/synchronization/templates`)).status);
    }
    expect([...seen].sort()).toEqual([403, 404]);
    await clock.advance(2_000);
    expect((await get(`/servicePrincipals/${servicePrincipalId}`)).status).toBe(200);
    expect((await get(`/servicePrincipals/${servicePrincipalId}/synchronization/templates`)).status).toBe(200);
  });

  it('is found by its template, by appId and by the start of its name', async () => {
    const { instantiate, get } = createGraphFixture();
    const { servicePrincipalId } = await instantiate('Airstack', 'Airstack Nordics');
    const { body } = await get(`/servicePrincipals/${servicePrincipalId}`);
    for (const path of [
      `/servicePrincipals?$filter=applicationTemplateId eq '${body.applicationTemplateId}'`,
      `/servicePrincipals?$filter=startswith(displayName,'Airstack N')`,
      `/servicePrincipals?$filter=appId eq '${body.appId}'&$select=id`,
    ]) {
      const found = await get(path);
      expect(
        found.body.value.map(({ id }: { id: string }) => id),
        path,
      ).toEqual([servicePrincipalId]);
    }
    expect((await get(`/servicePrincipals(appId='${body.appId}')`)).body.id).toBe(servicePrincipalId);
    expect((await get(`/applications?$filter=appId eq '${body.appId}'`)).body.value).toHaveLength(1);
  });

  it('is updated where Graph allows it and refused where not', async () => {
    const { instantiate, get, call } = createGraphFixture();
    const path = `/servicePrincipals/${(await instantiate('Airstack')).servicePrincipalId}`;
    const change = { preferredSingleSignOnMode: 'saml', notes: 'ticket 12' };
    expect((await call('PATCH', path, { body: change })).status).toBe(204);
    expect((await get(path)).body).toMatchObject(change);
    for (const body of [{ appId: 'x' }, { preferredSingleSignOnMode: 'magic' }, { tags: 'x' }, { displayName: '' }]) {
      expect((await call('PATCH', path, { body })).status, JSON.stringify(body)).toBe(400);
    }
  });

  it('takes its service principal, jobs, secrets and assignments with it when it is deleted', async () => {
    const fixture = createGraphFixture();
    const { call, get, state, double } = fixture;
    const { applicationId, servicePrincipalId, jobId } = await fixture.withJob('askSpoke');
    state.secrets.set(servicePrincipalId, new Map([['SyncAll', 'false']]));
    expect((await call('DELETE', `/applications/${applicationId}`)).status).toBe(204);
    expect((await get(`/servicePrincipals/${servicePrincipalId}`)).status).toBe(404);
    expect(double.calls).toContain(`delete ${jobId}`);
    expect([state.jobs.size, state.secrets.size]).toEqual([0, 0]);
    const bin = await get('/directory/deletedItems/microsoft.graph.application');
    expect(bin.body.value.map(({ id }: { id: string }) => id)).toEqual([applicationId]);
    expect((await get(`/directory/deletedItems/${servicePrincipalId}`)).body.deletedDateTime).toMatch(/^2026/);
  });
});

describe('app roles', () => {
  const role = (id: string, over: object = {}) => ({
    id,
    displayName: 'Learner',
    description: 'Learner',
    value: 'learner',
    isEnabled: true,
    allowedMemberTypes: ['User'],
    ...over,
  });
  const newRole = '11111111-2222-4333-8444-555555555555';

  it('are added by sending the whole list without origin', async () => {
    const { instantiate, get, call } = createGraphFixture();
    const { applicationId, servicePrincipalId } = await instantiate('Airstack');
    const { body } = await get(`/applications/${applicationId}`);
    const { origin, ...kept } = body.appRoles[0];
    expect(origin).toBe('Application');
    const answer = await call('PATCH', `/applications/${applicationId}`, { body: { appRoles: [kept, role(newRole)] } });
    expect(answer.status).toBe(204);
    const after = await get(`/servicePrincipals/${servicePrincipalId}`);
    expect(after.body.appRoles.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      'msiam_access',
      'Learner',
    ]);
  });

  it('cannot be deleted while enabled, and can after they were disabled', async () => {
    const { instantiate, call } = createGraphFixture();
    const { applicationId, appRoles } = await instantiate('Airstack');
    const path = `/applications/${applicationId}`;
    const refused = await call('PATCH', path, { body: { appRoles: [role(newRole)] } });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'CannotDeleteOrUpdateEnabledEntitlement']);
    const { origin: _origin, ...kept } = appRoles[0] as Record<string, unknown> & { id: string };
    expect((await call('PATCH', path, { body: { appRoles: [{ ...kept, isEnabled: false }] } })).status).toBe(204);
    expect((await call('PATCH', path, { body: { appRoles: [] } })).status).toBe(204);
  });

  it.each([
    ['origin sent back', [role(newRole, { origin: 'Application' })]],
    ['a value with a space', [role(newRole, { value: 'two words' })]],
    ['a value that begins with a dot', [role(newRole, { value: '.hidden' })]],
    ['a value of 121 characters', [role(newRole, { value: 'x'.repeat(121) })]],
    ['no display name', [role(newRole, { displayName: '' })]],
    ['an id that is no GUID', [role('learner')]],
    ['two roles with one id', [role(newRole), role(newRole, { value: 'other' })]],
    ['two roles with one value', [role(newRole), role('11111111-2222-4333-8444-666666666666')]],
    ['an unknown member type', [role(newRole, { allowedMemberTypes: ['Robot'] })]],
    ['no list', 'msiam_access'],
  ])('are refused with %s', async (_name, appRoles) => {
    const { instantiate, call, get } = createGraphFixture();
    const { applicationId } = await instantiate('askSpoke');
    const answer = await call('PATCH', `/applications/${applicationId}`, { body: { appRoles } });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'Request_BadRequest']);
    expect((await get(`/applications/${applicationId}`)).body.appRoles).toEqual([]);
  });
});

describe('assignments', () => {
  it('are made for people and groups, listed with names and taken back', async () => {
    const fixture = createGraphFixture();
    const { call, get, person, state } = fixture;
    const { servicePrincipalId, appRoles } = await fixture.instantiate('Airstack');
    const path = `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    const appRoleId = appRoles[0]?.id;
    for (const principalId of [person('sofia.nyberg').id, await groupId(fixture, 'Sales Europe')]) {
      const made = await call('POST', path, { body: { principalId, resourceId: servicePrincipalId, appRoleId } });
      expect(made.status).toBe(201);
    }
    const { body } = await get(path);
    expect(body.value.map((item: Record<string, string>) => [item.principalType, item.principalDisplayName])).toEqual([
      ['User', 'Sofia Nyberg'],
      ['Group', 'Sales Europe'],
    ]);
    expect((await call('DELETE', `${path}/${body.value[0].id}`)).status).toBe(204);
    expect((await call('DELETE', `${path}/${body.value[0].id}`)).status).toBe(404);
    expect(state.removedAssignments).toHaveLength(1);
    const filtered = await get(`${path}?$filter=startswith(principalDisplayName,'sales')`);
    expect(filtered.body.value).toHaveLength(1);
  });

  it('are refused a second time in the words that callers look for', async () => {
    const { call, person, instantiate } = createGraphFixture();
    const { servicePrincipalId, appRoles } = await instantiate('Airstack');
    const path = `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    const body = { principalId: person('cher').id, resourceId: servicePrincipalId, appRoleId: appRoles[0]?.id };
    expect((await call('POST', path, { body })).status).toBe(201);
    const again = await call('POST', path, { body });
    expect(again.status).toBe(400);
    expect(again.body.error.message).toBe('Permission being assigned already exists on the object');
  });

  it('take Default Access only while the application has no role', async () => {
    const { call, person, instantiate } = createGraphFixture();
    const principalId = person('cher').id;
    for (const [name, status] of [
      ['Airstack', 400],
      ['askSpoke', 201],
    ] as const) {
      const { servicePrincipalId } = await instantiate(name);
      const body = { principalId, resourceId: servicePrincipalId, appRoleId: zeroRole };
      expect((await call('POST', `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, { body })).status).toBe(
        status,
      );
    }
  });

  it('are refused for groups that are not security-enabled, deleted people and a foreign resource', async () => {
    const fixture = createGraphFixture();
    const { call, person } = fixture;
    const { servicePrincipalId, appRoles } = await fixture.instantiate('Airstack');
    const appRoleId = appRoles[0]?.id;
    const path = `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    const send = (principalId: string, resourceId = servicePrincipalId) =>
      call('POST', path, { body: { principalId, resourceId, appRoleId } });
    expect((await send(await groupId(fixture, 'Company News'))).status).toBe(400);
    expect((await send(person('laura.bianchi').id)).status).toBe(404);
    expect((await send(person('cher').id, person('cher').id)).status).toBe(400);
    expect((await send('11111111-2222-4333-8444-555555555555')).status).toBe(404);
  });

  it('of groups need a premium tenant', async () => {
    const fixture = createGraphFixture({ premium: false });
    const { servicePrincipalId, appRoles } = await fixture.instantiate('Airstack');
    const body = {
      principalId: await groupId(fixture, 'All Staff'),
      resourceId: servicePrincipalId,
      appRoleId: appRoles[0]?.id,
    };
    const answer = await fixture.call('POST', `/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`, { body });
    expect(answer.status).toBe(403);
  });
});
