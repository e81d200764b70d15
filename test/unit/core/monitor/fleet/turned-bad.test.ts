import { describe, expect, it } from 'vitest';
import { judgedAfter, noticeOf, turnedBad } from '#core/monitor/fleet/turned-bad';
import type { AttentionLevel, FleetRow } from '#shared/model/fleet';
import { fleetRow, idOf } from './fleet-samples.ts';

const row = (number: number, attention: AttentionLevel, more: Partial<FleetRow> = {}): FleetRow =>
  fleetRow({ servicePrincipalId: idOf(number), displayName: `App ${number}`, attention, ...more });
const levelsOf = (levels: Record<number, AttentionLevel>) =>
  new Map(Object.entries(levels).map(([number, level]) => [idOf(Number(number)), level]));

describe('an application turns bad', () => {
  it.each<[AttentionLevel | null, AttentionLevel, boolean]>([
    ['none', 'look', true],
    ['none', 'act', true],
    ['look', 'act', true],
    ['act', 'act', false],
    ['act', 'look', false],
    ['look', 'none', false],
    [null, 'act', false],
  ])('from %s to %s: %s', (was, is, expected) => {
    const known = was === null ? levelsOf({}) : levelsOf({ 1: was });
    expect(turnedBad(known, [row(1, is)]).length > 0).toBe(expected);
  });

  it('not where it could not be read, which leaves what was judged before', () => {
    const unread = row(1, 'none', { fault: 'The service says no.' });
    expect(turnedBad(levelsOf({ 1: 'none' }), [row(1, 'look', { fault: 'x' })])).toEqual([]);
    expect(judgedAfter(levelsOf({ 1: 'act' }), [unread]).get(idOf(1))).toBe('act');
  });

  it('is told once: what was told is what is judged from then on', () => {
    const rows = [row(1, 'act')];
    const after = judgedAfter(levelsOf({ 1: 'none' }), rows);
    expect(turnedBad(after, rows)).toEqual([]);
  });
});

describe('the notice', () => {
  const quarantine = { reason: 'Unknown', since: null, daysLeft: 1, stopsOn: null };
  const secretive = 'Ada Admin <ada@contoso.example> could not be created';

  it('of one names it, what happened and how long is left', () => {
    const notice = noticeOf([row(1, 'act', { health: 'quarantine', quarantine, why: secretive })]);
    expect(notice).toMatchObject({
      title: 'App 1 needs attention',
      body: 'It is in quarantine, and the service stops it in 1 day if nothing changes.',
      applications: [{ servicePrincipalId: idOf(1), health: 'quarantine' }],
    });
  });

  it('of several is one notice that counts them', () => {
    const rows = [1, 2, 3, 4, 5].map((number) =>
      row(number, 'look', { health: number === 1 ? 'quarantine' : 'errors', why: secretive }),
    );
    expect(noticeOf(rows)).toMatchObject({
      title: '5 applications need attention',
      body: 'App 1, App 2, App 3 and 2 more. 1 of them is in quarantine.',
    });
  });

  it.each(['quarantine', 'errors', 'unknown', 'healthy'] as const)(
    'says nothing that the service wrote of a person: %s',
    (health) => {
      const rows = [row(1, 'look', { health, why: secretive })];
      expect(JSON.stringify([noticeOf(rows), noticeOf([...rows, ...rows])])).not.toContain('Ada');
    },
  );
});
