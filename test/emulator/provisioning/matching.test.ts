import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, Person } from '#emulator/state';
import { createTestTenant, hour, type TestTenant, tenantUrls } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
let ada: Person;

beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('airstack');
  ada = tenant.addPerson('Ada Berg');
  tenant.assign(job, ada);
});
afterEach(() => tenant.close());

const start = async (): Promise<void> => {
  tenant.service.start(job);
  await tenant.pass(0);
};
const matchBy = (priorities: Readonly<Record<string, number>>): void => {
  for (const rule of job.schema.synchronizationRules ?? []) {
    for (const mapping of rule.objectMappings?.flatMap((each) => each.attributeMappings ?? []) ?? []) {
      mapping.matchingPriority = priorities[mapping.targetAttributeName] ?? 0;
    }
  }
};
const putInTarget = async (...users: readonly Record<string, unknown>[]): Promise<void> => {
  for (const user of users) {
    await tenant.network.fetch(`${tenantUrls.airstack}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.secrets(job).get('SecretToken') ?? ''}` },
      body: JSON.stringify(user),
    });
  }
};
const errorOf = (person: Person) => tenant.rowsOf(person)[0]?.provisioningStatusInfo.errorInformation?.errorCode;

describe('matching', () => {
  it('reports more than one account that matches, and touches none of them', async () => {
    matchBy({ displayName: 1 });
    await putInTarget({ userName: 'one', displayName: 'Ada Berg' }, { userName: 'two', displayName: 'Ada Berg' });
    await start();
    expect(errorOf(ada)).toBe('DuplicateTargetEntries');
    expect(
      tenant
        .target('airstack')
        .users()
        .map((each) => each.userName),
    ).toEqual(['one', 'two']);
  });

  it('asks for the attributes in their order until one matches', async () => {
    matchBy({ userName: 1, externalId: 2 });
    await putInTarget({ userName: 'old.name', externalId: 'adaberg' });
    await start();
    const filters = tenant.server.requests.flatMap(
      (each) => new URL(each.path, 'https://x').searchParams.get('filter') ?? [],
    );
    expect(filters.slice(1)).toEqual([`userName eq "${ada.userPrincipalName}"`, 'externalId eq "adaberg"']);
    expect(tenant.target('airstack').users()).toMatchObject([{ userName: ada.userPrincipalName }]);
  });

  it('skips a person who has no value for any matching attribute', async () => {
    matchBy({ 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber': 1 });
    await start();
    expect(errorOf(ada)).toBe('ImportSkipped');
    expect(tenant.target('airstack').users()).toEqual([]);
  });

  it('takes a default value into account only for a new account', async () => {
    const region = job.schema.synchronizationRules?.[0]?.objectMappings?.[0]?.attributeMappings?.find((each) =>
      each.targetAttributeName.endsWith('region'),
    );
    if (region === undefined) throw new Error('The default mappings changed.');
    region.defaultValue = 'Nowhere';
    await putInTarget({ userName: ada.userPrincipalName });
    await start();
    expect(tenant.target('airstack').users()[0]?.addresses).toEqual([
      { type: 'work', locality: 'Oslo', country: 'Norway' },
    ]);
  });

  it('lets another person have a name that its owner gave up', async () => {
    await start();
    const name = ada.userPrincipalName;
    ada.userPrincipalName = 'ada.new@contoso.demo.example';
    ada.changedAt = tenant.now();
    await tenant.pass(hour);
    const heir = tenant.addPerson('Ada Berg');
    tenant.assign(job, heir);
    await tenant.pass(hour);
    expect(
      tenant
        .target('airstack')
        .users()
        .map((each) => each.userName),
    ).toEqual(['ada.new@contoso.demo.example', name]);
  });
});

describe('a schema that changes while a cycle runs', () => {
  it('is evaluated for everybody by the next cycle', async () => {
    await start();
    ada.attributes.jobTitle = 'Manager';
    ada.changedAt = tenant.now();
    const sent = () => tenant.server.requests.filter((each) => each.method === 'PATCH').length;
    const running = tenant.pass(hour);
    while (sent() === 0) await new Promise((resolve) => setImmediate(resolve));
    tenant.service.schemaChanged(job);
    expect(tenant.service.busy).toBe(true);
    await running;
    await tenant.pass(hour);
    expect(errorOf(ada)).toBe('RedundantExport');
    expect(tenant.service.busy).toBe(false);
  });
});

describe('the time of the next cycle', () => {
  it('is known to the tenant, so that its clock can stop there', async () => {
    expect(tenant.service.nextDueAt()).toBeNull();
    tenant.service.start(job);
    expect(tenant.service.nextDueAt()).toBe(tenant.now());
    await tenant.pass(0);
    expect(tenant.service.nextDueAt()).toBe(tenant.now() + (40 / 60) * hour);
  });
});
