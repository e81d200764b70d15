import { expect } from 'vitest';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';

const application = (story: Story) => ({ application: keptIn(story, 'servicePrincipal') });

/** What is asked about a quarantine, of an application that works. */
export const quarantineCases: readonly GoodCase[] = [
  good('quarantine.show', {
    input: application,
    check: (report) => {
      expect(report).toMatchObject({ application: 'Airstack', quarantine: null, kind: null, evidence: [] });
      expect(report.meters.map(({ id }) => id)).toEqual([
        'proportion',
        'minimum',
        'failures',
        'withReferences',
        'deletions',
      ]);
    },
  }),
  good('quarantine.check', {
    input: application,
    check: ({ checks, kind }) => {
      expect(kind).toBeNull();
      expect(checks[0]).toMatchObject({ id: 'credentials', result: 'passed' });
    },
  }),
  good('quarantine.heldBack', {
    input: application,
    check: (answer) => expect(answer).toMatchObject({ held: [], count: 0, complete: true }),
  }),
  good('quarantine.history', {
    input: application,
    check: ({ moments }) => expect(moments.every(({ what }) => what === 'ours')).toBe(true),
  }),
  good('quarantine.plan', {
    input: application,
    check: () => expect.fail('there is nothing to end'),
    refusedOn: () => ({ code: 'conflict', reason: 'notInQuarantine' }),
  }),
  good('quarantine.prove', {
    input: application,
    meanwhile: ({ transport }) => transport.served.tenant.clock.advance(3_600_000),
    check: (proof) => expect(proof).toMatchObject({ verdict: 'gone', quarantine: null }),
  }),
];
