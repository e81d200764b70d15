import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, Person } from '#emulator/state';
import { createTestTenant, hour, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
let ada: Person;
let bo: Person;

beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('scim');
  ada = tenant.addPerson('Ada Berg');
  bo = tenant.addPerson('Bo Dahl');
});
afterEach(() => tenant.close());

const run = async (milliseconds = 0): Promise<void> => {
  tenant.service.start(job);
  await tenant.pass(milliseconds);
};
const membersOf = (displayName: string): readonly unknown[] => {
  const group = tenant
    .target('scim')
    .groups()
    .find((each) => each.displayName === displayName);
  const names = new Map(
    tenant
      .target('scim')
      .users()
      .map((each) => [each.id, each.displayName]),
  );
  return ((group?.members ?? []) as { value: string }[]).map((each) => names.get(each.value));
};

describe('groups', () => {
  it('creates an assigned group with its direct members, and provisions the members', async () => {
    tenant.assign(job, tenant.addGroup('Admins', [ada, bo]));
    tenant.addGroup('Others', [ada]);
    await run();
    expect(
      tenant
        .target('scim')
        .groups()
        .map((each) => each.displayName),
    ).toEqual(['Admins']);
    expect(membersOf('Admins').toSorted()).toEqual(['Ada Berg', 'Bo Dahl']);
    expect(tenant.status(job)).toMatchObject({
      synchronizedEntryCountByType: [
        { key: 'User to urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', value: 2 },
        { key: 'Group to urn:ietf:params:scim:schemas:core:2.0:Group', value: 1 },
      ],
    });
  });

  it('does not look into groups inside a group', async () => {
    const inner = tenant.addGroup('Inner', [bo]);
    tenant.assign(job, tenant.addGroup('Outer', [ada, inner]));
    await run();
    expect(membersOf('Outer')).toEqual(['Ada Berg']);
    expect(tenant.target('scim').users()).toHaveLength(1);
  });

  it('adds and removes members as they come and go', async () => {
    const group = tenant.addGroup('Admins', [ada, bo]);
    tenant.assign(job, group);
    tenant.assign(job, bo);
    await run();
    const eve = tenant.addPerson('Eve Falk');
    group.members = [
      { id: ada.id, kind: 'user' },
      { id: eve.id, kind: 'user' },
    ];
    await tenant.pass(hour);
    expect(membersOf('Admins')).toEqual(['Ada Berg', 'Eve Falk']);
    const changes = tenant.server.requests.filter((each) => each.method === 'PATCH' && each.path.includes('/Groups/'));
    expect(changes.slice(1).map((each) => JSON.parse(each.body).Operations[0].op)).toEqual(['Add', 'Remove']);
  });

  it('lets a member who failed wait, and adds them once they exist', async () => {
    bo.attributes.jobTitle = ['a', 'b'];
    const group = tenant.addGroup('Admins', [ada, bo]);
    tenant.assign(job, group);
    await run();
    expect(membersOf('Admins')).toEqual(['Ada Berg']);
    expect(tenant.rowsOf(group)[0]?.provisioningSteps).toContainEqual(
      expect.objectContaining({
        provisioningStepType: 'referenceResolution',
        details: { UnableToResolveReferenceAttributeValue: bo.id },
      }),
    );
    bo.attributes.jobTitle = 'Clerk';
    await tenant.pass(hour);
    expect(membersOf('Admins')).toEqual(['Ada Berg', 'Bo Dahl']);
  });

  it('deletes a group that is unassigned or deleted, and disables its members', async () => {
    const group = tenant.addGroup('Admins', [ada]);
    const assignment = tenant.assign(job, group);
    await run();
    tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(tenant.target('scim').groups()).toEqual([]);
    expect(tenant.target('scim').users()).toMatchObject([{ active: false }]);
  });

  it('names members to remove by a filter under aadOptscim062020', async () => {
    tenant.secrets(job).set('BaseAddress', 'https://scim.demo.example/scim?aadOptscim062020');
    const group = tenant.addGroup('Admins', [ada, bo]);
    tenant.assign(job, group);
    await run();
    group.members = [{ id: ada.id, kind: 'user' }];
    await tenant.pass(hour);
    expect(membersOf('Admins')).toEqual(['Ada Berg']);
    const last = tenant.server.requests.filter((each) => each.path.includes('/Groups/')).at(-1);
    expect(JSON.parse(last?.body ?? '{}').Operations[0]).toMatchObject({
      op: 'remove',
      path: expect.stringMatching(/^members\[value eq ".+"\]$/),
    });
  });
});
