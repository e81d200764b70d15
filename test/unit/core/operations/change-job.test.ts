import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { resetScopes } from '#shared/contract/operations';
import { graphError, json } from '#test/unit/core/graph/fake-world';
import {
  application,
  createOperationsWorld,
  jobRoute,
  jobsRoute,
  jobWith,
  quarantine,
  sync,
} from './operations-world.ts';

describe('starting, pausing and restarting', () => {
  it('does not start a job that runs, and says so', async () => {
    const { handlers, context, writes, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
    });
    const view = await handlers['synchronizationJobs.start']({ application }, context);
    expect(view.summary).toMatch(/on already, so nothing was sent/);
    expect(writes()).toEqual([]);
    expect(journal.entries()).toEqual([]);
  });

  it.each([
    { name: 'a paused job', before: jobWith({ code: 'Paused' }, { state: 'Disabled' }) },
    { name: 'a job in quarantine', before: jobWith({ code: 'Quarantine', quarantine }) },
  ])('starts $name, journals it and reads it back', async ({ before }) => {
    const { handlers, context, writes, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [before] }),
      [jobRoute]: () => json(200, jobWith({ code: 'NotRun', steadyStateFirstAchievedTime: null })),
      [`POST ${sync}/jobs/scim.1/start`]: () => json(204, null),
    });
    expect((await handlers['synchronizationJobs.start']({ application }, context)).health).toBe('initialCycle');
    expect(writes()).toHaveLength(1);
    expect(writes()[0]?.body).toBeUndefined();
    expect(journal.entries()).toEqual(['intent job.start', 'outcome job.start done']);
  });

  it('pauses a job once', async () => {
    const paused = jobWith({ code: 'Paused' }, { state: 'Paused' });
    const running = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [jobRoute]: () => json(200, paused),
      [`POST ${sync}/jobs/scim.1/pause`]: () => json(204, null),
    });
    expect((await running.handlers['synchronizationJobs.pause']({ application }, running.context)).health).toBe('off');
    expect(running.writes()).toHaveLength(1);
    const off = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [paused] }) });
    expect((await off.handlers['synchronizationJobs.pause']({ application }, off.context)).summary).toMatch(
      /off already/,
    );
    expect(off.writes()).toEqual([]);
  });

  const sentScopes: Record<(typeof resetScopes)[number], string> = {
    default: 'Watermark, Escrows, QuarantineState',
    Escrows: 'Escrows',
    Watermark: 'Watermark',
    QuarantineState: 'QuarantineState',
    Full: 'Full',
    ForceDeletes: 'ForceDeletes',
  };
  it.each(resetScopes)('restarts with exactly the body for %s', async (resetScope) => {
    const { handlers, context, writes } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [jobRoute]: () => json(200, jobWith({})),
      [`POST ${sync}/jobs/scim.1/restart`]: () => json(204, null),
    });
    await handlers['synchronizationJobs.restart']({ application, resetScope }, context);
    expect(writes().map((request) => JSON.parse(request.body ?? ''))).toEqual([
      { criteria: { resetScope: sentScopes[resetScope] } },
    ]);
  });

  it('reads the job back until it shows what was done, and says when it does not', async () => {
    const off = jobWith({ code: 'Paused' }, { state: 'Disabled' });
    const started = (shows: (look: number) => object) => {
      let looks = 0;
      return createOperationsWorld({
        [jobsRoute]: () => json(200, { value: [off] }),
        [jobRoute]: () => {
          looks += 1;
          return json(200, shows(looks));
        },
        [`POST ${sync}/jobs/scim.1/start`]: () => json(204, null),
      });
    };
    const late = started((look) => (look < 3 ? off : jobWith({})));
    const view = await late.handlers['synchronizationJobs.start']({ application }, late.context);
    expect([view.scheduleState, late.clock.sleeps]).toEqual(['Active', [1_000, 2_000]]);
    const never = started(() => off);
    const unchanged = await never.handlers['synchronizationJobs.start']({ application }, never.context);
    expect(unchanged.summary).toMatch(/accepted it, but the job does not show it yet/);
  });

  it('does nothing to a job that is otherwise than it was shown', async () => {
    const { handlers, context, writes, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
    });
    const shown = { application, expected: 'scim.1 Paused none' };
    for (const change of ['start', 'pause'] as const) {
      const refused = handlers[`synchronizationJobs.${change}`](shown, context);
      await expect(refused).rejects.toMatchObject({ code: 'conflict', details: { reason: 'jobChanged' } });
    }
    const restart = handlers['synchronizationJobs.restart']({ ...shown, resetScope: 'Full' }, context);
    await expect(restart).rejects.toMatchObject({ details: { reason: 'jobChanged' } });
    expect([writes(), journal.entries()]).toEqual([[], []]);
  });

  it('journals a refusal and raises it', async () => {
    const { handlers, context, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({ code: 'Paused' }, { state: 'Disabled' })] }),
      [`POST ${sync}/jobs/scim.1/start`]: () => graphError(403, 'Authorization_RequestDenied'),
    });
    await expect(handlers['synchronizationJobs.start']({ application }, context)).rejects.toMatchObject({
      code: 'role_missing',
    });
    expect(journal.entries()).toEqual(['intent job.start', 'outcome job.start refused']);
  });

  it.each([
    { jobs: [], reason: 'noSynchronizationJob' },
    { jobs: [jobWith({}), { ...jobWith({}), id: 'scim.2' }], reason: 'severalJobs' },
  ])('acts on nothing with $reason', async ({ jobs, reason }) => {
    const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: jobs }) });
    const fault = await handlers['synchronizationJobs.start']({ application }, context).catch(toWireError);
    expect(fault).toMatchObject({ reason });
  });
});
