import { describe, expect, it } from 'vitest';
import { whyText } from '#cli/why-text';
import { explanationOf } from '#core/monitor/why/explain';
import { joined } from '#core/monitor/why/read-person-log';
import { WhyExplanation } from '#shared/model/why';
import { entryOf, factsOf, logOf, refused, unreadLog } from './why-facts.ts';

const conclude = (...parameters: Parameters<typeof factsOf>) => explanationOf(factsOf(...parameters), []).conclusion;
const person = { ...factsOf().person, enabled: false };

describe('an explanation', () => {
  it('has every gate in turn, in the shape of the contract', () => {
    const explanation = explanationOf(factsOf(), []);
    expect(WhyExplanation.parse(explanation)).toEqual(explanation);
    expect(explanation.gates.map(({ gate }) => gate)).toEqual([
      'job',
      'person',
      'assignment',
      'role',
      'scopeFilter',
      'matching',
      'required',
      'log',
      'target',
    ]);
  });

  it('concludes from the first gate that failed, with those that come after it', () => {
    const assignments = { ok: true as const, value: [] };
    const found = conclude({ person, assignments, log: logOf() });
    expect(found).toMatchObject({ kind: 'notProvisioned', gate: 'person', next: ['assignment'] });
  });

  it('tells an account that is there but not kept from none', () => {
    expect(conclude({ person }).kind).toBe('outOfDate');
    expect(conclude().kind).toBe('provisioned');
  });

  it('says that a fault of the past may be mended, where everything passes now', () => {
    const skipped = entryOf({ action: 'other', status: 'skipped', errorCode: 'EntrySynchronizationSkipped' });
    const found = conclude({ log: logOf({ ...skipped, target: { id: null, displayName: null, type: null } }) });
    expect(found).toMatchObject({ kind: 'notProvisioned', gate: 'log' });
    expect(found.sentence).toMatch(/mended since/);
  });

  it('does not guess where nothing failed and something is not known', () => {
    const found = conclude({ log: unreadLog(refused) });
    expect(found).toMatchObject({ kind: 'unknown', gate: 'log', next: [] });
    expect(conclude({ log: logOf() })).toMatchObject({ kind: 'unknown', fix: { place: 'onDemand' } });
  });

  it('is printed with what it comes to first, and each gate with its mark', () => {
    const explanation = explanationOf(factsOf({ person }), [
      { scope: 'User.Read.All', reason: 'Read attributes.', cannotKnow: 'attributes.' },
    ]);
    const lines = whyText(explanation).split('\n');
    expect(lines[0]).toBe(explanation.conclusion.sentence);
    expect(lines).toContain('XX  The person');
    expect(lines).toContain('ok  Assignment');
    expect(lines.at(-1)).toMatch(/login --scope User\.Read\.All/);
  });
});

describe('entries of the service and of the archive', () => {
  it('are each there once, newest first', () => {
    const one = entryOf({ id: 'a', activityDateTime: '2026-11-19T10:00:00Z' });
    const other = entryOf({ id: 'b', activityDateTime: '2026-11-20T10:00:00.5Z' });
    expect(joined([one], [other, one]).map(({ id }) => id)).toEqual(['b', 'a']);
  });
});
