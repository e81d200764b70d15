import { describe, expect, it } from 'vitest';
import { SynchronizationJob } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import { differencesSince, endedSince, type ProofFacts, proofOf } from '#core/monitor/quarantine/proof';
import type { JobView } from '#shared/model/job';
import { tooManyDeletes } from '#test/unit/core/monitor/samples';

const inQuarantine = jobViewOf({
  job: SynchronizationJob.parse(tooManyDeletes),
  application: { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' },
  secrets: [],
  now: Date.parse('2026-01-12T10:00:00Z'),
});
const works: JobView = { ...inQuarantine, quarantine: null };
const since = '2026-01-10T10:01:00Z';
const fixAt = (at: string) => ({ at, what: 'Restart provisioning', requestId: 'request-1' });

const facts = (more: Partial<ProofFacts>): ProofFacts => ({
  fix: fixAt('2026-01-10T12:00:00Z'),
  fixedQuarantine: true,
  before: null,
  first: works,
  last: works,
  cycleEnded: true,
  lookedAt: '2026-01-10T13:00:00Z',
  ...more,
});

describe('whether a quarantine is gone', () => {
  it.each<[string, Partial<ProofFacts>, string]>([
    ['a cycle ended without it', {}, 'gone'],
    ['no cycle ended yet', { cycleEnded: false }, 'lifted'],
    ['provisioning is off', { last: { ...works, scheduleState: 'Paused' } }, 'off'],
    ['it was gone and is there again', { last: inQuarantine }, 'back'],
    ['it was there all the time', { first: inQuarantine, last: inQuarantine }, 'still'],
    [
      'it began after it had been lifted',
      { fix: fixAt('2026-01-10T09:00:00Z'), first: inQuarantine, last: inQuarantine },
      'back',
    ],
    [
      'it began after a start that was about something else',
      { fix: fixAt('2026-01-10T09:00:00Z'), fixedQuarantine: false, first: inQuarantine, last: inQuarantine },
      'still',
    ],
    ['nothing was done about it', { fix: null, first: inQuarantine, last: inQuarantine }, 'still'],
  ])('%s: %3$s', (_when, more, verdict) => {
    const proof = proofOf(facts(more));
    expect(proof.verdict).toBe(verdict);
    expect(proof.words.length).toBeGreaterThan(20);
  });

  it('knows a new one by what somebody saw before', () => {
    const before = {
      reason: 'TooManyDeletes',
      since: '2026-01-01T00:00:00Z',
      errorCode: null,
      errorMessage: null,
      failures: null,
    };
    const given = facts({
      before,
      fix: fixAt('2026-01-05T00:00:00Z'),
      fixedQuarantine: false,
      first: inQuarantine,
      last: inQuarantine,
    });
    expect(proofOf(given).verdict).toBe('back');
  });

  it('does not call a failed cycle a success', () => {
    const failed = {
      ...works,
      lastCycle: { ...(works.lastCycle as NonNullable<JobView['lastCycle']>), state: 'Failed' },
    };
    expect(proofOf(facts({ last: failed })).words).toContain('but it failed');
  });

  it('tells what is different', () => {
    const before = { reason: 'Unknown', since, errorCode: 'A', errorMessage: null, failures: 9 };
    expect(differencesSince(before, inQuarantine)).toEqual([
      'The reason was Unknown and is TooManyDeletes.',
      'The error was A and is none.',
      'Failures were 9 and are 0.',
    ]);
    expect(differencesSince(null, inQuarantine)).toEqual([]);
  });

  it.each([
    ['2026-01-10T10:00:00Z', true],
    ['2026-01-10T11:00:00Z', false],
    [null, false],
  ])('a cycle that ended at 10:01 counts for a fix at %s: %s', (at, counts) => {
    expect(endedSince(works, at)).toBe(counts);
  });
});
