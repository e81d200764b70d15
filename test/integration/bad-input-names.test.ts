import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSettings } from '#platform/settings';
import { type DemoWorld, exampleText, openDemoWorld } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';
import { type ExpectedError, expectError, ledgerText, ledgerUrl } from './bad-input-cases.ts';
import { applyText, failure, planText } from './setup-calls.ts';
import { placeInLog, tenantFacts, writesSeen } from './tenant-view.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const airstack = (mappings: string): string =>
  exampleText('airstack').replace('scope:', `mappings:\n${mappings}\nscope:`);

const userMapping = (attribute: string): string => `  - source: User
    target: User
    attributeMappings:
      - targetAttributeName: userName
        source: { type: Attribute, name: userPrincipalName, expression: "[userPrincipalName]" }
        matchingPriority: 1
      - ${attribute}`;

const attribute = (target: string, source: string): string =>
  `{ targetAttributeName: ${target}, source: { type: Attribute, name: ${source}, expression: "[${source}]" } }`;

const maplePayroll = '28d773e5-25ab-412c-9107-a5732d3a6869';

interface Row extends ExpectedError {
  readonly what: string;
  readonly text: string;
  readonly where?: string;
}

/** Refused while the plan is made, whether or not the application is there. */
const anywhere: readonly Row[] = [
  {
    what: 'a vendor that is not known',
    text: ledgerText(ledgerUrl).replace('vendor: scim', 'vendor: airstak'),
    code: 'not_found',
    reason: 'unknownVendor',
    next: /airstack/,
  },
  {
    what: 'an application without provisioning support',
    text: ledgerText(ledgerUrl).replace('name: Ledger', `name: Maple Payroll, servicePrincipalId: ${maplePayroll}`),
    code: 'bad_request',
    reason: 'noProvisioningSupport',
  },
  {
    what: 'an application of another vendor',
    text: exampleText('airstack').replace(
      'connection:',
      `application: { servicePrincipalId: ${maplePayroll} }\nconnection:`,
    ),
    code: 'bad_request',
    reason: 'otherApplication',
    where: 'application.servicePrincipalId',
  },
  {
    what: 'a service principal that is not there',
    text: ledgerText(ledgerUrl).replace(
      'name: Ledger',
      'name: Ledger, servicePrincipalId: 11111111-2222-4333-8444-555555555555',
    ),
    code: 'not_found',
    reason: 'unknownApplication',
    where: 'application.servicePrincipalId',
  },
  {
    what: 'groups for a vendor without groups',
    text: airstack('  - { source: Group, target: Group, enabled: true }'),
    code: 'bad_request',
    reason: 'groupsNotSupported',
    where: 'mappings.0',
  },
  {
    what: 'a person who is not in the directory',
    text: exampleText('airstack').replace('sofia.nyberg', 'sofia.nyborg'),
    code: 'bad_request',
    reason: 'unknownUser',
    where: 'assignments.0',
    says: /sofia\.nyborg@/,
  },
  {
    what: 'a person who was deleted',
    text: exampleText('airstack').replace('sofia.nyberg', 'pavel.horak'),
    code: 'bad_request',
    reason: 'unknownUser',
    next: /restored/,
  },
  {
    what: 'a group that is not in the directory',
    text: exampleText('askspoke').replace('Sales Europe', 'Sales Europa'),
    code: 'bad_request',
    reason: 'unknownGroup',
    where: 'assignments.0',
  },
  {
    what: 'a group that cannot be assigned',
    text: exampleText('askspoke').replace('Sales Europe', 'Company News'),
    code: 'bad_request',
    reason: 'groupNotSecurityEnabled',
  },
  {
    what: 'an application of its own without a name',
    text: ledgerText(ledgerUrl).replace('application: { name: Ledger }\n', ''),
    code: 'bad_request',
    reason: 'applicationNameMissing',
    where: 'application.name',
  },
  {
    what: 'a tenant URL that only the vendor can tell',
    text: exampleText('schoolstream-asa').replace(/ {2}tenantUrl: .*\n/, ''),
    code: 'bad_request',
    reason: 'tenantUrlMissing',
    next: /support@rtresponse\.com/,
  },
];

/** Refused as soon as mappings and roles of the application are known. */
const onceThere: readonly Row[] = [
  {
    what: 'an unknown target attribute',
    text: airstack(userMapping(attribute('dispalyName', 'displayName'))),
    code: 'bad_request',
    reason: 'unknownTargetAttribute',
    next: /Did you mean "displayName"/,
  },
  {
    what: 'an unknown source attribute',
    text: airstack(userMapping(attribute('displayName', 'dispalyName'))),
    code: 'bad_request',
    reason: 'unknownSourceAttribute',
    next: /Did you mean "displayName"/,
  },
  {
    what: 'a broken expression',
    text: airstack(
      userMapping('{ targetAttributeName: displayName, source: { type: Function, expression: "ToLower([mail]" } }'),
    ),
    code: 'bad_request',
    reason: 'brokenExpression',
    says: /character/,
  },
  {
    what: 'mappings without a matching attribute',
    text: airstack(
      userMapping(attribute('displayName', 'displayName')).replace('matchingPriority: 1', 'flowType: Always'),
    ),
    code: 'bad_request',
    reason: 'noMatchingAttribute',
  },
  {
    what: 'an object mapping that the application does not have',
    text: airstack('  - { source: Device, target: User, enabled: true }'),
    code: 'bad_request',
    reason: 'unknownObjectMapping',
    next: /User → User/,
  },
  {
    what: 'an unknown app role',
    text: exampleText('airstack').replace('user: sofia', 'role: msiam_acess\n    user: sofia'),
    code: 'bad_request',
    reason: 'unknownAppRole',
    next: /Did you mean "msiam_access"/,
  },
];

