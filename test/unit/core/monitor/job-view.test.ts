import { describe, expect, it } from 'vitest';
import { SynchronizationJob, type SynchronizationSecret } from '#core/graph/shapes';
import { healthOf, jobViewOf } from '#core/monitor/job-view';
import { quarantineCatalogue, quarantineViewOf } from '#core/monitor/quarantine/catalogue';
import { JobView } from '#shared/model/job';
import { activeJob, pausedInQuarantine, startedJob, tooManyDeletes } from './samples.ts';

const application = { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' };
const now = Date.UTC(2026, 0, 12, 10, 1);

const view = (job: unknown, secrets: SynchronizationSecret[] | null = null) =>
  JobView.parse(jobViewOf({ job: SynchronizationJob.parse(job), application, secrets, now }));

const changed = (job: typeof startedJob, status: object, schedule: object = {}) => ({
  ...job,
  schedule: { ...job.schedule, ...schedule },
  status: { ...job.status, ...status },
});

describe('health of a job', () => {
  const rows: readonly { readonly name: string; readonly job: unknown; readonly health: JobView['health'] }[] = [
    { name: 'an active job that succeeded', job: activeJob, health: 'healthy' },
    { name: 'a started job that has not run, with its false failure', job: startedJob, health: 'initialCycle' },
    { name: 'a paused job with a quarantine', job: pausedInQuarantine, health: 'quarantine' },
    { name: 'a job in quarantine', job: tooManyDeletes, health: 'quarantine' },
    {
      name: 'the code Quarantine without a quarantine',
      job: changed(startedJob, { code: 'Quarantine' }),
      health: 'quarantine',
    },
    {
      name: 'a new job',
      job: changed(startedJob, { code: 'NotConfigured' }, { state: 'Disabled' }),
      health: 'notConfigured',
    },
    {
      name: 'a new job that says Paused',
      job: changed(startedJob, { code: 'Paused' }, { state: 'Disabled' }),
      health: 'off',
    },
    { name: 'a paused schedule', job: changed(startedJob, { code: 'Active' }, { state: 'Paused' }), health: 'off' },
    {
      name: 'a state of the future',
      job: changed(startedJob, { code: 'Dreaming' }, { state: 'Hibernating' }),
      health: 'unknown',
    },
    { name: 'a job without any status', job: { id: 'job' }, health: 'unknown' },
    {
      name: 'a first cycle that failed',
      job: changed(startedJob, {
        lastExecution: { state: 'Failed', timeBegan: '2026-01-10T10:00:00Z', error: { code: 'X', message: 'm' } },
      }),
      health: 'errors',
    },
    {
      name: 'a first cycle that has errors with single people',
      job: changed(startedJob, { lastExecution: { state: 'EntryLevelErrors', timeEnded: '2026-01-10T10:00:00Z' } }),
      health: 'initialCycle',
    },
    {
      name: 'a later cycle that has errors with single people',
      job: changed(startedJob, {
        steadyStateFirstAchievedTime: '2026-01-01T00:00:00Z',
        lastExecution: { state: 'EntryLevelErrors', timeEnded: '2026-01-10T10:00:00Z' },
      }),
      health: 'errors',
    },
  ];
  it.each(rows)('of $name is $health', ({ job, health }) => {
    const result = view(job);
    expect(result.health).toBe(health);
    expect(result.summary).not.toBe('');
  });

  it('does not depend on the case of the words', () => {
    expect(
      healthOf({
        scheduleState: 'ACTIVE',
        statusCode: 'active',
        quarantined: false,
        lastCycle: null,
        initialCycleDone: true,
      }),
    ).toBe('healthy');
  });
});

describe('a job view', () => {
  it('shows dates of year 1 as never', () => {
    const result = view(startedJob);
    expect(result).toMatchObject({ lastCycle: null, lastSuccessfulCycle: null, steadyStateSince: null });
    expect(view(activeJob).lastSuccessfulCycle).toMatchObject({ began: null, ended: '2019-11-20T14:09:46.8855027Z' });
  });

  it('keeps counts, progress and entries', () => {
    const result = view(tooManyDeletes);
    expect(result.progress).toEqual([{ completed: 40, total: 100, units: '' }]);
    expect(result.entriesByType[0]?.value).toBe(120);
    expect(view(activeJob).lastCycle?.counts.countEscrowed).toBe(15);
    expect(view(activeJob).summary).toContain('15 objects failed');
  });

  it('says how far an initial cycle is', () => {
    const running = changed(startedJob, { progress: [{ completedUnits: 3, totalUnits: 9, units: null }] });
    expect(view(running).summary).toContain('3 of 9 pages');
  });

  const settings = (value: object) => [{ key: 'SyncNotificationSettings', value: JSON.stringify(value) }];
  const rows: readonly { readonly secrets: SynchronizationSecret[] | null; readonly expected: Partial<JobView> }[] = [
    { secrets: null, expected: { scope: 'unknown', notificationEmail: null, deletionThreshold: '500' } },
    { secrets: [{ key: 'SyncAll', value: 'True' }], expected: { scope: 'everyone' } },
    { secrets: [{ key: 'SyncAll', value: 'false' }], expected: { scope: 'assigned' } },
    {
      secrets: settings({ Enabled: true, Recipients: 'it@x.example' }),
      expected: { notificationEmail: 'it@x.example' },
    },
    { secrets: settings({ Enabled: false, Recipients: 'it@x.example' }), expected: { notificationEmail: null } },
    {
      secrets: settings({ DeleteThresholdEnabled: true, DeleteThresholdValue: 17 }),
      expected: { deletionThreshold: '17' },
    },
    {
      secrets: settings({ DeleteThresholdEnabled: false, DeleteThresholdValue: 17 }),
      expected: { deletionThreshold: null },
    },
    {
      secrets: [{ key: 'SyncNotificationSettings', value: 'not json' }],
      expected: { notificationEmail: null, deletionThreshold: '500' },
    },
  ];
  it.each(rows)('reads the settings $secrets', ({ secrets, expected }) => {
    expect(view(activeJob, secrets)).toMatchObject(expected);
  });
});

describe('a quarantine explained', () => {
  it.each(Object.keys(quarantineCatalogue))('has meaning, checks and a fix for %s', (reason) => {
    const result = quarantineViewOf({ reason }, now);
    expect(result.reason).toBe(reason);
    expect([result.meaning, result.fix, ...result.checks].every((text) => text.length > 10)).toBe(true);
    expect(result.checks.length).toBeGreaterThan(0);
  });

  it('knows all eight documented reasons', () => {
    expect(Object.keys(quarantineCatalogue)).toHaveLength(8);
  });

  it('counts 28 days from when the series began', () => {
    expect(view(tooManyDeletes).quarantine).toMatchObject({
      since: '2026-01-10T10:01:00Z',
      nextAttempt: '2026-01-10T16:01:00Z',
      disabledOn: '2026-02-07T10:01:00.000Z',
      daysLeft: 26,
    });
    expect(quarantineViewOf({ reason: 'Unknown', seriesBegan: '2025-01-01T00:00:00Z' }, now).daysLeft).toBe(0);
    expect(quarantineViewOf({ reason: 'Unknown', seriesBegan: '' }, now)).toMatchObject({
      since: null,
      daysLeft: null,
      disabledOn: null,
    });
  });

  it('keeps a reason that is not documented', () => {
    expect(quarantineViewOf({ reason: 'SolarFlare' }, now)).toMatchObject({
      reason: 'SolarFlare',
      meaning: expect.any(String),
    });
    expect(quarantineViewOf({ reason: 'constructor' }, now).reason).toBe('constructor');
  });

  it('knows the other spelling and other case', () => {
    expect(quarantineViewOf({ reason: 'QuarantineOnDemand' }, now).reason).toBe('QuarantinedOnDemand');
    expect(quarantineViewOf({ reason: 'toomanydeletes' }, now).fix).toContain('ForceDeletes');
  });

  it('advises about credentials when only the error names them, and shows what the tenant can act on', () => {
    const result = view(pausedInQuarantine);
    expect(result.quarantine).toMatchObject({
      reason: 'Unknown',
      errorCode: 'SalesforceInvalidCredentials',
      since: null,
    });
    expect(result.quarantine?.fix).toContain('token');
    expect(result.summary).toContain('Your Salesforce.com credentials are invalid.');
  });
});
