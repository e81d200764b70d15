import { afterEach, describe, expect, it } from 'vitest';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { applyPlan, applyText, planText, stepsOf, warningCodes } from './setup-calls.ts';
import { placeInLog, receivedGroups, receivedPeople, tenantFacts, writesSeen } from './tenant-view.ts';
import { freshSecret, type VendorCase, vendorCases } from './vendor-cases.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Notes to which hosts the provisioning service sent requests. */
function watchHosts(of: DemoWorld, vendor: string): ReadonlySet<string> {
  const hosts = new Set<string>();
  const target = of.target(vendor);
  const { fetch } = target;
  target.fetch = (request) => {
    hosts.add(new URL(request.url).host);
    return fetch(request);
  };
  return hosts;
}

const upn = (name: string): string => `${name}@contoso.demo.example`;

function expectAccounts(of: DemoWorld, { vendor, accounts }: VendorCase): void {
  const received = receivedPeople(of.target(vendor));
  expect(Object.keys(received)).toEqual(accounts.people.map(upn));
  for (const [name, expected] of Object.entries(accounts.exact)) expect(received[upn(name)]).toEqual(expected);
  expect(receivedGroups(of.target(vendor))).toEqual(accounts.groups);
}

/** What the tenant saw being written; assignments are counted there, since several go in one batch. */
const writesMade = (of: DemoWorld): number =>
  writesSeen(of, 0).filter((write) => !write.includes('/appRoleAssignedTo')).length +
  of.served.tenant.state.assignments.size;

describe('setting up a vendor', () => {
  it.each(vendorCases)('$application: the target receives exactly its people, attributes and groups', async (row) => {
    world = await openDemoWorld();
    const { secrets, token } = freshSecret(world, row);
    const hosts = watchHosts(world, row.vendor);

    const plan = await planText(world, row.text, { secrets });
    expect(stepsOf(plan)).toEqual(row.steps);
    expect(plan.steps.filter(({ reason }) => reason === '')).toEqual([]);
    expect(warningCodes(plan)).toEqual(row.warnings);
    const { secret } = row;
    const used = { key: 'SecretToken', ...secret, bound: true, needed: true, why: 'SecretToken is not saved yet.' };
    expect(plan.secrets).toEqual(secret === null ? [] : [used]);
    expect(writesSeen(world, 0)).toEqual([]);

    const report = await applyPlan(world, plan, { waitForCycle: true, authorization: 'wait' });
    expect(report.result).toBe('changed');
    expect(report.steps.map(({ id, action, verified }) => `${id} ${action} ${verified}`)).toEqual(
      row.steps.map((step) => `${step} true`),
    );
    expect(report.writes).toBe(writesMade(world));
    if (secret !== null) expect([...hosts]).toEqual([secret.host]);
    if (token !== '') expect(JSON.stringify([plan, report, world.progress])).not.toContain(token);
    expectAccounts(world, row);
  });

  it.each(vendorCases)('$application: a second run of the same file changes nothing', async (row) => {
    world = await openDemoWorld();
    const { secrets } = freshSecret(world, row);
    await applyText(world, row.text, { secrets, waitForCycle: true, authorization: 'wait' });
    const [facts, from] = [tenantFacts(world), placeInLog(world)];
    const { plan, report } = await applyText(world, row.text);
    expect(plan.writes).toBe(0);
    expect(new Set(plan.steps.map(({ action }) => action))).toEqual(new Set(['keep', 'check']));
    expect(report).toMatchObject({ result: 'unchanged', writes: 0 });
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    expect(writesSeen(world, from)).toEqual([]);
    expect(tenantFacts(world)).toEqual(facts);
    expectAccounts(world, row);
  });
});
