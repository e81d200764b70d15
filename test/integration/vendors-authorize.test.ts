import { afterEach, describe, expect, it } from 'vitest';
import { visitAuthorize } from '#emulator/admin-center/visit-authorize';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { openPortal } from './portal.ts';
import { applyPlan, applyText, failure, planText, stepsOf } from './setup-calls.ts';
import { placeInLog, receivedPeople, tenantFacts, writesSeen } from './tenant-view.ts';
import { vendorCases } from './vendor-cases.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const text = vendorCases.find(({ vendor }) => vendor === 'atea')?.text ?? '';

/** An administrator opens the page and agrees, as the link of the report leads there. */
const visit = (of: DemoWorld, servicePrincipalId: string | null): Promise<void> =>
  visitAuthorize(
    `${of.served.endpoints.loopback['https://entra.demo.example']}/authorize?servicePrincipalId=${servicePrincipalId}`,
    { fetch, account: 'admin@atea.example' },
  );

async function stopped(of: DemoWorld) {
  const { plan, report } = await applyText(of, text, { authorization: 'stop' });
  return { plan, report };
}

const keptSettings = { SyncAll: 'false', SyncNotificationSettings: expect.stringContaining('identity-team@') };

describe('an application that a person authorizes (Atea)', () => {
  it('stops where the person is needed, with link and words, everything before it done and verified', async () => {
    world = await openDemoWorld({ authorizes: false });
    const { report } = await stopped(world);
    expect(report.result).toBe('authorizationRequired');
    expect(report.authorizeUrl).toBe(
      `https://entra.demo.example/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Provisioning/objectId/${report.servicePrincipalId}/appId/${
        world.served.tenant.state.servicePrincipals.get(String(report.servicePrincipalId))?.appId
      }`,
    );
    expect(report.steps.filter(({ verified }) => !verified).map(({ id }) => id)).toEqual(['authorize']);
    expect(report.steps.map(({ id }) => id)).not.toContain('job.start');
    const asked = world.progress.find(({ stepId, state }) => stepId === 'authorize' && state === 'personNeeded');
    expect(asked?.url).toBe(report.authorizeUrl);
    expect(asked?.message).toContain('press Authorize, sign in to Atea');
    expect(tenantFacts(world).secrets[String(report.servicePrincipalId)]).toMatchObject(keptSettings);
  });

  it('is not called finished before the person was there, though provisioning shall be off', async () => {
    world = await openDemoWorld({ authorizes: false });
    const off = text.replace('provisioning: on', 'provisioning: off');
    const { report } = await applyText(world, off, { authorization: 'stop' });
    expect(report.result).toBe('authorizationRequired');
    expect(report.steps.filter(({ verified }) => !verified).map(({ id }) => id)).toEqual(['authorize']);
  });

  it('asks again as long as nobody has been there, and writes nothing meanwhile', async () => {
    world = await openDemoWorld({ authorizes: false });
    await stopped(world);
    const [facts, from] = [tenantFacts(world), placeInLog(world)];
    const { plan, report } = await stopped(world);
    expect(stepsOf(plan)).toContain('authorize handOff');
    expect(report).toMatchObject({ result: 'authorizationRequired', writes: 0 });
    expect(writesSeen(world, from)).toEqual([]);
    expect(tenantFacts(world)).toEqual(facts);
  });

  it('is finished by the run after the visit: settings as saved before, no PUT, started, people sent', async () => {
    world = await openDemoWorld({ authorizes: false });
    const { report: first } = await stopped(world);
    await visit(world, first.servicePrincipalId);
    const from = placeInLog(world);
    const { plan, report } = await applyText(world, text, { waitForCycle: true });
    expect(stepsOf(plan)).not.toContain('authorize handOff');
    expect(report).toMatchObject({ result: 'changed', servicePrincipalId: first.servicePrincipalId, writes: 1 });
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    expect(writesSeen(world, from).map((write) => write.replace(/\S*\//, ''))).toEqual(['POST start 204']);
    expect(tenantFacts(world).secrets[String(report.servicePrincipalId)]).toMatchObject({
      ...keptSettings,
      Oauth2AccessToken: expect.any(String),
    });
    expect(Object.keys(receivedPeople(world.target('atea')))).toHaveLength(4);
  });

  it('hands a later change of settings to the person, since saving from outside would drop the authorization', async () => {
    world = await openDemoWorld({ authorizes: false });
    const { report: first } = await stopped(world);
    await visit(world, first.servicePrincipalId);
    const { report: running } = await applyText(world, text, { waitForCycle: true });
    const other = text.replace('identity-team@', 'other-team@');
    const from = placeInLog(world);
    const { plan, report } = await applyText(world, other);
    expect(plan.steps.find(({ id }) => id === 'settings.save')).toMatchObject({
      action: 'handOff',
      changes: [{ what: 'Notification e-mail', after: 'other-team@contoso.demo.example' }],
    });
    expect(report).toMatchObject({ result: 'authorizationRequired', writes: 0 });
    expect(writesSeen(world, from)).toEqual([]);

    const portal = await openPortal(world, {
      servicePrincipalId: String(running.servicePrincipalId),
      jobId: String(running.jobId),
    });
    const settings = JSON.stringify({ Enabled: true, Recipients: 'other-team@contoso.demo.example' });
    await portal.editSettings({ SyncNotificationSettings: settings });
    const done = await applyText(world, other);
    expect(done.plan.writes).toBe(0);
    expect(done.report.result).toBe('unchanged');
  });

  it('is provisioned on demand only while provisioning is off, which is said before anything is sent', async () => {
    world = await openDemoWorld();
    await applyText(world, text, { authorization: 'wait', waitForCycle: true });
    const user = 'kenji.sato@contoso.demo.example';
    const error = await failure(world.call('provisioning.onDemand', { application: 'Atea', user }));
    expect(error.message).toContain('can only be provisioned on demand while provisioning is off');
    expect(error.nextStep).toContain('Pause');
    await world.call('synchronizationJobs.pause', { application: 'Atea' });
    const tried = await world.call('provisioning.onDemand', { application: 'Atea', user });
    expect(tried.errorCode).toBe('RedundantExport');
  });

  it('refuses a plan that was made before somebody authorized', async () => {
    world = await openDemoWorld({ authorizes: false });
    const { report } = await stopped(world);
    const plan = await planText(world, text);
    await visit(world, report.servicePrincipalId);
    await world.served.tenant.clock.advance(10_000);
    expect(await failure(applyPlan(world, plan))).toMatchObject({ code: 'plan_stale', reason: 'liveStateChanged' });
  });
});
