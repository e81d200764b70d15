import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTenantControl } from '#emulator/control/tenant-control';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';

const application = 'Airstack';
const interval = 45 * 60_000;

let world: DemoWorld;
beforeEach(async () => {
  world = await openDemoWorld();
});
afterEach(() => world.close());

/** What "demo quarantine" sends. */
async function impose(reason: string | null): Promise<void> {
  const { fetch, secret } = createTenantControl(world.served.tenant);
  const request = new Request('http://127.0.0.1:1/jobs/quarantine', {
    method: 'POST',
    headers: { host: '127.0.0.1:1', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ vendor: 'airstack', reason }),
  });
  expect(await (await fetch(request, '127.0.0.1:1')).json()).toMatchObject({ vendor: 'airstack', reason });
}
const accounts = () =>
  world
    .target('airstack')
    .users()
    .filter(({ active }) => active !== false).length;

async function running(threshold: number): Promise<void> {
  await setUp(world, 'airstack', {
    edit: (text) => text.replace(/value: 20/, `value: ${threshold}`),
    waitForCycle: true,
  });
  await world.call('synchronizationJobs.start', { application });
  await world.served.tenant.clock.advance(interval);
}

/** Takes everybody's assignment away, as somebody does by mistake. */
async function removeAssignments(): Promise<number> {
  const { state, clock } = world.served.tenant;
  const before = accounts();
  for (const assignment of [...state.assignments.values()]) {
    state.assignments.delete(assignment.id);
    state.removedAssignments.push({
      servicePrincipalId: assignment.servicePrincipalId,
      principalId: assignment.principalId,
      at: clock.now(),
    });
  }
  await clock.advance(interval);
  return before;
}

const carryOut = async (decision: 'repair' | 'allow' | 'reject') => {
  const plan = await world.call('quarantine.plan', { application, decision });
  const report = await world.call('setup.apply', {
    planId: plan.id,
    planHash: plan.hash,
    confirmed: plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation])),
  });
  return { plan, report };
};

describe('deletions that are held back', () => {
  it('are named, counted, let through only with that number, and then really made', async () => {
    await running(2);
    const before = await removeAssignments();
    expect(accounts()).toBe(before);
    const shown = await world.call('quarantine.show', { application });
    expect(shown).toMatchObject({ kind: 'deletesBlocked', quarantine: { reason: 'TooManyDeletes', daysLeft: 28 } });
    const who = await world.call('quarantine.heldBack', { application, limit: 1 });
    expect(who).toMatchObject({ complete: true, note: null });
    expect(who.held).toHaveLength(1);
    expect(who.count).toBeGreaterThanOrEqual(2);

    const { checks } = await world.call('quarantine.check', { application });
    expect(checks.find(({ id }) => id === 'changes')?.seen).toContain('nobody says by whom or when');
    const refused = world.call('quarantine.plan', { application });
    await expect(refused).rejects.toMatchObject({ error: { code: 'bad_request', reason: 'decisionNeeded' } });
    const plan = await world.call('quarantine.plan', { application, decision: 'allow' });
    const confirmation = { kind: 'deprovisions', count: who.count };
    expect(plan.steps[0]).toMatchObject({ id: 'job.restart', confirmation });
    const unconfirmed = world.call('setup.apply', { planId: plan.id, planHash: plan.hash });
    await expect(unconfirmed).rejects.toMatchObject({ error: { reason: 'confirmationNeeded' } });
    expect(accounts()).toBe(before);

    await carryOut('allow');
    expect(await world.call('quarantine.prove', { application })).toMatchObject({ verdict: 'gone', quarantine: null });
    expect(accounts()).toBe(0);
  });

  it('are rejected by assigning the people again: the restart leaves every account', async () => {
    await running(2);
    const before = await removeAssignments();
    const { plan, report } = await carryOut('reject');
    expect(plan.steps.map(({ id }) => id)).toEqual(['assignments.add', 'job.restart', 'health.check']);
    expect(plan.steps.every(({ confirmation }) => confirmation === undefined)).toBe(true);
    expect(report.steps.every(({ verified }) => verified)).toBe(true);
    const proof = await world.call('quarantine.prove', { application });
    expect(proof).toMatchObject({ verdict: 'gone', fix: { requestId: expect.any(String) } });
    expect(accounts()).toBe(before);
  });

  it('a plan is stale when more are held back, or when the quarantine is over', async () => {
    await running(2);
    await removeAssignments();
    const plan = await world.call('quarantine.plan', { application, decision: 'allow' });
    await carryOut('reject');
    const late = world.call('setup.apply', {
      planId: plan.id,
      planHash: plan.hash,
      confirmed: plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation])),
    });
    await expect(late).rejects.toMatchObject({ error: { code: 'plan_stale' } });
  });
});

