import { describe, expect, it } from 'vitest';
import { SynchronizationJob } from '#core/graph/shapes';
import { startOfInitialCycle } from '#core/monitor/cycles/cycle-start';
import { intervalMs, jobSettingsOf, type OutlookFacts, observationOf, outlookOf } from '#core/monitor/cycles/outlook';

const zero = '0001-01-01T00:00:00Z';
const now = Date.UTC(2026, 0, 10, 12);
const ended = { state: 'Succeeded', timeBegan: '2026-01-10T11:40:00Z', timeEnded: '2026-01-10T11:50:00Z' };

const jobWith = (status: object, schedule: object = {}): SynchronizationJob =>
  SynchronizationJob.parse({
    id: 'scim.1',
    schedule: { state: 'Active', interval: 'PT40M', ...schedule },
    status: { code: 'Active', steadyStateFirstAchievedTime: '2026-01-01T00:00:00Z', ...status },
  });

const outlook = (job: SynchronizationJob, given: Partial<OutlookFacts> = {}) =>
  outlookOf({
    job,
    application: { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' },
    secrets: [],
    observations: [],
    startedAt: null,
    inScope: null,
    now,
    ...given,
  });

describe('where a job stands', () => {
  it('is steady: the next cycle as a range, the watermark as far as the service tells it', () => {
    const job = jobWith({
      lastExecution: ended,
      lastSuccessfulExecution: ended,
      steadyStateLastAchievedTime: '2026-01-10T11:50:00Z',
    });
    expect(outlook(job)).toMatchObject({
      initialCycle: null,
      nextCycle: { earliest: '2026-01-10T12:20:00.000Z', latest: '2026-01-10T12:30:00.000Z' },
      changesReadUntil: '2026-01-10T11:40:00Z',
      steadyFirst: '2026-01-01T00:00:00Z',
      steadyLast: '2026-01-10T11:50:00Z',
    });
  });

  it('is in its initial cycle: pages, and a range or the reason why there is none', () => {
    const progress = [
      { completedUnits: 3, totalUnits: 10, units: null, progressObservationDateTime: '2026-01-10T11:59:00Z' },
    ];
    const job = jobWith({ steadyStateFirstAchievedTime: zero, progress });
    expect(outlook(job).initialCycle).toMatchObject({
      ...{ completed: 3, total: 10, units: '', observedAt: '2026-01-10T11:59:00Z', end: null, basis: 'none' },
    });
    const known = outlook(job, { secrets: [{ key: 'SyncAll', value: 'false' }], inScope: 1000 });
    expect(known.initialCycle?.end).toEqual({
      earliest: '2026-01-10T12:00:00.000Z',
      latest: '2026-01-10T13:20:00.000Z',
    });
  });

  it.each([
    ['off', jobWith({ lastExecution: ended }, { state: 'Paused' })],
    ['never run', jobWith({})],
    ['of an interval that never comes', jobWith({ lastExecution: ended }, { interval: 'P10675199DT2H48M5.4775807S' })],
    ['late', jobWith({ lastExecution: { ...ended, timeBegan: zero, timeEnded: '2026-01-09T00:00:00Z' } })],
  ])('says no next cycle for a job that is %s', (_name, job) => expect(outlook(job).nextCycle).toBeNull());

  it('has the next attempt of a quarantine', () => {
    const quarantine = { reason: 'TooManyDeletes', nextAttempt: '2026-01-11T00:00:00Z' };
    const { nextCycle, initialCycle } = outlook(jobWith({ quarantine, steadyStateFirstAchievedTime: zero }));
    expect(nextCycle).toEqual({ earliest: '2026-01-11T00:00:00Z', latest: '2026-01-11T00:00:00Z' });
    expect(initialCycle).toBeNull();
  });

  it('has no watermark before a cycle has ended well, or where the service does not say when it began', () => {
    expect(outlook(jobWith({})).watermarkExplanation).toMatch(/no watermark/);
    const unsaid = outlook(jobWith({ lastSuccessfulExecution: { ...ended, timeBegan: zero } }));
    expect([unsaid.changesReadUntil, unsaid.watermarkExplanation]).toEqual([
      null,
      expect.stringMatching(/does not say/),
    ]);
  });
});

describe('settings at a glance', () => {
  const job = jobWith({});
  const guarded: SynchronizationJob = {
    ...job,
    synchronizationJobSettings: [{ name: 'QuarantineTooManyDeletesThreshold', value: '500' }],
  };

  it('are unknown where the role may not read them, and not off', () => {
    expect(jobSettingsOf(job, null)).toEqual({
      scope: 'unknown',
      notifications: { state: 'unknown' },
      deletionThreshold: { state: 'unknown' },
      keepsOutOfScope: 'unknown',
      targetHost: null,
    });
    expect(jobSettingsOf(guarded, null).deletionThreshold).toEqual({ state: 'on', value: '500' });
  });

  it('are what is saved, the address by its host only', () => {
    const notification = {
      Enabled: true,
      Recipients: 'a@b.example',
      DeleteThresholdEnabled: true,
      DeleteThresholdValue: 17,
    };
    expect(
      jobSettingsOf(guarded, [
        { key: 'SyncAll', value: 'True' },
        { key: 'BaseAddress', value: 'https://scim.example/v2?token=secret' },
        { key: 'SyncNotificationSettings', value: JSON.stringify(notification) },
        { key: 'SkipOutOfScopeDeletions', value: '1' },
      ]),
    ).toEqual({
      scope: 'everyone',
      notifications: { state: 'on', value: 'a@b.example' },
      deletionThreshold: { state: 'on', value: '17' },
      keepsOutOfScope: 'on',
      targetHost: 'scim.example',
    });
  });

  it.each([
    ['{"Enabled":true,"Recipients":""}', 'off', '500'],
    ['{"DeleteThresholdEnabled":false,"DeleteThresholdValue":3}', 'off', null],
    ['no JSON', 'off', '500'],
  ])('read %s', (value, state, threshold) => {
    const settings = jobSettingsOf(guarded, [
      { key: 'SyncNotificationSettings', value },
      { key: 'BaseAddress', value: 'x' },
    ]);
    expect(settings.notifications.state).toBe(state);
    expect(settings.deletionThreshold).toEqual(
      threshold === null ? { state: 'off' } : { state: 'on', value: threshold },
    );
    expect(settings.targetHost).toBeNull();
  });
});

describe('what an initial cycle is measured by', () => {
  it.each([
    ['PT40M', 2_400_000],
    ['PT2H', 7_200_000],
    ['PT1H30M', 5_400_000],
    ['PT', null],
    ['P10675199DT2H48M5.4775807S', null],
    [null, null],
  ])('an interval of %s', (interval, ms) => expect(intervalMs(interval)).toBe(ms));

  it('counts pages by the time of the service, never after now', () => {
    const at = (progressObservationDateTime: string | null) =>
      observationOf(jobWith({ progress: [{ completedUnits: 1, totalUnits: 2, progressObservationDateTime }] }), now)
        ?.at;
    expect(at('2026-01-10T11:59:00Z')).toBe(now - 60_000);
    expect(at('2026-01-10T13:00:00Z')).toBe(now);
    expect(at(zero)).toBe(now);
    expect(observationOf(jobWith({ progress: [{ completedUnits: 0, totalUnits: 0 }] }), now)).toBeNull();
    expect(observationOf(jobWith({}), now)).toBeNull();
  });

  it.each([
    [[], null],
    [['job.start'], 1],
    [['job.start', 'job.pause', 'job.start'], 1],
    [['job.start', 'job.restart'], 2],
    [['job.start', 'schema.edit', 'job.start', 'job.start'], 3],
    [['refused job.start', 'job.pause'], null],
  ] as const)('begins after %j', (steps, nth) => {
    const entries = steps.map((step, index) => ({
      kind: 'outcome' as const,
      step: step.replace('refused ', ''),
      result: step.startsWith('refused') ? 'refused' : 'done',
      at: new Date((index + 1) * 1000).toISOString(),
    }));
    expect(startOfInitialCycle(entries as never)).toBe(nth === null ? null : nth * 1000);
  });
});
