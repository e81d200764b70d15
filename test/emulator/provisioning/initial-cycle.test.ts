import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enterprise } from '#test/emulator/scim/scim-caller';
import { createTestTenant, hour, minute, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await createTestTenant();
});
afterEach(() => tenant.close());

const strip = (resource: Record<string, unknown> | undefined) => {
  const { id: _id, meta: _meta, schemas: _schemas, ...rest } = resource ?? {};
  return rest;
};

const name = { givenName: 'Ada', familyName: 'Berg', formatted: 'Ada Berg' };
const upn = 'ada.berg@contoso.demo.example';
const workMail = [{ type: 'work', primary: true, value: upn }];
const mobile = [{ type: 'mobile', value: '+47 400 00 000' }];

const cases = [
  {
    vendorId: 'airstack',
    expected: {
      userName: upn,
      active: true,
      displayName: 'Ada Berg',
      title: 'Clerk',
      emails: workMail,
      preferredLanguage: 'nb-NO',
      name,
      addresses: [{ type: 'work', locality: 'Oslo', country: 'Norway' }],
      phoneNumbers: mobile,
      externalId: 'adaberg',
      [enterprise]: { department: 'Sales' },
    },
  },
  {
    vendorId: 'askspoke',
    expected: {
      userName: upn,
      active: true,
      title: 'Clerk',
      emails: workMail,
      name,
      addresses: [{ type: 'work', locality: 'Oslo', country: 'Norway' }],
      externalId: 'adaberg',
      [enterprise]: { department: 'Sales' },
    },
  },
];