describe('a token that was revoked', () => {
  it('is seen by the checks, is not started with, and the proof says gone after a new one', async () => {
    await running(20);
    world.target('airstack').revokeAllTokens();
    await world.served.tenant.clock.advance(interval);
    const { checks, kind } = await world.call('quarantine.check', { application });
    expect(kind).toBe('transport');
    expect(checks.map(({ id, result }) => [id, result])).toEqual([
      ['credentials', 'failed'],
      ['tenantUrl', 'passed'],
      ['changes', expect.any(String)],
    ]);
    await expect(carryOut('repair')).rejects.toMatchObject({ error: { code: 'target_refused' } });
    expect(await world.call('quarantine.prove', { application })).toMatchObject({ verdict: 'still' });

    const { plan, report } = await setUp(world, 'airstack', { rotateSecrets: true });
    expect([plan.writes > 0, report.result]).toEqual([true, 'changed']);
    expect(await world.call('quarantine.prove', { application })).toMatchObject({ verdict: 'gone' });
    const { moments } = await world.call('quarantine.history', { application });
    expect(moments.map(({ what }) => what)).toEqual(expect.arrayContaining(['entered', 'ours']));
  });
});

describe('a cause that nobody repaired', () => {
  it('lets the quarantine come back, and the proof says so with what changed', async () => {
    await running(20);
    await impose('EncounteredBaseEscrowThreshold');
    const { meters, kind } = await world.call('quarantine.show', { application });
    expect(kind).toBe('perObject');
    expect(meters.find(({ id }) => id === 'failures')).toMatchObject({ value: 40_350, state: 'over' });
    await carryOut('repair');
    const before = { reason: 'Unknown', since: null, errorCode: null, errorMessage: null, failures: 7 };
    const proof = await world.call('quarantine.prove', { application, before });
    expect(proof).toMatchObject({ verdict: 'back', quarantine: { reason: 'EncounteredBaseEscrowThreshold' } });
    expect(proof.changed).toEqual([
      'The reason was Unknown and is EncounteredBaseEscrowThreshold.',
      'Failures were 7 and are 40350.',
    ]);
  });
});

describe('every reason', () => {
  it('is told apart, is explained and has a plan or asks for a decision', async () => {
    await running(20);
    const seen: string[] = [];
    for (const reason of [
      'Unknown',
      'EncounteredQuarantineException',
      'EncounteredBaseEscrowThreshold',
      'EncounteredTotalEscrowThreshold',
      'EncounteredEscrowProportionThreshold',
      'QuarantinedOnDemand',
      'TooManyDeletes',
      'IngestionInterrupted',
    ]) {
      await impose(reason);
      const { kind, quarantine, evidence } = await world.call('quarantine.show', { application });
      expect([quarantine?.reason, evidence.length > 0]).toEqual([reason, true]);
      const decision = kind === 'deletesBlocked' ? 'reject' : 'repair';
      const { steps } = await world.call('quarantine.plan', { application, decision });
      seen.push(`${kind}: ${steps.map(({ id }) => id).join(' ')}`);
    }
    expect(seen).toEqual([
      'unknown: credentials.prove job.start health.check support.ask',
      'transport: credentials.prove job.start health.check',
      'perObject: failures.repair job.restart health.check',
      'perObject: failures.repair job.restart health.check',
      'perObject: failures.repair job.restart health.check',
      'byMicrosoft: support.ask',
      'deletesBlocked: scope.bringBack job.restart health.check',
      'ingestion: job.start health.check support.ask',
    ]);
    const calls = await world.call('quarantine.plan', { application });
    const { calls: sent } = await world.call('setup.calls', { planId: calls.id, planHash: calls.hash });
    expect(sent.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual(['POST start']);
  });
});

describe('who may not read everything', () => {
  it('still sees the quarantine and its plan; what cannot be read is unknown, and says why', async () => {
    await running(2);
    await removeAssignments();
    Object.assign(world.served.tenant.state, { premium: false });
    expect(await world.call('quarantine.show', { application })).toMatchObject({ kind: 'deletesBlocked' });
    const { checks } = await world.call('quarantine.check', { application });
    const results = Object.fromEntries(checks.map(({ id, result }) => [id, result]));
    expect(results).toMatchObject({ heldBack: 'unknown', credentials: 'passed' });
    expect(checks.find(({ id }) => id === 'heldBack')?.seen).toContain('could not be checked');
    const who = world.call('quarantine.heldBack', { application });
    await expect(who).rejects.toMatchObject({ error: { code: 'license_required' } });
    const plan = await world.call('quarantine.plan', { application, decision: 'allow' });
    expect(plan.steps[0]?.confirmation).toEqual({ kind: 'deprovisions', count: null });
    expect(plan.warnings.map(({ code }) => code)).toEqual(['heldBack']);
    const { moments, gaps } = await world.call('quarantine.history', { application });
    expect([moments.some(({ what }) => what === 'now'), gaps.map(({ code }) => code)]).toEqual([true, ['noLicence']]);
  });
});
