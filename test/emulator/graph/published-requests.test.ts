import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld, sample, type World } from './fidelity-fixture.ts';
import { shapeProblems } from './json-shape.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
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
    expect(shapeProblems(sample(file), answer.body)).toEqual([]);
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
    expect(shapeProblems(sample(file), body)).toEqual([]);
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
