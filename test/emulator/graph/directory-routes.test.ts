import { describe, expect, it } from 'vitest';
import { createGraphFixture, graphOrigin, productScopes } from './graph-fixture.ts';

describe('people', () => {
  it('come by user principal name in any case and by id, with the documented properties only', async () => {
    const { get, person } = createGraphFixture();
    const byName = await get('/users/ADA.ADMIN%40contoso.demo.example');
    const byId = await get(`/users/${person('ada.admin').id}`);
    expect(byName.body).toEqual(byId.body);
    expect(Object.keys(byName.body).sort()).toEqual(
      [
        '@odata.context',
        'businessPhones',
        'displayName',
        'givenName',
        'id',
        'jobTitle',
        'mail',
        'mobilePhone',
        'officeLocation',
        'preferredLanguage',
        'surname',
        'userPrincipalName',
      ].sort(),
    );
  });

  it('answer 404 in the documented words when there is none, or when the person is soft-deleted', async () => {
    const { get } = createGraphFixture();
    for (const name of ['nobody@contoso.demo.example', 'laura.bianchi@contoso.demo.example']) {
      const { status, body } = await get(`/users/${name}`);
      expect(status).toBe(404);
      expect(body.error.code).toBe('Request_ResourceNotFound');
      expect(body.error.message).toContain(`Resource '${name}' does not exist`);
    }
  });

  it('who were deleted are in the bin, by id and by the end of a name that has the id before it', async () => {
    const { get, person } = createGraphFixture();
    const { id } = person('laura.bianchi');
    const name = 'laura.bianchi@contoso.demo.example';
    const filter = encodeURIComponent(`endswith(userPrincipalName,'${name}')`);
    const path = `/directory/deletedItems/microsoft.graph.user?$filter=${filter}&$count=true`;
    const scopes = ['User.Read.All'];
    const { body } = await get(path, { scopes, headers: { ConsistencyLevel: 'eventual' } });
    expect(body.value).toMatchObject([{ id, userPrincipalName: `${id.replaceAll('-', '')}${name}` }]);
    const byId = await get(`/directory/deletedItems/${id}`, { scopes });
    expect(byId.body).toMatchObject({ '@odata.type': '#microsoft.graph.user', displayName: 'Laura Bianchi' });
    expect((await get(`/directory/deletedItems/${id}`, { scopes: ['Application.Read.All'] })).status).toBe(403);
  });

  it('have their groups, direct and through other groups, as an advanced query only', async () => {
    const { get, person } = createGraphFixture();
    const list = async (relation: string) => {
      const path = `/users/${person('lukasz.wojcik').id}/${relation}/microsoft.graph.group?$select=displayName&$count=true`;
      const { body } = await get(path, { scopes: ['GroupMember.Read.All'], headers: { ConsistencyLevel: 'eventual' } });
      return body.value.map(({ displayName }: { displayName: string }) => displayName).sort();
    };
    expect(await list('memberOf')).toEqual(['All Staff', 'Engineering – Platform']);
    expect(await list('transitiveMemberOf')).toEqual(['All Staff', 'Engineering', 'Engineering – Platform']);
    const plain = await get(`/users/${person('lukasz.wojcik').id}/memberOf/microsoft.graph.group`, {
      scopes: ['GroupMember.Read.All'],
    });
    expect(plain.status).toBe(400);
  });

  it('show only basic properties with User.ReadBasic.All, and all with User.Read.All', async () => {
    const { get } = createGraphFixture();
    const path = '/users/sofia.nyberg@contoso.demo.example?$select=displayName,department,accountEnabled';
    const basic = await get(path);
    expect(basic.body).toMatchObject({ displayName: 'Sofia Nyberg', department: null, accountEnabled: null });
    const full = await get(path, { scopes: ['User.Read.All'] });
    expect(full.body).toMatchObject({ department: 'Management', accountEnabled: true });
  });

  it.each([
    ["startswith(displayName,'anna')", 2],
    ["displayName eq 'Anna Larsen'", 2],
    ["userPrincipalName in ('ada.admin@contoso.demo.example','olga.owner@contoso.demo.example')", 2],
    ["userPrincipalName eq 'SOFIA.NYBERG@contoso.demo.example'", 1],
    ["surname eq 'L''Hôte'", 1],
    ["surname eq 'Nyberg' or (givenName eq 'Ada' and surname eq 'Admin')", 2],
  ])('are filtered by %s', async (filter, count) => {
    const { get } = createGraphFixture();
    const { status, body } = await get(`/users?$filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(200);
    expect(body.value).toHaveLength(count);
  });

  it.each([
    ["contains(displayName,'a')", 'Request_UnsupportedQuery'],
    ["favouriteColour eq 'red'", 'Request_UnsupportedQuery'],
    ["displayName ne 'x'", 'Request_UnsupportedQuery'],
    ["displayName eq 'x", 'BadRequest'],
    ['displayName eq', 'BadRequest'],
    ["displayName is 'x'", 'BadRequest'],
    ["(displayName eq 'x'", 'BadRequest'],
  ])('refuse the filter %s with %s', async (filter, code) => {
    const { get } = createGraphFixture();
    const { status, body } = await get(`/users?$filter=${encodeURIComponent(filter)}`);
    expect([status, body.error.code]).toEqual([400, code]);
  });

  it('take `ne` and $count with ConsistencyLevel eventual', async () => {
    const { get } = createGraphFixture();
    const path = "/users?$count=true&$filter=displayName ne 'Anna Larsen'";
    const headers = { ConsistencyLevel: 'eventual' };
    expect((await get(path, { headers })).body['@odata.count']).toBe(46);
    expect((await get('/users?$count=true')).status).toBe(400);
  });

  it('page with opaque next links on the public origin until everybody came once', async () => {
    const { get } = createGraphFixture();
    const names: string[] = [];
    let next: string | undefined = '/users?$top=7&$select=id,displayName&$orderby=displayName';
    while (next !== undefined) {
      const { body } = await get(next);
      names.push(...body.value.map((user: { id: string }) => user.id));
      next = body['@odata.nextLink'];
      if (next !== undefined) expect(next.startsWith(`${graphOrigin}/v1.0/users?`)).toBe(true);
    }
    expect(new Set(names).size).toBe(48);
    expect(names).toHaveLength(48);
  });

  it('clamp a huge $top, refuse $top 0, unknown options and unknown properties', async () => {
    const { get } = createGraphFixture();
    expect((await get('/users?$top=100000')).body.value).toHaveLength(48);
    for (const query of [
      '$top=0',
      '$top=x',
      '$expand=manager',
      '$search="x"',
      '$select=shoeSize',
      '$orderby=shoeSize',
    ]) {
      expect((await get(`/users?${query}`)).status, query).toBe(400);
    }
  });

  it('refuse a page whose skiptoken has expired, or is not one', async () => {
    const { get, faults, clock } = createGraphFixture();
    const first = await get('/users?$top=5');
    faults.expireSkiptokens(clock.now());
    const late = await get(first.body['@odata.nextLink']);
    expect([late.status, late.body.error.code]).toEqual([400, 'Directory_ExpiredPageToken']);
    expect((await get('/users?$skiptoken=rubbish')).status).toBe(400);
  });
});

describe('groups', () => {
  it('list their members, groups among them', async () => {
    const { get } = createGraphFixture();
    const { body } = await get("/groups?$filter=displayName eq 'Engineering'");
    const members = await get(`/groups/${body.value[0].id}/members`);
    const types = members.body.value.map((member: Record<string, string>) => member['@odata.type']);
    expect(types.filter((type: string) => type === '#microsoft.graph.group')).toHaveLength(1);
    expect(types.filter((type: string) => type === '#microsoft.graph.user')).toHaveLength(6);
  });

  it('say which one is not security-enabled', async () => {
    const { get } = createGraphFixture();
    const { body } = await get('/groups?$select=displayName,securityEnabled');
    expect(body.value.filter((group: { securityEnabled: boolean }) => !group.securityEnabled)).toEqual([
      { displayName: 'Company News', securityEnabled: false },
    ]);
  });
});

describe('the signed-in person', () => {
  it('sees the own roles, and nested group memberships', async () => {
    const { get } = createGraphFixture();
    const roles = await get('/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId');
    expect(roles.body.value).toEqual([
      { displayName: 'Cloud Application Administrator', roleTemplateId: '158c047a-c907-4556-b7ef-446551a6b5f7' },
    ]);
    const all = await get('/me/transitiveMemberOf', { as: 'lukasz.wojcik' });
    expect(all.body.value.map((item: { displayName: string }) => item.displayName).sort()).toEqual([
      'All Staff',
      'Engineering',
      'Engineering – Platform',
    ]);
  });

  it('sees the tenant, and in a tenant as guest only that tenant without any role', async () => {
    const { get, instantiate } = createGraphFixture();
    expect((await get('/organization')).body.value[0].displayName).toBe('Contoso Demo');
    const tenantId = '0b9d6e52-1c4f-4f0a-8d3b-7a6e5c4d3b2a';
    expect((await get('/organization', { tenantId })).body.value[0].displayName).toBe('Fabrikam Demo');
    expect((await get('/me/transitiveMemberOf', { tenantId })).body.value).toEqual([]);
    await instantiate('Airstack');
    expect((await get('/servicePrincipals', { tenantId })).body.value).toEqual([]);
    expect((await get('/me', { as: 'olga.owner', tenantId })).status).toBe(401);
  });
});

describe('every answer', () => {
  it('carries request-id, the echoed client-request-id and the Date of the tenant', async () => {
    const { get, clock } = createGraphFixture();
    await clock.advance(3_600_000);
    const { headers } = await get('/me', { headers: { 'client-request-id': 'mine' } });
    expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('client-request-id')).toBe('mine');
    expect(headers.get('date')).toBe('Mon, 02 Mar 2026 09:00:00 GMT');
  });

  it('is 501 and names the route where there is none', async () => {
    const { get, call } = createGraphFixture();
    const { status, body } = await get('/drives');
    expect(status).toBe(501);
    expect(body.error.message).toContain('GET /v1.0/drives');
    expect((await call('POST', '/users', { body: {} })).status).toBe(501);
    expect((await get(`${graphOrigin}/beta/users`)).status).toBe(501);
  });

  it.each([
    ['no token', {}, /empty/],
    ['an expired token', { Authorization: 'Bearer expired' }, /Lifetime/],
  ])('is 401 with %s', async (_name, headers, message) => {
    const { get } = createGraphFixture();
    const { status, body } = await get('/me', { as: null, headers });
    expect([status, body.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(body.error.message).toMatch(message);
  });

  it('is 401 with a claims challenge after the token was revoked', async () => {
    const { get } = createGraphFixture();
    const { status, headers } = await get('/me', { as: null, headers: { Authorization: 'Bearer revoked' } });
    expect(status).toBe(401);
    const challenge = headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    const claims = /claims="([^"]+)"/.exec(challenge)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toHaveProperty('access_token.nbf');
  });

  it('is 403 when the token lacks the scope, each scope on its own', async () => {
    const { get } = createGraphFixture();
    for (const [path, scope] of [
      ['/users', 'User.ReadBasic.All'],
      ['/groups', 'GroupMember.Read.All'],
      ['/servicePrincipals', 'Application.ReadWrite.All'],
      ['/auditLogs/provisioning', 'ProvisioningLog.Read.All'],
    ] as const) {
      const scopes = productScopes.filter((name) => name !== scope);
      const denied = await get(path, { scopes });
      expect([denied.status, denied.body.error.code], path).toEqual([403, 'Authorization_RequestDenied']);
      expect((await get(path, { scopes: [scope] })).status, path).toBe(200);
    }
  });

  it('is 400 for a body that is no JSON', async () => {
    const { call } = createGraphFixture();
    expect((await call('PATCH', '/applications/x', { body: '{' })).status).toBe(400);
  });
});