describe('the initial cycle', () => {
  it.each(cases)('writes what the table of $vendorId lists, and nothing else', async ({ vendorId, expected }) => {
    const job = tenant.addApp(vendorId);
    tenant.assign(job, tenant.addPerson('Ada Berg'));
    tenant.addPerson('Not Assigned');
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.target(vendorId).users().map(strip)).toEqual([expected]);
  });

  it('writes five attributes to Cloud Academy', async () => {
    const job = tenant.addApp('cloud-academy-sso');
    const ada = tenant.addPerson('Ada Berg');
    tenant.assign(job, ada);
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.target('cloud-academy-sso').users().map(strip)).toEqual([
      { userName: upn, active: true, externalId: ada.id, name: { givenName: 'Ada', familyName: 'Berg' } },
    ]);
  });

  it('fails at SchoolStream without an organization, and gives the default value once it is mapped', async () => {
    const job = tenant.addApp('schoolstream-asa');
    const ada = tenant.addPerson('Ada Berg');
    tenant.assign(job, ada);
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.target('schoolstream-asa').users()).toEqual([]);
    expect(tenant.rowsOf(ada)[0]?.provisioningStatusInfo).toMatchObject({
      status: 'failure',
      errorInformation: { errorCode: 'MissingValues' },
    });

    const users = job.schema.synchronizationRules?.[0]?.objectMappings?.find(
      (each) => each.sourceObjectName === 'User',
    );
    users?.attributeMappings?.push({
      targetAttributeName: `${enterprise}:organization`,
      source: { type: 'Attribute', name: 'extensionAttribute1', expression: '[extensionAttribute1]', parameters: [] },
      defaultValue: 'tenant-id',
      flowType: 'Always',
      flowBehavior: 'FlowWhenChanged',
      matchingPriority: 0,
    });
    tenant.service.schemaChanged(job);
    await tenant.pass(0);
    expect(tenant.target('schoolstream-asa').users()[0]).toMatchObject({ [enterprise]: { organization: 'tenant-id' } });
  });

  it('reports NotRun with zero dates after start, and Active with a steady state afterwards', async () => {
    const job = tenant.addApp('airstack');
    expect(tenant.service.jobResource(job)).toMatchObject({
      schedule: { state: 'Disabled', interval: 'PT40M' },
      status: { code: 'Paused', lastExecution: null, progress: [] },
    });
    tenant.assign(job, tenant.addPerson('Ada Berg'));
    tenant.service.start(job);
    expect(tenant.status(job)).toMatchObject({
      code: 'NotRun',
      lastExecution: { state: 'Failed', timeBegan: '0001-01-01T00:00:00Z', error: { code: 'None' } },
    });
    await tenant.pass(minute);
    expect(tenant.status(job)).toMatchObject({
      code: 'Active',
      steadyStateFirstAchievedTime: '2026-03-02T08:01:00.000Z',
      lastExecution: { state: 'Succeeded', countExported: 1, error: null },
      progress: [{ completedUnits: 1, totalUnits: 1 }],
      synchronizedEntryCountByType: [{ key: 'User to User', value: 1 }],
    });
    expect(job.id).toMatch(/^airstack\.5f4a3c9e7d214b86a3f50c2e91d7b6a8\.[0-9a-f-]{36}$/);
  });

  it('matches an account that is there already instead of making a second one', async () => {
    const first = tenant.addApp('airstack');
    const ada = tenant.addPerson('Ada Berg');
    tenant.assign(first, ada);
    tenant.service.start(first);
    await tenant.pass(0);
    ada.attributes.displayName = 'Ada B. Berg';
    const second = tenant.addApp('airstack');
    tenant.assign(second, ada);
    tenant.service.start(second);
    await tenant.pass(0);
    expect(tenant.target('airstack').users()).toMatchObject([{ displayName: 'Ada B. Berg' }]);
    expect(tenant.rowsOf(ada)[0]?.modifiedProperties).toEqual([
      { displayName: 'displayName', oldValue: 'Ada Berg', newValue: 'Ada B. Berg' },
    ]);
  });

  it('logs every step of a create in the shape of the published samples', async () => {
    const job = tenant.addApp('airstack');
    const ada = tenant.addPerson('Ada Berg');
    tenant.assign(job, ada);
    tenant.service.start(job);
    await tenant.pass(0);
    const [row] = tenant.rowsOf(ada);
    expect(row).toMatchObject({
      jobId: job.id,
      provisioningAction: 'create',
      provisioningStatusInfo: { status: 'success', errorInformation: null },
      initiatedBy: { id: '', displayName: 'Azure AD Provisioning Service', initiatorType: 'system' },
      sourceIdentity: { id: ada.id, displayName: 'Ada Berg', identityType: 'User' },
      targetSystem: { displayName: 'Airstack', details: { ServicePrincipalId: job.servicePrincipalId } },
    });
    expect(row?.provisioningSteps.map((step) => `${step.name} ${step.provisioningStepType} ${step.status}`)).toEqual([
      'EntryImportAdd import success',
      'EntrySynchronizationScoping scoping success',
      'EntrySynchronizationAdd matching success',
      'EntryExportAdd export success',
    ]);
    expect(row?.modifiedProperties).toContainEqual({ displayName: 'userName', oldValue: null, newValue: upn });
  });

  it('gives the manager as a reference, also when the manager comes later in the list', async () => {
    const job = tenant.addApp('askspoke');
    const ada = tenant.addPerson('Ada Berg');
    const boss = tenant.addPerson('Zoe Boss');
    ada.managerId = boss.id;
    tenant.assign(job, ada);
    tenant.assign(job, boss);
    tenant.service.start(job);
    await tenant.pass(0);
    const users = tenant.target('askspoke').users();
    const bossId = users.find((each) => each.userName === boss.userPrincipalName)?.id;
    expect(users.find((each) => each.userName === upn)).toMatchObject({ [enterprise]: { manager: { value: bossId } } });
  });

  it('reports people who share a matching value as duplicates, and creates only the first', async () => {
    const job = tenant.addApp('airstack', { settings: { SyncAll: 'true' } });
    const first = tenant.addPerson('Ada Berg');
    const second = tenant.addPerson('Ada Berg');
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.target('airstack').users()).toHaveLength(1);
    expect(tenant.rowsOf(first)[0]?.provisioningStatusInfo.status).toBe('success');
    expect(tenant.rowsOf(second)[0]?.provisioningStatusInfo.errorInformation?.errorCode).toBe('DuplicateSourceEntries');
  });

  it('sends up to eight requests at once, and two for each person', async () => {
    const job = tenant.addApp('airstack', { settings: { SyncAll: 'true' } });
    for (let index = 0; index < 40; index += 1) tenant.addPerson(`Person ${index}`);
    tenant.service.start(job);
    await tenant.pass(0);
    expect(tenant.target('airstack').users()).toHaveLength(40);
    expect(tenant.server.requests).toHaveLength(1 + 2 * 40);
    expect(tenant.peak()).toBe(8);
    await tenant.pass(hour);
    // The next cycle finds nothing changed but the test of the connection.
    expect(tenant.server.requests).toHaveLength(1 + 2 * 40 + 1);
  });
});
