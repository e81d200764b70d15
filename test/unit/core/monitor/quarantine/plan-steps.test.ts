import { describe, expect, it } from 'vitest';
import { SynchronizationJob } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import { checkSameQuarantine } from '#core/monitor/quarantine/carry-out';
import { checkDecision } from '#core/monitor/quarantine/plan-quarantine';
import { type RepairFacts, repairSteps } from '#core/monitor/quarantine/plan-steps';
import { supportTextOf } from '#core/monitor/quarantine/report';
import { CoreError } from '#core/rpc/errors';
import type { QuarantineKind } from '#shared/model/quarantine';
import { tooManyDeletes } from '#test/unit/core/monitor/samples';

const view = jobViewOf({
  job: SynchronizationJob.parse(tooManyDeletes),
  application: { servicePrincipalId: '11111111-1111-4111-8111-111111111111', displayName: 'Airstack' },
  secrets: [],
  now: Date.parse('2026-01-12T10:00:00Z'),
});
const { quarantine } = view;
if (quarantine === null) throw new Error('The sample is in quarantine.');
const job = { ...view, quarantine };

const facts = (kind: QuarantineKind, more: Partial<RepairFacts> = {}): RepairFacts => ({
  job,
  kind,
  decision: 'repair',
  credentials: null,
  commonFailure: null,
  back: { held: 3, assign: [], remaining: 0, open: [] },
  ...more,
});
const ids = (given: RepairFacts) => repairSteps(given).map(({ id, action }) => `${id} ${action}`);

describe('the steps that end a quarantine', () => {
  it.each<[QuarantineKind, readonly string[]]>([
    ['transport', ['credentials.prove check', 'job.start start', 'health.check check']],
    ['perObject', ['failures.repair handOff', 'job.restart restart', 'health.check check']],
    ['byMicrosoft', ['support.ask handOff']],
    ['ingestion', ['job.start start', 'health.check check', 'support.ask handOff']],
    ['unknown', ['credentials.prove check', 'job.start start', 'health.check check', 'support.ask handOff']],
  ])('%s: %j', (kind, steps) => {
    expect(ids(facts(kind))).toEqual(steps);
  });

  it('begin with new credentials where the saved ones do not work now', () => {
    const credentials = { works: false, words: 'The target refused the token.' };
    const [first] = repairSteps(facts('transport', { credentials }));
    expect(first).toMatchObject({ id: 'credentials.replace', action: 'handOff' });
    expect(first?.reason).toContain('The target refused the token.');
  });

  it('restart for failures with what the admin center sends, and name the common error', () => {
    const steps = repairSteps(facts('perObject', { commonFailure: '412 failures: EntryConflict' }));
    expect(steps[0]?.reason).toBe('412 failures: EntryConflict');
    expect(steps[1]?.changes.map(({ after }) => after)).toContain('Watermark, Escrows, QuarantineState');
  });
});

describe('allowing deletions', () => {
  it('sends ForceDeletes alone and asks for how many', () => {
    const [restart] = repairSteps(facts('deletesBlocked', { decision: 'allow' }));
    expect(restart?.changes.map(({ after }) => after)).toContain('ForceDeletes');
    expect(restart?.confirmation).toEqual({ kind: 'deprovisions', count: 3 });
    expect(restart?.consequence).toContain('3 accounts');
  });

  it('says that the number is unknown where the log does not name all', () => {
    const back = { held: null, assign: [], remaining: null, open: [] };
    const [restart] = repairSteps(facts('deletesBlocked', { decision: 'allow', back }));
    expect(restart?.confirmation).toEqual({ kind: 'deprovisions', count: null });
    expect(restart?.consequence).toContain('unknown number');
  });
});

describe('rejecting deletions', () => {
  const reject = (more: Partial<RepairFacts['back']>, threshold: string | null = '30') =>
    repairSteps({
      ...facts('deletesBlocked', { decision: 'reject' }),
      job: { ...job, deletionThreshold: threshold },
      back: { held: 40, assign: [], remaining: 0, open: [], ...more },
    });
  const restartOf = (steps: ReturnType<typeof reject>) => steps.find(({ id }) => id === 'job.restart');

  it('assigns first, then restarts, and asks for nothing where everybody comes back', () => {
    const steps = reject({ assign: [{ displayName: 'Zoe', roleName: 'User' }] });
    expect(steps.map(({ id }) => id)).toEqual(['assignments.add', 'job.restart', 'health.check']);
    expect(restartOf(steps)?.confirmation).toBeUndefined();
  });

  it.each([
    {
      when: 'fewer than the threshold are left: nothing holds them any more',
      left: [2, '30'],
      confirmation: { kind: 'deprovisions', count: 2 },
    },
    { when: 'nobody knows how many are left', left: [null, '30'], confirmation: { kind: 'deprovisions', count: null } },
    { when: 'the threshold is not known', left: [2, null], confirmation: { kind: 'deprovisions', count: 2 } },
    { when: 'as many as the threshold are left: they are held back again', left: [30, '30'], confirmation: undefined },
  ] as const)('asks for $confirmation when $when', ({ left: [remaining, threshold], confirmation }) => {
    const steps = reject({ remaining, open: ['They are deleted.'] }, threshold);
    expect(steps.map(({ id }) => id)).toEqual(['scope.bringBack', 'job.restart', 'health.check']);
    expect(restartOf(steps)?.confirmation).toEqual(confirmation);
  });

  it('warns that a raised threshold is no rejection', () => {
    expect(reject({ open: ['They are deleted.'] })[0]?.consequence).toContain('lets the deletions go through');
  });

  it('names the first twenty and counts the others', () => {
    const assign = Array.from({ length: 25 }, (_, index) => ({ displayName: `P${index}`, roleName: 'User' }));
    const [step] = reject({ assign });
    expect([step?.changes.length, step?.changes.at(-1)?.what]).toEqual([21, '5 more']);
  });
});

describe('what is asked for', () => {
  it.each<[QuarantineKind, 'repair' | 'allow' | 'reject', string | null]>([
    ['deletesBlocked', 'repair', 'decisionNeeded'],
    ['transport', 'allow', 'nothingHeldBack'],
    ['perObject', 'reject', 'nothingHeldBack'],
    ['deletesBlocked', 'allow', null],
    ['deletesBlocked', 'reject', null],
    ['unknown', 'repair', null],
  ])('%s and %s: %s', (kind, decision, reason) => {
    const check = (): void => checkDecision(kind, decision);
    if (reason === null) expect(check).not.toThrow();
    else
      expect(check).toThrow(expect.toSatisfy((cause) => cause instanceof CoreError && cause.details.reason === reason));
  });

  it('is not done to another quarantine than the one that was seen', () => {
    expect(() => checkSameQuarantine({ job }, quarantine)).not.toThrow();
    for (const other of [null, { ...quarantine, reason: 'Unknown' }, { ...quarantine, since: '2026-01-11T00:00:00Z' }])
      expect(() => checkSameQuarantine({ job }, other)).toThrow(
        expect.toSatisfy((cause) => cause instanceof CoreError && cause.code === 'plan_stale'),
      );
  });

  it('gives support the ids that it asks for', () => {
    const text = supportTextOf(job, quarantine);
    expect(text).toContain(job.jobId);
    expect(text).toContain(job.servicePrincipalId);
  });
});
