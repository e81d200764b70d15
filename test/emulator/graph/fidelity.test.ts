import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownDifferences } from '#emulator/graph/known-differences';
import { createTenant, type Tenant } from '#emulator/tenant';
import { shapeProblems } from './json-shape.ts';
import { openSession, type Session, setUpApplication } from './tenant-session.ts';

const folder = fileURLToPath(new URL('../samples/', import.meta.url));

// biome-ignore lint/suspicious/noExplicitAny: samples are read by path.
function sample(file: string): any {
  return JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
}

type Application = Awaited<ReturnType<typeof setUpApplication>>;

/** A tenant in which everything that the samples show has happened. */
interface World {
  readonly tenant: Tenant;
  readonly session: Session;
  readonly application: Application;
  /** Answers by what they show. */
  readonly answers: Record<string, unknown>;
}

const seen = new Set<string>();

async function openWorld(): Promise<World> {
  const tenant = createTenant({ clockMode: 'warp', startAt: Date.parse('2026-03-02T08:00:00Z') });
  // The world's hours pass faster than a token lives.
  tenant.identity.control.setTokenLifetimeSeconds(30 * 86_400);
  const session = await openSession(tenant, 'ada.admin', [
    'User.Read',
    'User.Read.All',
    'Group.Read.All',
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'Synchronization.ReadWrite.All',
    'ProvisioningLog.Read.All',
    'Directory.ReadWrite.All',
  ]);
  const application = await setUpApplication(session, tenant, {
    vendorId: 'scim',
    baseAddress: 'https://scim.demo.example/scim',
    assigned: ['cher', 'matteo.rossi'],
  });
  const answers: Record<string, unknown> = {};
  const { job, root, jobId } = application;
  answers.created = application.created.body;
  answers.instance = application.made.body;
  answers.secrets = (await session('GET', `${root}/secrets`)).body;
  const own = (await session('GET', `${job}/schema`)).body;
  delete own['@odata.context'];
  const users = own.synchronizationRules[0].objectMappings.find(
    ({ sourceObjectName }: { sourceObjectName: string }) => sourceObjectName === 'User',
  );
  users.scope = sample('filter-scope.json');
  await session('PUT', `${job}/schema`, { body: own });
  answers.schema = (await session('GET', `${job}/schema`)).body;
  await session('POST', `${job}/start`);
  answers.notRun = (await session('GET', job)).body;
  await tenant.clock.advance(60_000);
  answers.active = (await session('GET', job)).body;
  answers.jobs = (await session('GET', `${root}/jobs`)).body;
  const matteo = [...tenant.state.people.values()].find(({ userPrincipalName }) =>
    userPrincipalName.startsWith('matteo'),
  );
  const ruleId = own.synchronizationRules[0].id;
  const parameters = [{ ruleId, subjects: [{ objectId: matteo?.id, objectTypeName: 'User' }] }];
  answers.onDemand = (await session('POST', `${job}/provisionOnDemand`, { body: { parameters } })).body;
  tenant.provisioning.setOnDemandShape('array');
  answers.onDemandArray = (await session('POST', `${job}/provisionOnDemand`, { body: { parameters } })).body;
  const target = tenant.targets.find(({ vendorId }) => vendorId === 'scim');
  // Somebody is at the target already, and is not found by the attribute that matches: a conflict.
  const taken = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'chloe.dubois@contoso.demo.example',
  };
  await target?.fetch(
    new Request('https://scim.demo.example/scim/Users', {
      method: 'POST',
      headers: { 'content-type': 'application/scim+json', authorization: `Bearer ${application.token}` },
      body: JSON.stringify(taken),
    }),
  );
  for (const mapping of users.attributeMappings) {
    if (mapping.targetAttributeName === 'userName') mapping.matchingPriority = 0;
    if (mapping.targetAttributeName === 'externalId') mapping.matchingPriority = 1;
  }
  await session('PUT', `${job}/schema`, { body: own });
  const chloe = [...tenant.state.people.values()].find(({ userPrincipalName }) => userPrincipalName === taken.userName);
  await session('POST', `/servicePrincipals/${application.servicePrincipalId}/appRoleAssignedTo`, {
    body: {
      principalId: chloe?.id,
      resourceId: application.servicePrincipalId,
      appRoleId: application.made.body.application.appRoles[0].id,
    },
  });
  await tenant.clock.advance(45 * 60_000);
  answers.logs = (await session('GET', '/auditLogs/provisioning')).body;
  target?.revokeAllTokens();
  await tenant.clock.advance(3 * 3_600_000);
  answers.quarantined = (await session('GET', job)).body;
  answers.assignments = (
    await session('GET', `/servicePrincipals/${application.servicePrincipalId}/appRoleAssignedTo`)
  ).body;
  answers.jobId = jobId;
  return { tenant, session, application, answers };
}

