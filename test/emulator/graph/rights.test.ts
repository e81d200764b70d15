import { beforeAll, describe, expect, it } from 'vitest';
import { createGraphFixture, type GraphFixture } from './graph-fixture.ts';

const ruleId = 'ea807875-5618-4f0a-9125-0b46a05298ca';
const subjects = [{ objectId: '9bb0f679-a883-4a6f-8260-35b491b8b8c8', objectTypeName: 'User' }];
const fourKeys = (syncAll: string) => ({
  value: [
    { key: 'BaseAddress', value: 'https://scim.demo.example/scim' },
    { key: 'SecretToken', value: 'x' },
    { key: 'SyncNotificationSettings', value: '{}' },
    { key: 'SyncAll', value: syncAll },
  ],
});

/** Operations on one application, with what each body needs. */
const operations = {
  listJobs: (f: Application, as: string) => f.fixture.get(`${f.root}/jobs`, { as }),
  start: (f: Application, as: string) => f.fixture.call('POST', `${f.job}/start`, { as }),
  readSchema: (f: Application, as: string) => f.fixture.get(`${f.job}/schema`, { as }),
  putSecrets: (f: Application, as: string) =>
    f.fixture.call('PUT', `${f.root}/secrets`, { as, body: fourKeys('false') }),
  onDemand: (f: Application, as: string) =>
    f.fixture.call('POST', `${f.job}/provisionOnDemand`, { as, body: { parameters: [{ ruleId, subjects }] } }),
  rename: (f: Application, as: string) =>
    f.fixture.call('PATCH', `/servicePrincipals/${f.servicePrincipalId}`, { as, body: { notes: as } }),
  logs: (f: Application, as: string) => f.fixture.get('/auditLogs/provisioning', { as }),
};

interface Application {
  readonly fixture: GraphFixture;
  readonly root: string;
  readonly job: string;
  readonly servicePrincipalId: string;
}

describe('who may do what', () => {
  let application: Application;
  beforeAll(async () => {
    const fixture = createGraphFixture();
    application = { fixture, ...(await fixture.withJob('Airstack')) };
  });

  it.each([
    ['ada.admin', ['listJobs', 'start', 'readSchema', 'putSecrets', 'onDemand', 'rename', 'logs']],
    ['carla.custom', ['listJobs', 'start', 'readSchema', 'putSecrets', 'onDemand', 'rename', 'logs']],
    ['rita.reader', ['logs']],
    ['sofia.nyberg', []],
  ])('%s may %j and nothing else', async (as, allowed) => {
    for (const [name, run] of Object.entries(operations)) {
      await application.fixture.clock.advance(10_000);
      const { status, body } = await run(application, as);
      const expected = allowed.includes(name) ? [200, 204] : [403];
      expect(expected, `${name}: ${JSON.stringify(body)}`).toContain(status);
    }
  });

  it('an owner without a role may do everything with the own application, and sees only its log rows', async () => {
    const { fixture, servicePrincipalId } = application;
    const { double, state, person, clock } = fixture;
    const record = state.servicePrincipals.get(servicePrincipalId);
    record?.owners.push(person('olga.owner').id);
    for (const [name, run] of Object.entries(operations)) {
      await clock.advance(10_000);
      expect((await run(application, 'olga.owner')).status, name).toBeLessThan(300);
    }
    double.rows = [servicePrincipalId, 'another'].map((id) => ({ id: `row-${id}`, servicePrincipal: { id } }));
    await clock.advance(10_000);
    const { body } = await operations.logs(application, 'olga.owner');
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([`row-${servicePrincipalId}`]);
    const other = await fixture.withJob('Atea');
    expect((await fixture.call('POST', `${other.job}/start`, { as: 'olga.owner' })).status).toBe(403);
    expect((await fixture.get('/servicePrincipals', { as: 'olga.owner' })).status).toBe(200);
  });

  it('a custom role does only what its actions say', async () => {
    const { fixture, job, root } = application;
    const carla = fixture.person('carla.custom');
    const sync = 'microsoft.directory/servicePrincipals';
    carla.customRoleActions = [`${sync}/synchronizationCredentials/manage`];
    expect((await fixture.call('POST', `${job}/start`, { as: 'carla.custom' })).status).toBe(403);
    expect((await fixture.get(`${root}/jobs`, { as: 'carla.custom' })).status).toBe(403);
    const put = (syncAll: string) =>
      fixture.call('PUT', `${root}/secrets`, { as: 'carla.custom', body: fourKeys(syncAll) });
    expect((await put('false')).status).toBe(204);
    // Another scope (all instead of assigned) takes the right on jobs too.
    expect((await put('true')).status).toBe(403);
    carla.customRoleActions.push(`${sync}/synchronizationJobs/manage`);
    expect((await put('true')).status).toBe(204);
  });

  it('only some may make applications, and who has no other right becomes the owner', async () => {
    const { get, call, state, person } = createGraphFixture();
    const { body } = await get("/applicationTemplates?$filter=displayName eq 'Airstack'");
    const make = (as: string) =>
      call('POST', `/applicationTemplates/${body.value[0].id}/instantiate`, { as, body: { displayName: as } });
    expect((await make('rita.reader')).status).toBe(403);
    expect((await make('olga.owner')).status).toBe(403);
    person('liam.murphy').roles.push({
      displayName: 'Application Developer',
      templateId: 'cf1c38e5-3621-4004-a7cb-879624dced7c',
    });
    const made = await make('liam.murphy');
    expect(made.status).toBe(201);
    const record = state.servicePrincipals.get(made.body.servicePrincipal.id);
    expect(record?.owners).toEqual([person('liam.murphy').id]);
    const byAda = await make('ada.admin');
    expect(state.servicePrincipals.get(byAda.body.servicePrincipal.id)?.owners).toEqual([]);
  });
});
