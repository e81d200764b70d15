import { expect } from 'vitest';
import { ServicePrincipalId } from '#shared/model/ids';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';
import { quarantineCases } from './quarantine-cases.ts';

const hour = 3_600_000;

const application = (story: Story) => ({ application: keptIn(story, 'servicePrincipal') });

/** A running synchronization job, its cycle, its log and its schedule. */
export const operationsCases: readonly GoodCase[] = [
  good('fleet.show', {
    check: ({ applications, state, withoutBatch }) => {
      expect({ state, withoutBatch }).toEqual({ state: 'complete', withoutBatch: false });
      const airstack = applications.find(({ displayName }) => displayName === 'Airstack');
      expect(airstack).toMatchObject({
        vendor: 'airstack',
        jobs: 1,
        attention: 'none',
        fault: null,
        health: 'initialCycle',
        nextCycle: { kind: 'first', at: null },
        notifications: 'set',
        quarantine: null,
      });
    },
  }),
  good('fleet.discover', {
    check: ({ kind, provisioning, listed, turnedBad }) => {
      expect({ kind, turnedBad }).toEqual({ kind: 'discovery', turnedBad: 0 });
      expect(provisioning).toBeGreaterThan(0);
      expect(listed).toBeGreaterThanOrEqual(provisioning);
    },
  }),
  good('fleet.refresh', {
    // Each run of the command line begins with a discovery.
    check: ({ kind, requests }) => {
      expect(['refresh', 'discovery']).toContain(kind);
      expect(requests).toBeGreaterThan(0);
    },
  }),
  good('fleet.owners', {
    input: (story) => ({ applications: [ServicePrincipalId.parse(keptIn(story, 'servicePrincipal'))] }),
    check: ({ applications }) => expect(applications).toMatchObject([{ owners: expect.any(Array) }]),
  }),
  good('synchronizationJobs.show', {
    input: application,
    check: ({ jobs }) =>
      expect(jobs).toMatchObject([
        { application: 'Airstack', health: 'initialCycle', scheduleState: 'Active', quarantine: null },
      ]),
  }),
  good('cycles.outlook', {
    input: application,
    check: ({ initialCycle, settings, changesReadUntil }) => {
      expect(initialCycle?.basis === 'none').toBe(initialCycle?.end === null);
      expect(changesReadUntil).toBeNull();
      expect(settings).toMatchObject({ scope: 'assigned', deletionThreshold: { state: 'on' } });
    },
  }),
  good('synchronizationJobs.planAction', {
    input: (story) => ({ ...application(story), action: 'restart', resetScope: 'ForceDeletes' }),
    check: ({ confirmedOutside, calls, lost }) => {
      expect(confirmedOutside).toBe(true);
      expect(calls[0]).toMatchObject({ method: 'POST', body: expect.stringContaining('"ForceDeletes"') });
      expect(lost).not.toEqual([]);
    },
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
  ...quarantineCases,
  good('cycles.list', {
    input: application,
    check: ({ cycles, source, knownFrom, complete }) => {
      expect([source, complete]).toEqual(['service', true]);
      expect(knownFrom).not.toBeNull();
      expect(cycles.at(-1)?.counts.created).toBeGreaterThan(0);
    },
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