/** Problems that no known difference explains; notes which entries were needed. */
function unexplained(file: string, problems: readonly string[]): string[] {
  return problems.filter((problem) => {
    const path = problem.slice(0, problem.indexOf(':'));
    const known = knownDifferences.find((entry) => entry.sample?.file === file && entry.sample.path === path);
    if (known !== undefined) seen.add(`${file} ${path}`);
    return known === undefined;
  });
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

describe('answers have the shape of the published samples', () => {
  it.each([
    ['applicationTemplate-instantiate.response.json', 'instance'],
    ['appRoleAssignedTo-list.response.json', 'assignments'],
    ['synchronization-secrets-get.response.json', 'secrets'],
    ['synchronization-job-create.response.json', 'created'],
    ['synchronization-job-create-apiref.response.json', 'created'],
    ['synchronization-job-get-notrun.response.json', 'notRun'],
    ['synchronization-job-get-active.response.json', 'active'],
    ['synchronization-job-get-quarantine.response.json', 'quarantined'],
    ['synchronization-jobs-list.response.json', 'jobs'],
    ['synchronization-schema-get-scim.response.json', 'schema'],
    ['synchronization-schema-get-apiref.response.json', 'schema'],
    ['synchronization-provisionOnDemand-array.response.json', 'onDemandArray'],
    ['synchronization-provisionOnDemand-skipped.response.json', 'onDemand'],
    ['auditLogs-provisioning-success.response.json', 'logs'],
    ['auditLogs-provisioning-failure.response.json', 'logs'],
    ['auditLogs-provisioning-scoping-steps.response.json', 'logs'],
  ])('%s', (file, name) => {
    expect(unexplained(file, shapeProblems(sample(file), world.answers[name]))).toEqual([]);
  });

  it.each([
    ['applicationTemplates-list.response.json', '/applicationTemplates?$top=1'],
    [
      'applicationTemplates-filter-displayName.response.json',
      "/applicationTemplates?$filter=displayName eq 'Airstack'",
    ],
    [
      'servicePrincipals-by-template.response.json',
      "/servicePrincipals?$filter=applicationTemplateId eq '8adf8e6e-67b2-4cf2-a259-e3dc5476c621'" +
        '&$select=id,appId,displayName,applicationTemplateId,appRoleAssignmentRequired,tags',
    ],
    ['synchronization-templates-list.response.json', 'ROOT/templates'],
    ['synchronization-template-with-metadata.response.json', 'ROOT/templates/scim'],
    ['synchronization-schema-filterOperators.response.json', 'JOB/schema/filterOperators'],
    ['synchronization-schema-functions.response.json', 'JOB/schema/functions'],
  ])('%s', async (file, path) => {
    const { root, job } = world.application;
    const { status, body } = await world.session('GET', path.replace('ROOT', root).replace('JOB', job));
    expect(status).toBe(200);
    expect(unexplained(file, shapeProblems(sample(file), body))).toEqual([]);
  });

  it('decoded on-demand answers: synchronization-provisionOnDemand-skipped.value-decoded.json', () => {
    const file = 'synchronization-provisionOnDemand-skipped.value-decoded.json';
    const { key, value } = world.answers.onDemand as { key: string; value: string };
    const decoded = { key: JSON.parse(key), value: JSON.parse(value) };
    expect(unexplained(file, shapeProblems(sample(file), decoded))).toEqual([]);
  });

  it('the array inside an on-demand answer', () => {
    const file = 'synchronization-provisionOnDemand-array.response.json';
    const { value } = world.answers.onDemandArray as { value: string };
    expect(shapeProblems(JSON.parse(sample(file).value), JSON.parse(value))).toEqual([]);
  });

  it('synchronization-directory-discover.response.json', async () => {
    const { directories } = world.answers.schema as { directories: { id: string }[] };
    const path = `${world.application.job}/schema/directories/${directories[1]?.id}/discover`;
    const { body } = await world.session('POST', path);
    const file = 'synchronization-directory-discover.response.json';
    expect(unexplained(file, shapeProblems(sample(file), body))).toEqual([]);
  });

  it.each([
    ['synchronization-schema-parseExpression.response.json', undefined],
    ['synchronization-schema-parseExpression-failure.response.json', 'Replace('],
  ])('%s', async (file, expression) => {
    const request = sample('synchronization-schema-parseExpression.request.json');
    const body = expression === undefined ? request : { ...request, expression };
    const answer = await world.session('POST', `${world.application.job}/schema/parseExpression`, { body });
    expect(unexplained(file, shapeProblems(sample(file), answer.body))).toEqual([]);
  });

  it('the published expression gives the published tree and value', async () => {
    const body = sample('synchronization-schema-parseExpression.request.json');
    const answer = await world.session('POST', `${world.application.job}/schema/parseExpression`, { body });
    const { '@odata.context': _context, ...reply } = answer.body;
    expect(reply).toEqual(sample('synchronization-schema-parseExpression.response.json'));
  });
});

describe('errors have the published shape, code and words', () => {
  const compare = (file: string, answer: { body: { error: { code: string; message: string } } }) => {
    const { error } = sample(file);
    expect(unexplained(file, shapeProblems({ error }, answer.body))).toEqual([]);
    expect([answer.body.error.code, answer.body.error.message]).toEqual([error.code, error.message]);
  };

  it('error-graph-generic.json', async () => {
    const reader = await openSession(world.tenant, 'sofia.nyberg', ['Synchronization.ReadWrite.All']);
    compare('error-graph-generic.json', await reader('GET', `${world.application.root}/jobs`));
  });

  it('error-validateCredentials-badkey.json', async () => {
    const body = { credentials: [{ key: 'baseAddress', value: 'https://example.com' }] };
    const answer = await world.session('POST', `${world.application.job}/validateCredentials`, { body });
    expect(answer.status).toBe(500);
    compare('error-validateCredentials-badkey.json', answer);
  });

  it('error-throttled.json', async () => {
    world.tenant.faults.inject({ fault: { kind: 'throttle', retryAfterSeconds: 10 }, path: '/me' });
    const answer = await world.session('GET', '/me');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '10']);
    compare('error-throttled.json', answer);
  });

  it('error-provisioning-log-no-license.json', async () => {
    const seed = fileURLToPath(new URL('../../../assets/tenants/contoso.json', import.meta.url));
    const contoso = JSON.parse(readFileSync(seed, 'utf8'));
    const tenant = createTenant({ clockMode: 'warp', seed: { ...contoso, premium: false } });
    const session = await openSession(tenant);
    const answer = await session('GET', '/auditLogs/provisioning');
    expect(answer.status).toBe(403);
    compare('error-provisioning-log-no-license.json', answer);
  });
});

