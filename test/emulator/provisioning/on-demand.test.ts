import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, Person } from '#emulator/state';
import { createTestTenant, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
let ada: Person;

beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('scim');
  ada = tenant.addPerson('Ada Berg');
});
afterEach(() => tenant.close());

const ruleId = (): string => job.schema.synchronizationRules?.[0]?.id ?? '';
const forSubject = (objectId: string, objectTypeName = 'User', members: readonly { readonly id: string }[] = []) => ({
  parameters: [
    {
      ruleId: ruleId(),
      subjects: [
        {
          objectId,
          objectTypeName,
          links: { members: members.map((each) => ({ objectId: each.id, objectTypeName: 'User' })) },
        },
      ],
    },
  ],
});

async function provision(body: unknown) {
  const answer = await tenant.service.provisionOnDemand(job, body);
  if ('status' in answer) throw new Error(`${answer.code}: ${answer.message}`);
  return { key: answer.key, value: JSON.parse(answer.value) };
}

describe('provision on demand', () => {
  it('provisions a person before the job was ever started', async () => {
    tenant.assign(job, ada);
    const { key, value } = await provision(forSubject(ada.id));
    expect(JSON.parse(key)).toEqual({ result: 'Success', details: null });
    expect(value).toMatchObject({
      action: 'Create',
      reportableIdentifier: ada.userPrincipalName,
      statusInfo: { status: 'Success', errorCode: null },
      sourceIdentity: { id: ada.id, type: 'User' },
      targetIdentity: { type: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User' },
      targetSystem: { name: 'customappsso' },
    });
    expect(value.provisioningSteps.map((step: { name: string; type: string }) => `${step.name} ${step.type}`)).toEqual([
      'EntryImport Import',
      'EntrySynchronizationScoping Scoping',
      'EntrySynchronizationAdd Matching',
      'EntryExportAdd Export',
    ]);
    expect(tenant.target('scim').users()).toHaveLength(1);
  });

  it('says that nothing had to be done the second time', async () => {
    tenant.assign(job, ada);
    await provision(forSubject(ada.id));
    const { key, value } = await provision(forSubject(ada.id));
    expect(JSON.parse(key)).toMatchObject({ result: 'Skipped', details: { errorCode: 'RedundantExport' } });
    expect(value.provisioningSteps.at(-1)).toMatchObject({
      name: 'EntrySynchronizationSkip',
      type: 'Export',
      details: { SkipReason: 'RedundantExport' },
    });
  });

  it('skips a person who is not assigned, with the scope that explains it', async () => {
    const { key, value } = await provision(forSubject(ada.id));
    expect(JSON.parse(key)).toMatchObject({
      result: 'Skipped',
      details: { errorMessage: expect.stringContaining('not effectively entitled') },
    });
    expect(value.provisioningSteps[1].details).toEqual({
      IsActive: 'True',
      Assigned: 'False',
      IsEffectivelyEntitledForProvisioning: 'False',
      IsInProvisioningScopeDisplayName: 'True',
      ScopeEvaluationResult: '{}',
    });
    expect(tenant.target('scim').users()).toEqual([]);
  });

  it('answers with a failure, not a fault, when the target refuses the person', async () => {
    ada.attributes.jobTitle = ['a', 'b'];
    tenant.assign(job, ada);
    const { key } = await provision(forSubject(ada.id));
    expect(JSON.parse(key)).toMatchObject({
      result: 'Failure',
      details: { errorCode: 'SchemaPropertyCanOnlyAcceptValue' },
    });
  });

  it('answers with a list in the second documented form', async () => {
    tenant.assign(job, ada);
    tenant.service.setOnDemandShape('array');
    const { key, value } = await provision(forSubject(ada.id));
    expect(key).toBe('Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo');
    expect(value).toHaveLength(1);
    expect(value[0].provisioningSteps[1].details).toMatchObject({ 'Assigned to the application': 'True' });
  });

  it('provisions a group with the members asked for', async () => {
    const bo = tenant.addPerson('Bo Dahl');
    const group = tenant.addGroup('Admins', [ada, bo]);
    tenant.assign(job, group);
    await provision(forSubject(group.id, 'Group', [ada]));
    expect(tenant.target('scim').users()).toMatchObject([{ displayName: 'Ada Berg' }]);
    expect(tenant.target('scim').groups()).toMatchObject([{ members: [expect.anything()] }]);
  });

  it('writes a log row', async () => {
    tenant.assign(job, ada);
    await provision(forSubject(ada.id));
    expect(tenant.rowsOf(ada)).toMatchObject([{ provisioningAction: 'create' }]);
  });

  it('does not use aadOptscim062020', async () => {
    tenant.secrets(job).set('BaseAddress', 'https://scim.demo.example/scim?aadOptscim062020');
    tenant.assign(job, ada);
    await provision(forSubject(ada.id));
    ada.attributes.jobTitle = 'Manager';
    await provision(forSubject(ada.id));
    expect(JSON.parse(tenant.server.requests.at(-1)?.body ?? '{}').Operations).toEqual([
      { op: 'Replace', path: 'title', value: 'Manager' },
    ]);
  });

  const refusals = [
    { what: 'a body that is none', body: () => 'x', code: 'BadRequest' },
    { what: 'no subjects', body: () => ({ parameters: [{ ruleId: 'r', subjects: [] }] }), code: 'BadRequest' },
    {
      what: 'an unknown rule',
      body: () => ({ parameters: [{ ruleId: 'nope', subjects: [{ objectId: ada.id, objectTypeName: 'User' }] }] }),
      code: 'SynchronizationRuleNotFound',
    },
    { what: 'an unknown object', body: () => forSubject('nobody'), code: 'ObjectNotFound' },
    { what: 'an unknown object type', body: () => forSubject(ada.id, 'Worker'), code: 'ObjectTypeNotSupported' },
    {
      what: 'six members',
      body: () =>
        forSubject(
          ada.id,
          'Group',
          Array.from({ length: 6 }, () => ada),
        ),
      code: 'TooManySubjects',
    },
  ];
  it.each(refusals)('refuses $what', async ({ body, code }) => {
    expect(await tenant.service.provisionOnDemand(job, body())).toMatchObject({
      status: expect.any(Number),
      code,
    });
  });

  it('answers with a fault when the token is wrong', async () => {
    tenant.assign(job, ada);
    tenant.target('scim').revokeAllTokens();
    expect(await tenant.service.provisionOnDemand(job, forSubject(ada.id))).toMatchObject({
      status: 400,
      code: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
    });
  });
});
