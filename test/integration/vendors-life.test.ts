import { afterEach, describe, expect, it } from 'vitest';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { applyText, stepsOf } from './setup-calls.ts';
import { placeInLog, receivedPeople, writesSeen } from './tenant-view.ts';
import { freshSecret, switchedOff, type VendorCase, vendorCases } from './vendor-cases.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const upn = (name: string): string => `${name}@contoso.demo.example`;

const setUpCase = (of: DemoWorld, row: VendorCase, text = row.text) =>
  applyText(of, text, { secrets: freshSecret(of, row).secrets, waitForCycle: true, authorization: 'wait' });

async function jobOf(of: DemoWorld, application: string) {
  const { jobs } = await of.call('synchronizationJobs.show', { application });
  expect(jobs).toHaveLength(1);
  return jobs[0];
}

/** Revokes everything that the vendor gave out, and lets cycles come due until the service notices. */
async function quarantine(of: DemoWorld, { vendor }: VendorCase): Promise<void> {
  of.target(vendor).revokeAllTokens();
  for (let cycle = 0; cycle < 2; cycle += 1) await of.served.tenant.clock.advance(2_400_000);
}

describe('a vendor that was set up', () => {
  it.each(vendorCases)('$application: one person is tried before everybody follows', async (row) => {
    world = await openDemoWorld();
    const { plan } = await setUpCase(world, row, switchedOff(row));
    expect(stepsOf(plan)).toContain('job.pause keep');
    const [first = ''] = row.accounts.people;
    const { application } = row;
    const tried = await world.call('provisioning.onDemand', { application, user: upn(first) });
    expect(tried).toMatchObject({ result: 'success', action: 'create', subject: upn(first), errorCode: null });
    expect(tried.steps.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'import success',
      'scoping success',
      'matching success',
      'export success',
    ]);
    expect(tried.modifiedProperties.find(({ name }) => name === 'userName')?.after).toBe(upn(first));
    expect(Object.keys(receivedPeople(world.target(row.vendor)))).toEqual([upn(first)]);

    const again = await applyText(world, row.text, { waitForCycle: true });
    expect(stepsOf(again.plan)).toContain('job.start start');
    expect(again.plan.writes).toBe(1);
    expect(Object.keys(receivedPeople(world.target(row.vendor)))).toEqual(row.accounts.people.map(upn));
  });

  it.each(vendorCases)('$application: status and log tell what the cycle did', async (row) => {
    world = await openDemoWorld();
    const { report } = await setUpCase(world, row);
    const { people, groups } = row.accounts;
    const job = await jobOf(world, row.application);
    expect(job).toMatchObject({
      servicePrincipalId: report.servicePrincipalId,
      jobId: report.jobId,
      health: 'healthy',
      scheduleState: 'Active',
      scope: 'assigned',
      notificationEmail: 'identity-team@contoso.demo.example',
      quarantine: null,
    });
    expect(job?.lastCycle).toMatchObject({ state: 'Succeeded', counts: { countEscrowed: 0 } });
    expect(job?.lastCycle?.counts.countExported).toBeGreaterThanOrEqual(people.length + groups.length);
    const { entries } = await world.call('logs.list', { application: row.application, action: 'create' });
    const ofPeople = entries.filter(({ source }) => source.type === 'User');
    expect(
      new Set(ofPeople.map(({ status, steps }) => `${status}: ${steps.map(({ type }) => type).join(', ')}`)),
    ).toEqual(new Set(['success: import, scoping, matching, export']));
    const names = [...world.served.tenant.state.people.values()]
      .filter(({ userPrincipalName }) => people.map(upn).includes(userPrincipalName))
      .map(({ attributes }) => attributes.displayName);
    expect(entries.map(({ source }) => source.displayName).sort()).toEqual(
      [...names, ...groups.map(({ displayName }) => displayName)].sort(),
    );
  });

  it.each(vendorCases)('$application: a revoked token is explained and repaired', async (row) => {
    world = await openDemoWorld();
    await setUpCase(world, row);
    await quarantine(world, row);
    const { application } = row;
    expect(await jobOf(world, application)).toMatchObject({ health: 'quarantine', statusCode: 'Quarantine' });
    const explained = await world.call('quarantine.show', { application });
    expect(explained.quarantine).toMatchObject({
      reason: 'EncounteredQuarantineException',
      errorCode: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
      tenantActionable: true,
      daysLeft: 28,
    });
    expect(explained.quarantine?.fix).toContain('valid token');
    expect(explained.summary).toContain('answered 401');

    const from = placeInLog(world);
    const { plan, report } = await applyText(world, row.text, {
      secrets: freshSecret(world, row).secrets,
      rotateSecrets: row.secret !== null,
      waitForCycle: true,
      authorization: 'wait',
    });
    expect(report.result).toBe('changed');
    expect(stepsOf(plan)).toContain('job.start start');
    expect(stepsOf(plan)).toContain(row.secret === null ? 'authorize handOff' : 'settings.save update');
    expect(
      writesSeen(world, from)
        .map((write) => write.replace(/\S*\//, ''))
        .sort(),
    ).toEqual(row.secret === null ? ['POST start 204'] : ['POST start 204', 'PUT secrets 204']);
    expect(await jobOf(world, application)).toMatchObject({ health: 'healthy', quarantine: null });
  });

  it('starts a job again whose saved credentials work again, since a cycle would only come hours later', async () => {
    world = await openDemoWorld();
    const row = vendorCases[2] as VendorCase;
    await setUpCase(world, row);
    world.target(row.vendor).misbehave('html');
    await world.served.tenant.clock.advance(2_400_000);
    expect(await jobOf(world, row.application)).toMatchObject({ health: 'quarantine' });
    world.target(row.vendor).misbehave(null);
    const { plan } = await applyText(world, row.text, { waitForCycle: true });
    expect(stepsOf(plan).filter((step) => !/ (keep|check)$/.test(step))).toEqual(['job.start start']);
    expect(await jobOf(world, row.application)).toMatchObject({ health: 'healthy' });
  });
});