describe('the published requests are accepted', () => {
  const post = (path: string, file: string) => world.session('POST', path, { body: sample(file) });

  it('to instantiate, to create a job, and to assign', async () => {
    const template = '/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate';
    const made = await post(template, 'applicationTemplate-instantiate.request.json');
    expect(made.status).toBe(201);
    await world.tenant.clock.advance(2_000);
    const { id } = made.body.servicePrincipal;
    const templateId = (await world.session('GET', `/servicePrincipals/${id}/synchronization/templates`)).body.value[0]
      .id;
    const body = { ...sample('synchronization-job-create.request.json'), templateId };
    expect((await world.session('POST', `/servicePrincipals/${id}/synchronization/jobs`, { body })).status).toBe(201);
    const group = [...world.tenant.state.groups.values()][0];
    const appRoleId = made.body.application.appRoles[0].id;
    const request = sample('appRoleAssignedTo-post.request.json');
    const assignment = { ...request, principalId: group?.id, resourceId: id, appRoleId };
    const answer = await world.session('POST', `/servicePrincipals/${id}/appRoleAssignedTo`, { body: assignment });
    expect(answer.status).toBe(201);
    const file = 'appRoleAssignedTo-post.response.json';
    expect(unexplained(file, shapeProblems(sample(file), answer.body))).toEqual([]);
  });

  it('to change app roles', async () => {
    const made = await world.session('POST', `/applicationTemplates/${world.application.gallery?.id}/instantiate`, {
      body: { displayName: 'Roles' },
    });
    await world.tenant.clock.advance(2_000);
    const [existing, added] = sample('application-patch-appRoles.request.json').appRoles;
    const { application } = made.body;
    const kept = application.appRoles.map(({ origin: _origin, ...role }: Record<string, unknown>) => role);
    const first = {
      ...existing,
      id: kept.find((role: { displayName: string }) => role.displayName === 'msiam_access').id,
    };
    const others = kept.filter((role: { id: string }) => role.id !== first.id);
    const appRoles = [first, ...others, { ...added, id: '11111111-2222-4333-8444-555555555555' }];
    expect((await world.session('PATCH', `/applications/${application.id}`, { body: { appRoles } })).status).toBe(204);
  });

  it('as a batch', async () => {
    const text = JSON.stringify(sample('batch.request.json')).replaceAll(
      /\{id\d\}/g,
      world.application.servicePrincipalId,
    );
    world.tenant.faults.inject({
      fault: { kind: 'throttle', retryAfterSeconds: 10 },
      path: /\/synchronization\/jobs$/,
    });
    const { status, body } = await world.session('POST', '/$batch', { body: JSON.parse(text) });
    expect(status).toBe(200);
    const file = 'batch.response.json';
    expect(unexplained(file, shapeProblems(sample(file), body))).toEqual([]);
    const statuses = body.responses.map((item: { id: string; status: number }) => [item.id, item.status]).toSorted();
    expect(statuses).toEqual([
      ['1', 429],
      ['2', 200],
      ['3', 200],
    ]);
  });

  it.each([
    'synchronization-job-restart-default.request.json',
    'synchronization-job-restart-full.request.json',
    'synchronization-job-restart-forcedeletes.request.json',
  ])('to restart: %s', async (file) => {
    expect((await post(`${world.application.job}/restart`, file)).status).toBe(204);
  });

  it.each(['synchronization-secrets-put-apiref.request.json', 'synchronization-secrets-put-full.request.json'])(
    'to save secrets: %s',
    async (file) => {
      const { root } = world.application;
      expect((await world.session('PUT', `${root}/secrets`, { body: sample(file) })).status).toBe(204);
      const sent = sample(file).value.map(({ key }: { key: string }) => key);
      const { body } = await world.session('GET', `${root}/secrets`);
      expect(body.value.map(({ key }: { key: string }) => key)).toEqual(sent);
    },
  );

  it.each([
    ['synchronization-validateCredentials-job-new.request.json', 'JOB/validateCredentials'],
    ['synchronization-validateCredentials-job-saved.request.json', 'JOB/validateCredentials'],
    ['synchronization-validateCredentials-collection.request.json', 'ROOT/jobs/validateCredentials'],
  ])('to test credentials: %s', async (file, path) => {
    const { job, root } = world.application;
    const request = sample(file);
    const body = request.templateId === undefined ? request : { ...request, templateId: 'scim' };
    const answer = await world.session('POST', path.replace('JOB', job).replace('ROOT', root), { body });
    // The body is understood; its example credentials are refused by the target, or for what they lack.
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).not.toBe('RequestMissingRequiredParameter');
  });

  it('to provision on demand', async () => {
    const { tenant, session, application, answers } = world;
    const { synchronizationRules: rules } = answers.schema as { synchronizationRules: { id: string }[] };
    const people = [...tenant.state.people.values()].slice(0, 2).map(({ id }) => id);
    const replaced = (file: string) =>
      JSON.parse(
        JSON.stringify(sample(file))
          .replace(/"ruleId":"[^"]+"/, `"ruleId":"${rules[0]?.id}"`)
          .replaceAll('{groupObjectId}', [...tenant.state.groups.keys()][0] ?? '')
          .replaceAll(/\{userObjectId(\d)\}/g, (_, index: string) => people[Number(index) - 1] ?? '')
          .replaceAll('9bb0f679-a883-4a6f-8260-35b491b8b8c8', people[0] ?? ''),
      );
    for (const name of ['user', 'group']) {
      const body = replaced(`synchronization-provisionOnDemand-${name}.request.json`);
      const answer = await session('POST', `${application.job}/provisionOnDemand`, { body });
      expect(answer.body.error?.message ?? '', name).not.toMatch(/not valid at/);
    }
  });

  it('to replace a schema, with the published mappings among its own', async () => {
    const { session, application, answers } = world;
    const { '@odata.context': _context, ...own } = structuredClone(answers.schema) as Record<string, unknown>;
    const request = sample('synchronization-schema-put.request.json');
    expect(shapeProblems(request, own).map((problem) => problem.split(':')[0])).toEqual([]);
    expect((await session('PUT', `${application.job}/schema`, { body: own })).status).toBe(204);
  });
});

describe('the list of known differences', () => {
  afterAll(() => seen.clear());

  it('has a reason and a source for each', () => {
    for (const { difference, reason, source } of knownDifferences) {
      expect(
        [difference, reason, source].every((text) => text.length > 10),
        difference,
      ).toBe(true);
    }
  });

  it('names no difference from a sample that is gone', () => {
    const listed = knownDifferences.flatMap(({ sample: at }) => (at === null ? [] : [`${at.file} ${at.path}`]));
    expect([...seen].toSorted()).toEqual(listed.toSorted());
  });
});
