import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { json } from '#test/unit/core/graph/fake-world';
import { application, createOperationsWorld, jobRoute, jobsRoute, jobWith, quarantine } from './operations-world.ts';

describe('waiting for a cycle', () => {
  const running = (completedUnits: number, ended: string) =>
    jobWith({
      code: 'NotRun',
      steadyStateFirstAchievedTime: ended,
      lastExecution: { state: 'Succeeded', timeBegan: ended, timeEnded: ended },
      progress: [{ completedUnits, totalUnits: 10, units: null }],
    });
  const never = '0001-01-01T00:00:00Z';
  const worldOf = (looks: readonly object[]) => {
    const left = [...looks];
    const next = () => json(200, left.length > 1 ? left.shift() : left[0]);
    return createOperationsWorld({ [jobsRoute]: () => json(200, { value: [looks[0]] }), [jobRoute]: next });
  };
  const wait = (world: ReturnType<typeof createOperationsWorld>, timeoutMs = 7_200_000) =>
    world.handlers['synchronizationJobs.waitForCycle']({ application, timeoutMs }, world.context);

  it('tells the progress and ends with the cycle', async () => {
    const world = worldOf([
      running(1, never),
      running(5, never),
      running(5, never),
      running(10, '2026-01-10T12:01:00Z'),
    ]);
    const view = await wait(world);
    expect(view.lastCycle?.ended).toBe('2026-01-10T12:01:00Z');
    expect(world.progress).toMatchObject([
      { state: 'waiting', completed: 1, total: 10 },
      { state: 'waiting', completed: 5, total: 10 },
    ]);
    expect(world.clock.sleeps).toEqual([2_000, 5_000, 10_000]);
  });

  it('waits for the next cycle when one has ended before', async () => {
    const world = worldOf([
      running(10, '2026-01-10T11:00:00Z'),
      running(10, '2026-01-10T11:00:00Z'),
      running(10, '2026-01-10T12:00:00Z'),
    ]);
    expect((await wait(world)).lastCycle?.ended).toBe('2026-01-10T12:00:00Z');
  });

  it('goes on when a part of the first cycle has ended and the job is not steady yet', async () => {
    const part = running(5, '2026-01-10T11:00:00Z');
    const unsteady = { ...part, status: { ...part.status, steadyStateFirstAchievedTime: never } };
    const world = worldOf([running(1, never), unsteady, running(10, '2026-01-10T12:00:00Z')]);
    expect((await wait(world)).lastCycle?.ended).toBe('2026-01-10T12:00:00Z');
  });

  it('ends at once with a quarantine', async () => {
    const world = worldOf([running(1, never), jobWith({ code: 'Quarantine', quarantine })]);
    expect((await wait(world)).health).toBe('quarantine');
  });

  it('has nothing to wait for when provisioning is off', async () => {
    const fault = await wait(worldOf([jobWith({ code: 'Paused' }, { state: 'Paused' })])).catch(toWireError);
    expect(fault).toMatchObject({ code: 'conflict', reason: 'provisioningOff' });
  });

  it('gives up after its time', async () => {
    const fault = await wait(worldOf([running(1, never)]), 60_000).catch(toWireError);
    expect(fault).toMatchObject({
      code: 'timeout',
      reason: 'cycleStillRunning',
      message: expect.stringContaining('ended while this waited'),
    });
  });
});
