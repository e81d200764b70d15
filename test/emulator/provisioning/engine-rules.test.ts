import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  escrowQuarantineReason,
  escrowThresholdsFor,
  serviceEscrowThresholds,
} from '#emulator/provisioning/quarantine';
import { createScimClient } from '#emulator/provisioning/scim-client';
import type { JobRecord, Person } from '#emulator/state';
import { createTestTenant, hour, type TestTenant, tenantUrls } from './tenant-fixture.ts';

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

const accounts = () => tenant.target('scim').users();
const account = (person: Person) => accounts().find((each) => each.userName === person.userPrincipalName);
const begin = async (): Promise<void> => {
  tenant.service.start(job);
  await tenant.pass(0);
};
const restart = async (...scopes: string[]): Promise<void> => {
  tenant.service.restart(job, new Set(scopes));
  await tenant.pass(0);
};
const errorOf = (person: Person) => tenant.rowsOf(person)[0]?.provisioningStatusInfo.errorInformation?.errorCode;

describe('a restart', () => {
  const fail = async (): Promise<void> => {
    bo.attributes.jobTitle = ['a', 'b'];
    tenant.assign(job, ada);
    tenant.assign(job, bo);
    await begin();
  };
  const rowsAfter = async (...scopes: string[]) => {
    await fail();
    await tenant.pass(hour);
    const before = [tenant.rowsOf(ada).length, tenant.rowsOf(bo).length];
    await restart(...scopes);
    return [tenant.rowsOf(ada).length, tenant.rowsOf(bo).length].map((count, index) => count - (before[index] ?? 0));
  };

  it.each([
    { scopes: ['None'], looked: [0, 1], why: 'goes on where it was: only the failure is tried again' },
    { scopes: ['QuarantineState'], looked: [0, 1], why: 'goes on where it was' },
    { scopes: ['Escrows'], looked: [0, 0], why: 'gives up what failed' },
    { scopes: ['Watermark'], looked: [1, 1], why: 'looks at everybody' },
    { scopes: ['Escrows', 'Watermark'], looked: [1, 1], why: 'looks at everybody' },
    { scopes: ['ConnectorDataStore'], looked: [1, 1], why: 'matches everybody again' },
    { scopes: ['Full'], looked: [1, 1], why: 'matches everybody again' },
    { scopes: [], looked: [1, 1], why: 'looks at everybody' },
  ])('with $scopes $why', async ({ scopes, looked }) => {
    expect(await rowsAfter(...scopes)).toEqual(looked);
  });

  it.each([
    { scopes: ['None'], lifted: true },
    { scopes: ['QuarantineState'], lifted: true },
    { scopes: ['Full'], lifted: true },
    { scopes: [], lifted: true },
    { scopes: ['Watermark'], lifted: false },
    { scopes: ['Escrows'], lifted: false },
  ])('with $scopes lifts a quarantine: $lifted', async ({ scopes, lifted }) => {
    tenant.target('scim').revokeAllTokens();
    await begin();
    tenant.service.restart(job, new Set(scopes));
    const { quarantine } = tenant.status(job);
    expect(quarantine === null).toBe(lifted);
  });
});

describe('on demand', () => {
  const provision = (objectId: string, objectTypeName: string, members: readonly Person[] = []) => {
    const links = { members: members.map(({ id }) => ({ objectId: id, objectTypeName: 'User' })) };
    const ruleId = job.schema.synchronizationRules?.[0]?.id ?? '';
    return tenant.service.provisionOnDemand(job, {
      parameters: [{ ruleId, subjects: [{ objectId, objectTypeName, links }] }],
    });
  };

  it('disables a person who was unassigned, but not one who was disabled in the directory', async () => {
    const assignment = tenant.assign(job, ada);
    tenant.assign(job, bo);
    await begin();
    tenant.unassign(assignment);
    bo.accountEnabled = false;
    expect(await provision(ada.id, 'User')).toMatchObject({ key: expect.stringContaining('Success') });
    expect(await provision(bo.id, 'User')).toMatchObject({ key: expect.stringContaining('Skipped') });
    expect([account(ada)?.active, account(bo)?.active]).toEqual([false, true]);
  });

  it('does not find a deleted person', async () => {
    ada.deletedAt = tenant.now();
    expect(await provision(ada.id, 'User')).toMatchObject({ status: 404, code: 'ObjectNotFound' });
  });

  it('touches only the members that were asked for', async () => {
    const eve = tenant.addPerson('Eve Falk');
    const group = tenant.addGroup('Admins', [ada, bo]);
    for (const principal of [group, ada, bo, eve]) tenant.assign(job, principal);
    await begin();
    group.members = [{ id: eve.id, kind: 'user' }];
    await provision(group.id, 'Group', [eve, ada]);
    const ids = [bo, eve].map((person) => ({ value: account(person)?.id }));
    expect(tenant.target('scim').groups()).toMatchObject([{ members: ids }]);
  });
});

