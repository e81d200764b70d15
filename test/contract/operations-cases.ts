import { expect } from 'vitest';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';

const hour = 3_600_000;

const application = (story: Story) => ({ application: keptIn(story, 'servicePrincipal') });

/** A running synchronization job, its cycle, its log and its schedule. */
export const operationsCases: readonly GoodCase[] = [
  good('applications.list', {
    check: ({ applications }) => {
      const airstack = applications.find(({ displayName }) => displayName === 'Airstack');
      expect(airstack).toMatchObject({
        vendor: 'airstack',
        jobs: 1,
        attention: 'none',
        fault: null,
        job: { health: 'initialCycle', scheduleState: 'Active' },
      });
    },
  }),
  good('synchronizationJobs.show', {
    input: application,
    check: ({ jobs }) =>
      expect(jobs).toMatchObject([
        { application: 'Airstack', health: 'initialCycle', scheduleState: 'Active', quarantine: null },
      ]),
  }),
  good('synchronizationJobs.waitForCycle', {
    input: (story) => ({ ...application(story), timeoutMs: 2 * hour }),
    meanwhile: ({ transport }) => transport.served.tenant.clock.advance(hour),
    check: (job) => {
      expect(job).toMatchObject({ health: 'healthy', quarantine: null });
      expect(job.lastCycle).toMatchObject({ state: 'Succeeded', errorCode: null });
    },
  }),
  good('provisioning.onDemand', {
    input: (story) => ({ ...application(story), user: 'sofia.nyberg@contoso.demo.example' }),
    check: ({ result, steps, subject }) => {
      expect(['success', 'skipped']).toContain(result);
      expect(steps.map(({ type }) => type)).toEqual(expect.arrayContaining(['import', 'scoping', 'export']));
      expect(subject).toContain('sofia.nyberg');
    },
  }),
  good('provisioning.queue', {
    input: (story) => ({
      ...application(story),
      users: ['sofia.nyberg@contoso.demo.example', 'nobody@contoso.demo.example'],
      stopAtFailure: true,
    }),
    check: (run, { kept }) => {
      expect(run.results.map(({ view, error }) => [view === null, error?.code ?? null])).toEqual([
        [false, null],
        [true, 'not_found'],
      ]);
      kept.set('run', run.id);
    },
  }),
  good('provisioning.listRuns', {
    input: application,
    check: ({ runs, setAside, locked }, story) => {
      expect(runs[0]).toMatchObject({ id: keptIn(story, 'run'), subjects: 2, tried: 2, failed: 1, state: 'done' });
      expect([setAside, locked]).toEqual([[], 0]);
    },
  }),
  good('provisioning.showRun', {
    input: (story) => ({ run: keptIn(story, 'run') }),
    check: ({ application: name, results }) => expect([name, results.length]).toEqual(['Airstack', 2]),
  }),
  good('provisioning.compareRuns', {
    input: (story) => ({ before: keptIn(story, 'run'), after: keptIn(story, 'run') }),
    check: ({ people, configuration }) => {
      expect(configuration).toEqual([]);
      expect(people.map(({ inRuns, changes }) => [inRuns, changes])).toEqual([
        ['both', []],
        ['both', []],
      ]);
    },
  }),
  good('provisioning.resume', {
    input: (story) => ({ run: keptIn(story, 'run') }),
    check: () => expect.fail('everybody was tried'),
    refusedOn: () => ({ code: 'conflict', reason: 'runIsDone' }),
  }),
  good('logs.list', {
    input: (story) => ({ ...application(story), status: 'success', limit: 100 }),
    check: ({ entries, complete }) => {
      expect(complete).toBe(true);
      expect(entries.length).toBeGreaterThanOrEqual(3);
      expect(entries.every(({ status, application: name }) => status === 'success' && name === 'Airstack')).toBe(true);
    },
  }),
  good('quarantine.explain', {
    input: application,
    check: (explained) => expect(explained).toMatchObject({ application: 'Airstack', quarantine: null }),
  }),
  good('synchronizationJobs.pause', {
    input: application,
    check: (job) => expect(job).toMatchObject({ health: 'off', scheduleState: 'Paused' }),
  }),
  good('synchronizationJobs.start', {
    input: application,
    check: (job) => expect(job).toMatchObject({ scheduleState: 'Active' }),
  }),
  good('synchronizationJobs.restart', {
    input: (story) => ({ ...application(story), resetScope: 'Full' }),
    check: (job) => expect(job).toMatchObject({ scheduleState: 'Active', quarantine: null }),
  }),
];
