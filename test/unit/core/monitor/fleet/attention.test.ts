import { describe, expect, it } from 'vitest';
import { attentionOf, byAttention } from '#core/monitor/fleet/attention';
import type { AttentionLevel } from '#shared/model/fleet';
import { ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';
import type { JobHealth, JobView } from '#shared/model/job';
import { fleetRow } from './fleet-samples.ts';

const now = Date.UTC(2026, 0, 31, 12);
const hour = 3_600_000;
const id = ServicePrincipalId.parse('00000000-0000-4000-8000-000000000001');

const job = (health: JobHealth, ended: string | null = new Date(now - hour).toISOString()): JobView => ({
  servicePrincipalId: id,
  application: 'Airstack',
  jobId: SynchronizationJobId.parse('airstack.1'),
  templateId: 'airstack',
  health,
  summary: `It is ${health}.`,
  scheduleState: 'Active',
  statusCode: 'Active',
  interval: 'PT40M',
  progress: [],
  lastCycle:
    ended === null
      ? null
      : { state: 'Succeeded', began: ended, ended, counts: {}, errorCode: null, errorMessage: null },
  lastSuccessfulCycle: null,
  steadyStateSince: null,
  entriesByType: [],
  quarantine: null,
  scope: 'assigned',
  notificationEmail: null,
  deletionThreshold: null,
});

describe('whether a person has to look', () => {
  it.each<[JobHealth, AttentionLevel]>([
    ['quarantine', 'act'],
    ['errors', 'look'],
    ['unknown', 'look'],
    ['healthy', 'none'],
    ['initialCycle', 'none'],
    ['off', 'none'],
    ['notConfigured', 'none'],
  ])('%s: %s, with the reason where there is one', (health, attention) => {
    const found = attentionOf(job(health), now);
    expect(found.attention).toBe(attention);
    expect(found.why === null).toBe(attention === 'none');
  });

  it('a healthy job that has been silent for hours has to be looked at', () => {
    const silent = job('healthy', new Date(now - 7 * hour).toISOString());
    expect(attentionOf(silent, now)).toEqual({ attention: 'look', why: 'No cycle has ended for 7 hours.' });
  });

  it.each([null, 'soon'])('a last cycle of %s is not taken for silence', (ended) => {
    expect(attentionOf(job('healthy', ended), now).attention).toBe('none');
  });

  it('an application that is not set up needs nobody', () => {
    expect(attentionOf(null, now).attention).toBe('none');
  });
});

describe('the order of applications', () => {
  it('is by urgency, then those that are set up, then by name', () => {
    const lines = [
      fleetRow({ displayName: 'd', jobId: null }),
      fleetRow({ displayName: 'c' }),
      fleetRow({ displayName: 'b', attention: 'look' }),
      fleetRow({ displayName: 'a' }),
      fleetRow({ displayName: 'z', attention: 'act' }),
    ];
    expect(lines.toSorted(byAttention).map(({ displayName }) => displayName)).toEqual(['z', 'b', 'a', 'c', 'd']);
  });

  it('puts the quarantine that ends soonest first, and one of which nobody knows last', () => {
    const left = (displayName: string, daysLeft: number | null) =>
      fleetRow({
        displayName,
        attention: 'act',
        quarantine: { reason: 'Unknown', since: null, daysLeft, stopsOn: null },
      });
    const lines = [left('a', null), left('b', 20), left('c', 3)];
    expect(lines.toSorted(byAttention).map(({ displayName }) => displayName)).toEqual(['c', 'b', 'a']);
  });
});
