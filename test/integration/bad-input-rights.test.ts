import { afterEach, describe, expect, it } from 'vitest';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { expectError, ledgerText, ledgerUrl } from './bad-input-cases.ts';
import { applyText, failure } from './setup-calls.ts';
import { placeInLog, tenantFacts, writesSeen } from './tenant-view.ts';

const open: DemoWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0).reverse()) await world.close();
});

/** Somebody signs in to a tenant in which an administrator has consented for everybody. */
async function signedInAs(name: string): Promise<DemoWorld> {
  const admin = await openDemoWorld();
  const world = await openDemoWorld({ served: admin.served, username: `${name}@contoso.demo.example` });
  open.push(admin, world);
  return world;
}

async function newcomer(options: Parameters<typeof openDemoWorld>[0]): Promise<DemoWorld> {
  const world = await openDemoWorld(options);
  open.push(world);
  return world;
}

const secretsOf = (world: DemoWorld) => ({ LedgerToken: world.target('scim').mintToken() });
const assigned = 'assignments:\n  - user: cher@contoso.demo.example\n';
const payrollBridge = 'cbe1b2a5-c54a-4313-87e2-a6d91c5b26c9';
const onPayrollBridge = ledgerText(ledgerUrl, assigned).replace(
  'application: { name: Ledger }',
  `application: { name: Payroll Bridge, servicePrincipalId: ${payrollBridge} }`,
);

describe('somebody without the right', () => {
  it.each([
    { name: 'rita.reader', what: 'a reader', text: ledgerText(ledgerUrl), next: /Application Administrator/ },
    { name: 'rita.reader', what: 'a reader', text: onPayrollBridge, next: /Cloud Application Administrator/ },
    { name: 'olga.owner', what: 'an owner of another application', text: ledgerText(ledgerUrl), next: /Developer/ },
  ])('$what ($name) is refused by the service, and nothing changes', async ({ name, text, next }) => {
    const world = await signedInAs(name);
    const facts = tenantFacts(world);
    const secrets = secretsOf(world);
    const error = await failure(applyText(world, text, { secrets }));
    expectError(error, { code: 'role_missing', fromGraph: true, says: /403/, next }, [secrets.LedgerToken]);
    expect(tenantFacts(world)).toEqual(facts);
    expect(writesSeen(world, 0).filter((write) => !write.endsWith(' 403'))).toEqual([]);
  });

  it('has nothing half done that an administrator does not finish', async () => {
    const world = await signedInAs('rita.reader');
    await failure(applyText(world, ledgerText(ledgerUrl), { secrets: secretsOf(world) }));
    const admin = open[0] as DemoWorld;
    const { report } = await applyText(admin, ledgerText(ledgerUrl), { secrets: secretsOf(admin) });
    expect(report.result).toBe('changed');
  });

  it.each(['rita.reader', 'olga.owner'])('only informs %s about roles beforehand', async (name) => {
    const world = await signedInAs(name);
    const { roleNote } = await world.call('session.show', {});
    expect(roleNote).toMatch(/role not seen.*owner or hold a custom role/);
  });
});

describe('somebody with the right, but without a role of an administrator', () => {
  it('an owner sets up the own application', async () => {
    const world = await signedInAs('olga.owner');
    const { report } = await applyText(world, onPayrollBridge, { secrets: secretsOf(world), waitForCycle: true });
    expect(report).toMatchObject({ result: 'changed', servicePrincipalId: payrollBridge });
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    expect(world.target('scim').users()).toHaveLength(1);
  });

  it('a custom role creates an application and sets it up', async () => {
    const world = await signedInAs('carla.custom');
    const { report } = await applyText(world, ledgerText(ledgerUrl, assigned), { secrets: secretsOf(world) });
    expect(report.result).toBe('changed');
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
  });
});

describe('missing consent', () => {
  it('stops a person who may not consent at the sign-in, with a link for who may', async () => {
    const world = await newcomer({ username: 'rita.reader@contoso.demo.example', signIn: false });
    const error = await failure(world.call('session.signIn', {}));
    expect(error).toMatchObject({ code: 'consent_required', reason: 'adminConsentRequired' });
    expect(error.nextStep).toBeDefined();
    const { url, text } = await world.call('session.adminConsentRequest', { scopes: error.scopes ?? [] });
    expect(text).toContain(url);
    expect(await failure(applyText(world, ledgerText(ledgerUrl)))).toMatchObject({ code: 'unauthenticated' });
  });

  it('names the one permission that a plan needs more, and goes on after it was given', async () => {
    const world = await newcomer({ signIn: false });
    await world.call('session.signIn', {});
    const secrets = secretsOf(world);
    const from = placeInLog(world);
    const error = await failure(applyText(world, ledgerText(ledgerUrl, assigned), { secrets }));
    expectError(error, { code: 'consent_required', reason: 'consentMissing', fromGraph: true, next: /Sign in again/ });
    expect(error.scopes).toEqual(['User.ReadBasic.All']);
    expect(writesSeen(world, from)).toEqual([]);

    const { permissions } = await world.call('session.listPermissions', {});
    await world.call('session.signIn', { scopes: permissions.map(({ scope }) => scope) });
    expect((await applyText(world, ledgerText(ledgerUrl, assigned), { secrets })).report.result).toBe('changed');
  });

  it('asks for the permission to assign before anything is written', async () => {
    const world = await newcomer({ signIn: false });
    await world.call('session.signIn', {
      scopes: ['User.Read', 'Application.ReadWrite.All', 'Synchronization.ReadWrite.All', 'User.ReadBasic.All'],
    });
    const error = await failure(applyText(world, ledgerText(ledgerUrl, assigned), { secrets: secretsOf(world) }));
    expect(error).toMatchObject({ code: 'consent_required', reason: 'consentMissing' });
    expect(error.scopes).toContain('AppRoleAssignment.ReadWrite.All');
    expect(error.nextStep).toBeDefined();
    expect(writesSeen(world, 0)).toEqual([]);
  });
});
