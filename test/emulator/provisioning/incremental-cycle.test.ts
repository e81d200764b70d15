import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, Person } from '#emulator/state';
import { createTestTenant, hour, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
let ada: Person;

beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('airstack');
  ada = tenant.addPerson('Ada Berg');
});
afterEach(() => tenant.close());

const begin = async (): Promise<void> => {
  tenant.service.start(job);
  await tenant.pass(0);
};
const account = () =>
  tenant
    .target('airstack')
    .users()
    .find((each) => each.userName === ada.userPrincipalName);
const touch = (person: Person): void => {
  person.changedAt = tenant.now();
};
const patches = () => tenant.server.requests.filter((request) => request.method === 'PATCH');
const userMapping = () =>
  job.schema.synchronizationRules?.[0]?.objectMappings?.find((each) => each.sourceObjectName === 'User');

describe('an incremental cycle', () => {
  it('sends only what changed, as Entra writes it', async () => {
    tenant.assign(job, ada);
    tenant.assign(job, tenant.addPerson('Bo Dahl'));
    await begin();
    await tenant.pass(hour);
    const before = tenant.server.requests.length;
    ada.attributes.jobTitle = 'Manager';
    ada.attributes.state = 'Viken';
    touch(ada);
    await tenant.pass(hour);
    const sent = tenant.server.requests.slice(before);
    expect(sent.map((request) => request.method)).toEqual(['GET', 'PATCH']);
    expect(JSON.parse(sent[1]?.body ?? '{}').Operations).toEqual([
      { op: 'Replace', path: 'title', value: 'Manager' },
      { op: 'Add', path: 'addresses[type eq "work"].region', value: 'Viken' },
    ]);
  });

  it('sends one operation without a path and booleans under aadOptscim062020', async () => {
    tenant.secrets(job).set('BaseAddress', 'https://api-as.lenovosoftware.com/0/as/common/scim?aadOptscim062020');
    const assignment = tenant.assign(job, ada);
    await begin();
    ada.attributes.jobTitle = 'Manager';
    touch(ada);
    await tenant.pass(hour);
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(patches().map((request) => JSON.parse(request.body).Operations)).toEqual([
      [{ op: 'replace', value: { title: 'Manager' } }],
      [{ op: 'replace', value: { active: false } }],
    ]);
    expect(account()).toMatchObject({ title: 'Manager', active: false });
  });

  it('disables on unassignment with the text "False", and enables again on assignment', async () => {
    const assignment = tenant.assign(job, ada);
    await begin();
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ active: false });
    expect(JSON.parse(patches()[0]?.body ?? '{}').Operations).toEqual([
      { op: 'Replace', path: 'active', value: 'False' },
    ]);
    expect(tenant.rowsOf(ada)[0]).toMatchObject({ provisioningAction: 'disable' });
    tenant.assign(job, ada);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ active: true });
  });

  const leavings: readonly { readonly how: string; readonly change: () => Partial<Person> }[] = [
    { how: 'is disabled', change: () => ({ accountEnabled: false }) },
    { how: 'is soft-deleted', change: () => ({ deletedAt: tenant.now() }) },
  ];
  it.each(leavings)('disables a person who $how', async ({ change }) => {
    tenant.assign(job, ada);
    await begin();
    touch(ada);
    Object.assign(ada, change());
    await tenant.pass(hour);
    expect(account()).toMatchObject({ active: false });
  });

  it('deletes the account of a person who was deleted 30 days ago, and enables it again after a restore', async () => {
    const bo = tenant.addPerson('Bo Dahl');
    for (const person of [ada, bo]) tenant.assign(job, person);
    await begin();
    for (const person of [ada, bo]) Object.assign(person, { deletedAt: tenant.now(), changedAt: tenant.now() });
    await tenant.pass(hour);
    expect(tenant.target('airstack').users()).toMatchObject([{ active: false }, { active: false }]);
    Object.assign(bo, { deletedAt: null, changedAt: tenant.now() });
    for (let day = 0; day < 31; day += 1) await tenant.pass(24 * hour);
    expect(tenant.target('airstack').users()).toMatchObject([{ userName: bo.userPrincipalName, active: true }]);
  });

  it('deletes the account of a person who is gone for good', async () => {
    tenant.assign(job, ada);
    await begin();
    tenant.state.people.delete(ada.id);
    await tenant.pass(hour);
    expect(tenant.target('airstack').users()).toEqual([]);
    expect(tenant.rowsOf(ada)[0]).toMatchObject({
      provisioningAction: 'delete',
      provisioningStatusInfo: { status: 'success' },
    });
  });

  it('never provisions a person who is disabled from the start', async () => {
    ada.accountEnabled = false;
    tenant.assign(job, ada);
    await begin();
    expect(account()).toBeUndefined();
    expect(tenant.rowsOf(ada)[0]?.provisioningSteps[1]?.details).toMatchObject({
      'Active in the source system': 'False',
    });
  });

  it('keeps out-of-scope accounts when SkipOutOfScopeDeletions is set, but still disables disabled people', async () => {
    tenant.secrets(job).set('SkipOutOfScopeDeletions', 'True');
    const assignment = tenant.assign(job, ada);
    await begin();
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ active: true });
    ada.accountEnabled = false;
    touch(ada);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ active: false });
  });

  it('leaves a value alone that became empty, because nulls are not provisioned', async () => {
    tenant.assign(job, ada);
    await begin();
    ada.attributes.jobTitle = null;
    touch(ada);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ title: 'Clerk' });
    expect(patches()).toEqual([]);
  });

  it('does not flow a mapping that applies only on create, and gives default values only on create', async () => {
    const title = userMapping()?.attributeMappings?.find((each) => each.targetAttributeName === 'title');
    const region = userMapping()?.attributeMappings?.find((each) => each.targetAttributeName.endsWith('region'));
    if (title === undefined || region === undefined) throw new Error('The default mappings changed.');
    title.flowType = 'ObjectAddOnly';
    region.defaultValue = 'Nowhere';
    tenant.assign(job, ada);
    await begin();
    expect(account()).toMatchObject({ title: 'Clerk', addresses: [{ region: 'Nowhere' }] });
    ada.attributes.jobTitle = 'Manager';
    region.defaultValue = 'Elsewhere';
    touch(ada);
    await tenant.pass(hour);
    expect(account()).toMatchObject({ title: 'Clerk', addresses: [{ region: 'Nowhere' }] });
  });

  const flows = [
    { flowTypes: 'Update, Delete', users: 0, active: undefined },
    { flowTypes: 'Add', users: 1, active: true },
    { flowTypes: 'Add, Delete', users: 1, active: true },
    { flowTypes: 'Add, Update', users: 1, active: false },
  ];
  it.each(flows)('obeys the target object actions $flowTypes', async ({ flowTypes, users, active }) => {
    const mapping = userMapping();
    if (mapping === undefined) throw new Error('There is no user mapping.');
    mapping.flowTypes = flowTypes;
    const assignment = tenant.assign(job, ada);
    await begin();
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(tenant.target('airstack').users()).toHaveLength(users);
    expect(account()?.active).toBe(active);
  });

  it('deletes on unassignment when no mapping can disable', async () => {
    const mapping = userMapping();
    mapping?.attributeMappings?.splice(
      mapping.attributeMappings.findIndex((each) => each.targetAttributeName === 'active'),
      1,
    );
    const assignment = tenant.assign(job, ada);
    await begin();
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(tenant.target('airstack').users()).toEqual([]);
  });

  it('tries failed people again in each cycle until it succeeds', async () => {
    ada.attributes.jobTitle = ['a', 'b'];
    tenant.assign(job, ada);
    await begin();
    expect(tenant.rowsOf(ada)[0]?.provisioningStatusInfo.errorInformation?.errorCode).toBe(
      'SchemaPropertyCanOnlyAcceptValue',
    );
    expect(tenant.status(job)).toMatchObject({ lastExecution: { state: 'EntryLevelErrors', countEscrowed: 1 } });
    await tenant.pass(hour);
    expect(tenant.rowsOf(ada)).toHaveLength(2);
    ada.attributes.jobTitle = 'Clerk';
    await tenant.pass(hour);
    expect(account()).toMatchObject({ title: 'Clerk' });
    expect(tenant.status(job)).toMatchObject({ lastExecution: { state: 'Succeeded', countEscrowed: 0 } });
  });

  it('reports an account that somebody deleted in the target, and makes it anew after a full restart', async () => {
    tenant.assign(job, ada);
    await begin();
    const id = account()?.id;
    await tenant.network.fetch(`https://api-as.lenovosoftware.com/0/as/common/scim/Users/${String(id)}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${tenant.secrets(job).get('SecretToken') ?? ''}` },
    });
    ada.attributes.jobTitle = 'Manager';
    touch(ada);
    await tenant.pass(hour);
    expect(tenant.rowsOf(ada)[0]?.provisioningStatusInfo.errorInformation?.errorCode).toBe('InvalidAnchor');
    tenant.service.restart(job, new Set(['Full']));
    await tenant.pass(0);
    expect(account()).toMatchObject({ title: 'Manager' });
  });

  it('waits for a restart before a narrower scope takes effect', async () => {
    tenant.secrets(job).set('SyncAll', 'true');
    tenant.addPerson('Bo Dahl');
    tenant.assign(job, ada);
    await begin();
    expect(tenant.target('airstack').users()).toHaveLength(2);
    tenant.secrets(job).set('SyncAll', 'false');
    await tenant.pass(hour);
    expect(
      tenant
        .target('airstack')
        .users()
        .map((each) => each.active),
    ).toEqual([true, true]);
    tenant.service.restart(job, new Set());
    await tenant.pass(0);
    expect(
      tenant
        .target('airstack')
        .users()
        .map((each) => each.active),
    ).toEqual([true, false]);
    expect(account()).toMatchObject({ active: true });
  });

  it('stops after pause and goes on after start', async () => {
    tenant.assign(job, ada);
    await begin();
    tenant.service.pause(job);
    const before = tenant.server.requests.length;
    await tenant.pass(10 * hour);
    expect(tenant.server.requests).toHaveLength(before);
    expect(tenant.service.jobResource(job)).toMatchObject({
      schedule: { state: 'Paused' },
      status: { code: 'Paused' },
    });
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.status(job)).toMatchObject({ code: 'Active' });
  });
});
