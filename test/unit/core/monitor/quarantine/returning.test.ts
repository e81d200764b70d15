import { describe, expect, it } from 'vitest';
import { afterAssigning, type ReturnFacts } from '#core/monitor/quarantine/gather-repair';
import { type Standing, standingOf, type Whereabouts } from '#core/monitor/quarantine/returning';

const around = (more: Partial<Whereabouts> = {}): Whereabouts => ({
  assigned: new Set(['a', 'group-a']),
  members: true,
  people: new Set(['a', 'b', 'c']),
  groups: new Set(['group-a', 'group-b']),
  ofHeldGroups: new Set(['c']),
  ...more,
});

describe('where somebody stands', () => {
  it.each<{ who: [string, 'person' | 'group' | 'other']; more: Partial<Whereabouts>; standing: Standing }>([
    { who: ['a', 'person'], more: {}, standing: 'assigned' },
    { who: ['b', 'person'], more: {}, standing: 'notAssigned' },
    { who: ['c', 'person'], more: {}, standing: 'throughGroup' },
    { who: ['deleted', 'person'], more: {}, standing: 'gone' },
    { who: ['group-a', 'group'], more: {}, standing: 'assigned' },
    { who: ['group-b', 'group'], more: {}, standing: 'notAssigned' },
    { who: ['group-b', 'group'], more: { groups: null }, standing: 'unknown' },
    { who: ['b', 'person'], more: { people: null }, standing: 'unknown' },
    { who: ['b', 'person'], more: { members: false }, standing: 'unknown' },
    { who: ['device', 'other'], more: {}, standing: 'gone' },
  ])('$who.0 ($who.1) with $more: $standing', ({ who: [id, kind], more, standing }) => {
    expect(standingOf({ id, kind }, around(more))).toBe(standing);
  });
});

describe('what is left after assigning', () => {
  const facts = (standings: readonly Standing[], more: Partial<ReturnFacts> = {}): ReturnFacts => ({
    standings,
    assigning: standings.filter((one) => one === 'notAssigned').length,
    complete: true,
    filtered: false,
    everyone: false,
    ...more,
  });
  it.each<[string, ReturnFacts, number | null]>([
    ['everybody comes back', facts(['notAssigned', 'notAssigned', 'assigned']), 0],
    ['somebody is deleted', facts(['notAssigned', 'gone']), 1],
    ['nobody is assigned by the plan', facts(['notAssigned', 'throughGroup'], { assigning: 0 }), 2],
    ['members come back with their group', facts(['notAssigned', 'throughGroup', 'throughGroup']), 0],
    ['a filter decides besides', facts(['assigned'], { filtered: true }), null],
    ['a filter, but all are deleted', facts(['gone'], { filtered: true }), 1],
    ['everyone is in scope', facts(['notAssigned'], { everyone: true, assigning: 0 }), null],
    ['somebody cannot be read', facts(['unknown', 'notAssigned']), null],
    ['the log does not name all', facts(['notAssigned'], { complete: false }), null],
  ])('%s', (_when, given, remaining) => {
    expect(afterAssigning(given).remaining).toBe(remaining);
  });

  it('says for each why an assignment does not bring them back', () => {
    const { open } = afterAssigning(facts(['gone', 'unknown'], { filtered: true, complete: false }));
    expect(open).toHaveLength(4);
    expect(afterAssigning(facts(['notAssigned'])).open).toEqual([]);
  });
});
