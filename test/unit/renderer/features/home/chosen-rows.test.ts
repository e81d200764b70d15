import { describe, expect, it } from 'vitest';
import { type Choice, chipsOf, chosenRows, nextSorting } from '#renderer/features/home/board/chosen-rows';
import { byHealth } from '#renderer/features/home/board/health-order';
import { fleetRow } from '#test/unit/core/monitor/fleet/fleet-samples';

const compare = (left: string, right: string): number => left.localeCompare(right, 'en');
const all: Choice = { chip: 'all', search: '', sorting: null };
const rows = [
  fleetRow({ displayName: 'Atea', health: 'quarantine', attention: 'act' }),
  fleetRow({ displayName: 'Silent', attention: 'look' }),
  fleetRow({ displayName: 'Unread', health: 'unknown', fault: 'The service says no.' }),
  fleetRow({ displayName: 'Airstack' }),
  fleetRow({ displayName: 'Off', health: 'off' }),
];
const namesOf = (choice: Partial<Choice>): readonly string[] =>
  chosenRows(rows, { ...all, ...choice }, { sortBy: undefined, compare }).map(({ displayName }) => displayName);

describe('the lines that are shown', () => {
  it.each<[Partial<Choice>, readonly string[]]>([
    [{}, ['Atea', 'Silent', 'Unread', 'Airstack', 'Off']],
    [{ chip: 'attention' }, ['Atea', 'Silent']],
    [{ chip: 'healthy' }, ['Silent', 'Airstack']],
    [{ chip: 'unread' }, ['Unread']],
    [{ chip: 'unknown' }, []],
    [{ search: ' A ' }, ['Atea', 'Unread', 'Airstack']],
    [{ chip: 'attention', search: 'silent' }, ['Silent']],
    [{ search: 'nobody' }, []],
  ])('%j', (choice, expected) => {
    expect(namesOf(choice)).toEqual(expected);
  });

  it('has chips for what there is, and always for all and for attention', () => {
    expect(chipsOf(rows).map(({ chip, count }) => `${chip} ${count}`)).toEqual([
      'all 5',
      'attention 2',
      'quarantine 1',
      'unread 1',
      'off 1',
      'healthy 2',
    ]);
    expect(chipsOf([]).map(({ chip }) => chip)).toEqual(['all', 'attention']);
  });
});

describe('the order', () => {
  const days = (displayName: string, daysLeft: number | null, health: 'quarantine' | 'healthy' = 'quarantine') =>
    fleetRow({
      displayName,
      health,
      quarantine: health === 'healthy' ? null : { reason: 'Unknown', since: null, daysLeft, stopsOn: null },
    });

  it.each([
    [false, ['a', 'b', 'unknown']],
    [true, ['b', 'a', 'unknown']],
  ])('descending %s: what is not known comes last', (descending, expected) => {
    const some = [
      fleetRow({ displayName: 'unknown' }),
      fleetRow({ displayName: 'b', objects: [{ key: 'User', value: 10 }] }),
      fleetRow({ displayName: 'a', objects: [{ key: 'User', value: 9 }] }),
    ];
    const sorted = chosenRows(
      some,
      { ...all, sorting: { column: 'objects', descending } },
      { sortBy: ({ objects }) => objects[0]?.value ?? null, compare },
    );
    expect(sorted.map(({ displayName }) => displayName)).toEqual(expected);
  });

  it('by health has the quarantine with the fewest days left first', () => {
    const some = [days('well', null, 'healthy'), days('nobody knows', null), days('soon', 2), days('later', 20)];
    const sorted = chosenRows(
      some,
      { ...all, sorting: { column: 'health', descending: false } },
      { sortBy: byHealth, compare },
    );
    expect(sorted.map(({ displayName }) => displayName)).toEqual(['soon', 'later', 'nobody knows', 'well']);
  });

  it('of a header that is pressed goes up, down, and back to what needs attention', () => {
    const up = nextSorting(null, 'name');
    const down = nextSorting(up, 'name');
    expect([up, down, nextSorting(down, 'name'), nextSorting(down, 'health')]).toEqual([
      { column: 'name', descending: false },
      { column: 'name', descending: true },
      null,
      { column: 'health', descending: false },
    ]);
  });
});
