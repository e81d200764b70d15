import { describe, expect, it } from 'vitest';
import { SynchronizationJob } from '#core/graph/shapes';
import { requireState, stateOf } from '#core/monitor/actions/expected-state';
import { planAction } from '#core/monitor/actions/plan-action';
import { jobViewOf } from '#core/monitor/job-view';
import { JobActionPlan, jobActions, resetScopes } from '#shared/model/job-action';

const execution = { state: 'EntryLevelErrors', timeBegan: '2026-01-10T11:00:00Z', timeEnded: '2026-01-10T11:05:00Z' };
const counts = { countEntitledForProvisioning: 1000, countEscrowed: 7 };
const jobWith = (status: object = {}, schedule: object = {}, scope = 'false') =>
  jobViewOf({
    job: SynchronizationJob.parse({
      id: 'scim.1',
      schedule: { state: 'Active', interval: 'PT40M', ...schedule },
      status: {
        code: 'Active',
        steadyStateFirstAchievedTime: '2026-01-01T00:00:00Z',
        lastExecution: { ...execution, ...counts },
        synchronizedEntryCountByType: [{ key: 'User to User', value: 990 }],
        ...status,
      },
    }),
    application: { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' },
    secrets: [{ key: 'SyncAll', value: scope }],
    now: Date.UTC(2026, 0, 10, 12),
  });
const paused = jobWith({ code: 'Paused' }, { state: 'Paused' });
const heldBack = jobWith({ quarantine: { reason: 'TooManyDeletes' } });
const text = (plan: JobActionPlan): string => JSON.stringify(plan);

describe('what an action comes to', () => {
  it.each(jobActions.flatMap((action) => [paused, heldBack, jobWith()].map((job) => ({ action, job }))))(
    'is said for $action of a job that is $job.health',
    ({ action, job }) => {
      const plan = planAction(job, action);
      expect(JobActionPlan.parse(plan)).toEqual(plan);
      expect(plan.happens.length * plan.affected.length * plan.kept.length).toBeGreaterThan(0);
      expect(plan.calls.length === 0).toBe(plan.needless !== null);
    },
  );

  it('is nothing where the job is so already', () => {
    expect(planAction(jobWith(), 'start').needless).toMatch(/on already/);
    expect(planAction(paused, 'pause').needless).toMatch(/off already/);
    expect(planAction(paused, 'start').needless).toBeNull();
  });

  it('names the requests as they are made', () => {
    const base = '/servicePrincipals/11111111-1111-4111-8111-111111111111/synchronization/jobs/scim.1';
    const calls = (...given: Parameters<typeof planAction>) =>
      planAction(...given).calls.map(({ method, path }) => `${method} ${path.replace(base, '')}`);
    expect(calls(paused, 'start')).toEqual(['POST /start', 'GET ']);
    expect(calls(jobWith(), 'pause')).toEqual(['POST /pause', 'GET ']);
    expect(calls(jobWith(), 'delete')).toEqual(['DELETE ', 'GET ']);
    expect(calls(jobWith(), 'onDemand')).toEqual(['POST /provisionOnDemand']);
    expect(planAction(jobWith(), 'restart').calls[0]?.body).toContain('"Watermark, Escrows, QuarantineState"');
  });

  it.each(resetScopes)('explains the reset scope %s', (resetScope) => {
    const plan = planAction(jobWith(), 'restart', resetScope);
    expect(plan.resetScope).toBe(resetScope);
    expect(plan.lost).not.toEqual([]);
    expect(plan.confirmedOutside).toBe(resetScope === 'ForceDeletes');
    // Only Full breaks what joins a person and an account.
    expect(plan.lost.some((line) => line.startsWith('The links'))).toBe(resetScope === 'Full');
  });

  it('knows nothing of the two that are not to be used', () => {
    expect([...resetScopes] as string[]).not.toContain('None');
    expect([...resetScopes] as string[]).not.toContain('ConnectorDataStore');
  });

  it('gives a range where there are published figures, and none elsewhere', () => {
    expect(planAction(jobWith(), 'restart').duration).toMatchObject({ minMinutes: 10, maxMinutes: 80 });
    expect(planAction(jobWith({}, {}, 'true'), 'restart').duration).toMatchObject({ minMinutes: null });
    expect(planAction(jobWith({ lastExecution: null }), 'restart').duration.text).toMatch(/no estimate/);
    expect(planAction(jobWith(), 'restart', 'Escrows').duration.minMinutes).toBeNull();
  });

  it('names how many are affected', () => {
    expect(planAction(jobWith(), 'restart').affected.join()).toMatch(/1,000.*990 \(User to User\).*7 objects/);
    expect(planAction(jobWith({ lastExecution: null }), 'restart').affected.join()).toMatch(/no cycle has counted/);
    expect(planAction(jobWith(), 'delete').affected.join()).toContain('990 (User to User)');
  });

  it('warns of what speaks against it', () => {
    expect(planAction(jobWith(), 'restart', 'ForceDeletes').warnings.join()).toMatch(/not held back/);
    expect(planAction(heldBack, 'restart', 'ForceDeletes').warnings).toEqual([]);
    expect(planAction(heldBack, 'restart').warnings.join()).toMatch(/in scope again/);
    expect(planAction(heldBack, 'start').warnings).not.toEqual([]);
    expect(planAction(jobWith({ steadyStateFirstAchievedTime: null }), 'restart').warnings.join()).toMatch(
      /begins again/,
    );
    expect(planAction(jobWith(), 'delete').warnings.join()).toMatch(/pause/);
  });

  it('asks outside of the page before anything is deleted', () => {
    expect(text(planAction(jobWith(), 'delete'))).toMatch(/Accounts in the application stay/);
    expect(jobActions.filter((action) => planAction(jobWith(), action).confirmedOutside)).toEqual(['delete']);
  });
});

describe('an action on a job that was shown', () => {
  it('is refused when the job is otherwise by then', () => {
    const shown = stateOf(jobWith());
    expect(() => requireState(paused, shown)).toThrow(/changed since this was shown/);
    expect(() => requireState(heldBack, shown)).toThrow(/changed/);
    expect(() => requireState(jobWith(), 'something else')).toThrow(/changed/);
  });

  it('goes on when only a cycle has ended, or nobody said how the job was', () => {
    const shown = stateOf(jobWith({ code: 'NotRun', lastExecution: null }));
    expect(() => requireState(jobWith(), shown)).not.toThrow();
    expect(() => requireState(paused, undefined)).not.toThrow();
  });
});