const secretsFor = (of: DemoWorld, text: string) => {
  const vendor = /^vendor: (\S+)/m.exec(text)?.[1] ?? '';
  const label = /\{ label: (\w+) \}/.exec(text)?.[1] ?? 'SecretToken';
  return {
    [label]: of.served.tenant.targets.find(({ vendorId }) => vendorId === vendor)?.mintToken() ?? 'token-token',
  };
};

describe('a name that nobody knows', () => {
  it.each([...anywhere])('$what is refused before anything is written', async ({ text, where, ...expected }) => {
    world = await openDemoWorld();
    const error = await failure(planText(world, text, { secrets: secretsFor(world, text) }));
    expectError(error, expected);
    if (where !== undefined) expect(error.location?.path).toBe(where);
    expect(writesSeen(world, 0)).toEqual([]);
  });

  it.each([...onceThere])('$what is refused before a running application is touched', async ({ text, ...expected }) => {
    world = await openDemoWorld();
    await applyText(world, exampleText('airstack'), { secrets: secretsFor(world, text), waitForCycle: true });
    const [facts, from] = [tenantFacts(world), placeInLog(world)];
    expectError(await failure(planText(world, text)), expected);
    expect(writesSeen(world, from)).toEqual([]);
    expect(tenantFacts(world)).toEqual(facts);
  });

  it.each([...onceThere])('$what stops a new application, and the corrected file finishes it', async (row) => {
    world = await openDemoWorld();
    const secrets = secretsFor(world, row.text);
    expectError(await failure(applyText(world, row.text, { secrets })), row);
    expect(tenantFacts(world).secrets).toEqual({});
    const { report } = await applyText(world, exampleText('airstack'), { secrets, waitForCycle: true });
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    expect(world.target('airstack').users()).toHaveLength(3);
    expect(world.served.tenant.state.applications.size).toBe(4);
  });
});

describe('a gallery entry that says it does no provisioning', () => {
  it('is refused before it is created, with a profile of the administrator', async () => {
    world = await openDemoWorld();
    const own = join(world.dataFolder, 'own-profiles');
    mkdirSync(join(own, 'sable-signatures'), { recursive: true });
    const profile = JSON.parse(readFileSync(join(projectRoot, 'assets/profiles/airstack/profile.json'), 'utf8'));
    profile.id = 'sable-signatures';
    profile.imported.displayName = 'Sable Signatures';
    writeFileSync(join(own, 'sable-signatures', 'profile.json'), JSON.stringify(profile));
    createSettings(world.dataFolder).update({ profileDir: own });
    const second = await openDemoWorld({ served: world.served, dataFolder: world.dataFolder });
    const text = exampleText('airstack').replace('vendor: airstack', 'vendor: sable-signatures');
    const error = await failure(planText(second, text));
    await second.close();
    expectError(error, { code: 'bad_request', reason: 'noProvisioningSupport', says: /gallery/ });
    expect(writesSeen(world, 0)).toEqual([]);
  });
});

describe('provisioning somebody on demand', () => {
  it.each([
    { user: 'liam.murphy', errorCode: 'NotEffectivelyEntitled', remedy: /Assign the person/ },
    { user: 'sara.haugen', errorCode: 'NotEffectivelyEntitled', remedy: /disabled|Assign/ },
  ])('says of $user why nothing is sent, and what to do', async ({ user, remedy }) => {
    world = await openDemoWorld();
    const text = exampleText('airstack');
    await applyText(world, text, { secrets: secretsFor(world, text), waitForCycle: true });
    const before = world.target('airstack').users().length;
    const tried = await world.call('provisioning.onDemand', {
      application: 'Airstack',
      user: `${user}@contoso.demo.example`,
    });
    expect(tried.result).toBe('skipped');
    expect(tried.remedy).toMatch(remedy);
    expect(tried.steps.map(({ type }) => type)).toContain('scoping');
    expect(world.target('airstack').users()).toHaveLength(before);
  });

  it.each([
    {
      what: 'an unknown person',
      input: { application: 'Airstack', user: 'nobody@contoso.demo.example' },
      reason: 'unknownPerson',
    },
    { what: 'an unknown group', input: { application: 'Airstack', group: 'Nobodies' }, reason: 'unknownGroup' },
    {
      what: 'an unknown application',
      input: { application: 'Airstak', user: 'cher@contoso.demo.example' },
      reason: 'unknownApplication',
    },
    {
      what: 'an application that is not set up',
      input: { application: 'Maple Payroll', user: 'cher@contoso.demo.example' },
      reason: 'noSynchronizationJob',
    },
  ])('refuses $what', async ({ input, reason }) => {
    world = await openDemoWorld();
    const text = exampleText('airstack');
    await applyText(world, text, { secrets: secretsFor(world, text) });
    expectError(await failure(world.call('provisioning.onDemand', input)), { code: 'not_found', reason });
  });
});
