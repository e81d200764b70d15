import { describe, expect, it } from 'vitest';
import { checksText, heldText, proofText, quarantineHistoryText, reportOfQuarantineText } from '#cli/quarantine-text';
import { SynchronizationJob } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import { quarantineReportOf } from '#core/monitor/quarantine/report';
import { tooManyDeletes } from '#test/unit/core/monitor/samples';

const reportWith = (change: object) =>
  quarantineReportOf(
    jobViewOf({
      job: SynchronizationJob.parse({ ...tooManyDeletes, status: { ...tooManyDeletes.status, ...change } }),
      application: { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' },
      secrets: [],
      now: Date.parse('2026-01-12T10:00:00Z'),
    }),
  );

describe('a quarantine as text', () => {
  it('says kind, evidence, days left and the meters, and what is unknown', () => {
    const text = reportOfQuarantineText(reportWith({}));
    expect(text).toContain('Kind: deletions are held back until somebody decides');
    expect(text).toContain('- The service gives the reason TooManyDeletes.');
    expect(text).toContain('27 days left');
    expect(text).toContain('unknown of 30, deletions held back (unknown)');
    expect(text).not.toContain('Microsoft Support');
  });

  it('gives support what it asks for where nobody else can help', () => {
    const { quarantine } = tooManyDeletes.status;
    const text = reportOfQuarantineText(reportWith({ quarantine: { ...quarantine, reason: 'QuarantinedOnDemand' } }));
    expect(text).toContain('For Microsoft Support:\n');
    expect(text).toContain('Job id: job');
  });

  it('is short where there is none, with the meters of the last cycle', () => {
    const text = reportOfQuarantineText(reportWith({ quarantine: null, code: 'Active' }));
    expect(text.split('\n')[0]).toBe('The application is not in quarantine.');
    expect(text).toContain('of 40,000');
  });
});

describe('what was checked, who is held back and whether it is gone, as text', () => {
  it('names for a check what was seen, what next, the permission and the request-id', () => {
    const check = {
      id: 'failures' as const,
      result: 'unknown' as const,
      seen: 'Nobody consented.',
      nextStep: 'Consent.',
      requestId: 'r-1',
      scopes: ['ProvisioningLog.Read.All'],
    };
    const text = checksText({ checkedAt: '', kind: null, checks: [check] });
    for (const part of ['unknown', 'Nobody consented.', 'Consent.', '--scope ProvisioningLog.Read.All', 'r-1'])
      expect(text).toContain(part);
  });

  it('counts what it does not list, and says how to take all of them away', () => {
    const held = [
      { id: '1', kind: 'person' as const, name: 'Zoe', label: 'zoe@c', lastSeen: '2026-01-10', reason: null },
    ];
    const text = heldText({ held, count: 3, complete: false, since: '2026-01-09T00:00:00Z', note: 'More.' });
    expect(text).toContain('3 or more deletions are held back');
    expect(text).toContain('… and 2 more: give --offset 1.');
    expect(text).toContain('--action stagedDelete --since 2026-01-09T00:00:00Z');
    expect(heldText({ held: [], count: 0, complete: true, since: null, note: null })).toBe(
      'No deletions are held back.',
    );
  });

  it('tells a proof with what was done and what is different', () => {
    const text = proofText({
      verdict: 'back',
      words: 'It is back.',
      fix: { at: '2026-01-10T00:00:00Z', what: 'Restart provisioning', requestId: 'r-2' },
      changed: ['Failures were 7 and are 9.'],
      lookedAt: '2026-01-10T01:00:00Z',
      cycleEnded: null,
      quarantine: null,
    });
    expect(text).toContain('Restart provisioning, 2026-01-10T00:00:00Z (request-id r-2)');
    expect(text).toContain('- Failures were 7 and are 9.');
    expect(text).toContain('last cycle ended never');
  });

  it('says what a history cannot', () => {
    const gaps = [{ code: 'noLicence', message: 'No licence.', nextStep: 'Look elsewhere.' }];
    expect(quarantineHistoryText({ moments: [], gaps })).toBe(
      'Nothing is known of an earlier quarantine.\n  - No licence. Look elsewhere.',
    );
  });
});
