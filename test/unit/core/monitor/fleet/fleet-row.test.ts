import { describe, expect, it } from 'vitest';
import { type ApplicationFacts, belongs, fleetRowOf, type RowWorld } from '#core/monitor/fleet/fleet-row';
import type { FleetRow } from '#shared/model/fleet';
import { facts, jobWith, listed, now } from './fleet-samples.ts';

const world: RowWorld = { now, vendorOf: () => null, secretOf: () => null };
const rowOf = (more: Partial<ApplicationFacts> = {}, also: Partial<RowWorld> = {}): FleetRow =>
  fleetRowOf(facts(more), { ...world, ...also });

const setting = (key: string, value: string) => ({ key, value });
const notification = (value: Record<string, unknown>) => [setting('SyncNotificationSettings', JSON.stringify(value))];
const times = { timeBegan: '2026-01-31T11:40:00Z', timeEnded: '2026-01-31T11:45:00Z' };
const cycle = (counts: Record<string, number>) => ({ lastExecution: { state: 'Succeeded', ...times, ...counts } });

describe('the next cycle', () => {
  const quarantine = (nextAttempt: string) => ({ quarantine: { reason: 'TooManyDeletes', nextAttempt } });
  it.each<[string, Parameters<typeof jobWith>, FleetRow['nextCycle']]>([
    ['the end of the last one and the interval', [], { kind: 'about', at: '2026-01-31T12:25:00.000Z' }],
    [
      'due where that is over',
      [{ lastExecution: { ...times, state: 'Succeeded', timeEnded: '2026-01-31T11:00:00Z' } }],
      { kind: 'due', at: '2026-01-31T11:40:00.000Z' },
    ],
    ['none while it is off', [{}, { schedule: { interval: 'PT40M', state: 'Paused' } }], { kind: 'off', at: null }],
    [
      'what the service says during a quarantine',
      [quarantine('2026-01-31T18:00:00Z')],
      { kind: 'retry', at: '2026-01-31T18:00:00Z' },
    ],
    ['unknown where a quarantine names none', [quarantine('0001-01-01T00:00:00Z')], { kind: 'unknown', at: null }],
    [
      'unknown without an interval',
      [{}, { schedule: { interval: 'now and then', state: 'Active' } }],
      { kind: 'unknown', at: null },
    ],
    [
      'the first one before any has ended',
      [{ lastExecution: null, steadyStateFirstAchievedTime: null }],
      { kind: 'first', at: null },
    ],
  ])('is %s', (_name, job, expected) => {
    expect(rowOf({ jobs: [jobWith(...job)] }).nextCycle).toEqual(expected);
  });
});

describe('the error rate of the last cycle', () => {
  it.each([
    [{ countExported: 8, countEscrowed: 2 }, 0.2],
    [{ countExported: 0, countEscrowed: 5 }, 1],
    [{ countExported: 8, countExports: 40, countEscrowed: 2 }, 0.05],
    [{ countExported: 0, countEscrowed: 0 }, null],
    [{ countExported: 8 }, null],
    [{}, null],
  ])('of %j is %s', (counts, expected) => {
    expect(rowOf({ jobs: [jobWith(cycle(counts))] }).lastCycle?.errorRate).toBe(expected);
  });
});

describe('notifications and the deletion threshold', () => {
  const enabled = {
    Enabled: true,
    Recipients: 'a@contoso.example',
    DeleteThresholdEnabled: true,
    DeleteThresholdValue: 9,
  };
  it.each<[string, ApplicationFacts['secrets'], string, FleetRow['deletionThreshold']]>([
    ['are set', notification(enabled), 'set', { state: 'set', value: '9' }],
    ['are not set', [], 'notSet', { state: 'notSet', value: null }],
    [
      'are not set where they are off',
      notification({ ...enabled, Enabled: false, DeleteThresholdEnabled: false }),
      'notSet',
      { state: 'notSet', value: null },
    ],
    ['are unknown where settings may not be read', null, 'unknown', { state: 'unknown', value: null }],
    [
      'are unknown where the service masks them',
      [setting('SyncNotificationSettings', '*')],
      'unknown',
      { state: 'unknown', value: null },
    ],
  ])('%s', (_name, ...[secrets, notifications, deletionThreshold]) => {
    expect(rowOf({ secrets })).toMatchObject({ notifications, deletionThreshold });
  });

  it('a threshold that the job itself tells is known without the settings', () => {
    const settings = [{ name: 'QuarantineTooManyDeletesThreshold', value: '30' }];
    const row = rowOf({ secrets: null, jobs: [jobWith({}, { synchronizationJobSettings: settings })] });
    expect(row.deletionThreshold).toEqual({ state: 'set', value: '30' });
  });
});

describe('the line of an application', () => {
  it('says how many days a quarantine leaves, counted from its beginning', () => {
    const quarantine = { reason: 'EncounteredQuarantineException', seriesBegan: '2026-01-11T12:00:00Z' };
    expect(rowOf({ jobs: [jobWith({ quarantine })] })).toMatchObject({
      health: 'quarantine',
      attention: 'act',
      quarantine: { daysLeft: 8, stopsOn: '2026-02-08T12:00:00.000Z', since: '2026-01-11T12:00:00Z' },
    });
  });

  it('says that nothing is known of a secret, or what is', () => {
    expect(rowOf().secret).toBeNull();
    const known = { savedAt: '2026-01-01T00:00:00Z', expiresAt: null, source: 'none' } as const;
    expect(rowOf({}, { secretOf: () => known }).secret).toEqual(known);
  });

  it('what could not be read is neither set up nor not', () => {
    const row = rowOf({ jobs: { fault: 'The service says no.', hidden: false } });
    expect(row).toMatchObject({ health: 'unknown', fault: 'The service says no.', nextCycle: { kind: 'unknown' } });
  });

  it('keeps a job state that is not documented as unknown, and somebody has to look', () => {
    const row = rowOf({ jobs: [jobWith({ lastExecution: { ...times, state: 'HalfDone' } })] });
    expect(row).toMatchObject({ health: 'unknown', attention: 'look', lastCycle: { state: 'HalfDone' } });
  });

  it.each<[string, Partial<ApplicationFacts>, string | null, boolean]>([
    ['with a job', {}, null, true],
    ['without a job and a profile', { jobs: [] }, null, false],
    ['without a job, with a profile', { jobs: [] }, 'airstack', true],
    ['that could not be read', { jobs: { fault: 'x', hidden: false } }, null, true],
    ['that this role may not read', { jobs: { fault: 'x', hidden: true } }, null, false],
  ])('an application %s: on the board?', (_name, ...[more, vendor, expected]) => {
    const one = facts({ listed: listed(7), ...more });
    expect(belongs(one, fleetRowOf(one, { ...world, vendorOf: () => vendor }))).toBe(expected);
  });
});