describe('a group with a member who failed', () => {
  it('counts among the raw escrows until the member exists', async () => {
    bo.attributes.jobTitle = ['a', 'b'];
    tenant.assign(job, tenant.addGroup('Admins', [ada, bo]));
    await begin();
    expect(tenant.status(job)).toMatchObject({ lastExecution: { countEscrowed: 1, countEscrowedRaw: 2 } });
    bo.attributes.jobTitle = 'Clerk';
    await tenant.pass(hour);
    expect(tenant.status(job)).toMatchObject({ lastExecution: { countEscrowed: 0, countEscrowedRaw: 0 } });
  });
});

describe('flow types that only add', () => {
  it.each(['AttributeAddOnly', 'ValueAddOnly', 'MultiValueAddOnly'])(
    '%s writes into an empty attribute and leaves a value alone',
    async (flowType) => {
      const mapping = job.schema.synchronizationRules?.[0]?.objectMappings?.find(
        ({ sourceObjectName }) => sourceObjectName === 'User',
      );
      const title = mapping?.attributeMappings?.find(({ targetAttributeName }) => targetAttributeName === 'title');
      if (title === undefined) throw new Error('The default mappings changed.');
      title.flowType = flowType;
      bo.attributes.jobTitle = null;
      for (const person of [ada, bo]) tenant.assign(job, person);
      await begin();
      for (const person of [ada, bo])
        Object.assign(person, { attributes: { ...person.attributes, jobTitle: 'Manager' }, changedAt: tenant.now() });
      await tenant.pass(hour);
      expect([account(ada)?.title, account(bo)?.title]).toEqual(['Clerk', 'Manager']);
    },
  );
});

describe('an account that somebody deleted in the target', () => {
  it('is no fault when its person is gone too', async () => {
    tenant.assign(job, ada);
    await begin();
    const authorization = `Bearer ${tenant.secrets(job).get('SecretToken') ?? ''}`;
    const url = `${tenantUrls.scim}/Users/${String(account(ada)?.id)}`;
    await tenant.network.fetch(url, { method: 'DELETE', headers: { authorization } });
    tenant.state.people.delete(ada.id);
    await tenant.pass(hour);
    expect(errorOf(ada)).toBeUndefined();
    expect(tenant.status(job)).toMatchObject({ lastExecution: { state: 'Succeeded' } });
  });
});

describe('the thresholds for escrows', () => {
  it('are the documented ones for a large directory, and scaled down for a small one', () => {
    expect(escrowThresholdsFor(100_000)).toEqual(serviceEscrowThresholds);
    expect(escrowThresholdsFor(50)).toMatchObject({ proportion: 0.4, minimumFailures: 10 });
  });

  it.each([
    [{ evaluated: 12_499, failed: 5_000, escrowed: 5_000, unresolved: 0 }, 'EncounteredEscrowProportionThreshold'],
    [{ evaluated: 12_500, failed: 5_000, escrowed: 5_000, unresolved: 0 }, null],
    [{ evaluated: 5_000, failed: 4_999, escrowed: 4_999, unresolved: 0 }, null],
    [{ evaluated: 200_000, failed: 40_001, escrowed: 40_001, unresolved: 0 }, 'EncounteredBaseEscrowThreshold'],
    [{ evaluated: 200_000, failed: 40_000, escrowed: 40_000, unresolved: 20_000 }, null],
    [{ evaluated: 200_000, failed: 40_000, escrowed: 40_000, unresolved: 20_001 }, 'EncounteredTotalEscrowThreshold'],
    [{ evaluated: 0, failed: 0, escrowed: 0, unresolved: 0 }, null],
  ])('%j: %s', (counts, reason) => {
    expect(escrowQuarantineReason(counts, serviceEscrowThresholds)).toBe(reason);
  });
});

describe('a request without an answer', () => {
  const client = (codes: readonly (string | null)[]) => {
    const left = [...codes];
    const network = {
      async fetch(): Promise<Response> {
        const code = left.shift() ?? null;
        if (code !== null) throw Object.assign(new Error(code), { code });
        return new Response('{}');
      },
    };
    const connection = { baseUrl: 'https://scim.example/v2', optimizedPatch: false, token: 't' };
    return createScimClient({ network, connection, renewToken: null });
  };

  it.each([
    ['ETIMEDOUT', 'Timeout'],
    ['ECONNRESET', 'WebExceptionProtocolError'],
  ])('%s is the trouble of one object', async (code, lost) => {
    const { send } = client([code]);
    expect(await send('POST', '/Users', {})).toMatchObject({ status: 504, lost });
    expect(await send('POST', '/Users', {})).toMatchObject({ status: 200 });
  });

  it('ends the cycle when it happens again and again, or when nobody is there', async () => {
    const { send } = client(Array.from({ length: 17 }, () => 'ETIMEDOUT'));
    for (let count = 0; count < 16; count += 1) await send('GET', '/Users');
    await expect(send('GET', '/Users')).rejects.toMatchObject({ code: 'WebExceptionTimeout' });
    await expect(client(['ECONNREFUSED']).send('GET', '/Users')).rejects.toMatchObject({
      code: 'WebExceptionConnectFailure',
    });
  });
});
