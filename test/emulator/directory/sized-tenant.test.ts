import { describe, expect, it } from 'vitest';
import { createNumberedIds } from '#emulator/directory/numbered-id';
import { createTenant, type Tenant } from '#emulator/tenant';
import type { TenantSize } from '#emulator/tenant-options';

const startAt = Date.parse('2026-03-02T08:00:00Z');
const day = 86_400_000;
const sized = (size: TenantSize): Tenant => createTenant({ clockMode: 'warp', startAt, size });
const first = <T>(items: Iterable<T>, count: number): T[] => {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === count) break;
    taken.push(item);
  }
  return taken;
};

describe('a generated directory', () => {
  it('has as many people as asked for, those of the seed tenant first, and the same ones for the same seed', () => {
    const one = sized({ users: 1_000 }).state;
    const again = sized({ users: 1_000 }).state;
    const other = sized({ users: 1_000, seed: 2 }).state;
    expect([one.people.size, [...one.people.values()].length, [...one.people.keys()].length]).toEqual([
      1_000, 1_000, 1_000,
    ]);
    expect(JSON.stringify([...again.people.values()])).toBe(JSON.stringify([...one.people.values()]));
    expect([...other.people.keys()].at(-1)).not.toBe([...one.people.keys()].at(-1));
  });

  it('gives everybody an id and a name of their own, a manager who exists and groups that know them', () => {
    const { people, groups } = sized({ users: 2_000 }).state;
    const all = [...people.values()];
    expect(new Set(all.map(({ id }) => id)).size).toBe(2_000);
    expect(new Set(all.map(({ userPrincipalName }) => userPrincipalName.toLowerCase())).size).toBe(2_000);
    for (const { managerId } of all) if (managerId !== null) expect(people.has(managerId)).toBe(true);
    const members = [...groups.values()].flatMap((group) => group.members.filter(({ kind }) => kind === 'user'));
    for (const { id } of members) expect(people.has(id)).toBe(true);
    expect(all.filter(({ accountEnabled }) => !accountEnabled).length).toBeGreaterThan(20);
    expect(all.filter(({ attributes }) => attributes.department === null).length).toBeGreaterThan(20);
  });

  it('makes nobody before somebody asks, also for 5,000,000 people', () => {
    const before = process.memoryUsage().heapUsed;
    const { people } = sized({ users: 5_000_000, logRows: 5_000_000 }).state;
    expect(people.size).toBe(5_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(40_000_000);
  });

  it('keeps a change once it is dated, and forgets what was deleted', () => {
    const { people } = sized({ users: 5_000 }).state;
    const ids = [...people.keys()];
    const [changed = '', gone = ''] = [ids.at(-1), ids.at(-2)];
    const person = people.get(changed);
    if (person === undefined) throw new Error('The person was not made.');
    person.attributes.jobTitle = 'Astronaut';
    person.changedAt = startAt;
    people.delete(gone);
    for (const id of ids.slice(100, 1_000)) people.get(id);
    expect(people.get(changed)?.attributes.jobTitle).toBe('Astronaut');
    expect([people.has(gone), people.get(gone), people.size]).toEqual([false, undefined, 4_999]);
    expect([...people.values()].filter(({ attributes }) => attributes.jobTitle === 'Astronaut')).toHaveLength(1);
  });

  it.each([1, 7, 1_000_003])('makes ids from numbers of seed %i that tell the number again', (seed) => {
    const ids = createNumberedIds(seed, 50_000);
    const other = createNumberedIds(seed + 1, 50_000);
    for (const index of [0, 1, 2, 49_998, 49_999]) {
      expect(ids.idOf(index)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(ids.indexOf(ids.idOf(index))).toBe(index);
      expect(other.indexOf(ids.idOf(index))).toBe(-1);
    }
    expect([ids.indexOf(ids.idOf(50_000)), ids.indexOf('x'), ids.indexOf('')]).toEqual([-1, -1, -1]);
  });
});

describe('a generated log', () => {
  const size = { users: 10_000, logRows: 1_000_000 };

  it('holds as many rows as asked for, in the 29 days before the start, newest first, and the same for the same seed', () => {
    const rows = first(sized(size).provisioning.logRows(), 300);
    const times = rows.map(({ activityDateTime }) => Date.parse(String(activityDateTime)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(Math.max(...times)).toBeLessThan(startAt);
    const [oldest] = sized(size).provisioning.logRows({ oldestFirst: true });
    expect(Date.parse(String(oldest?.activityDateTime))).toBeGreaterThanOrEqual(startAt - 29 * day);
    expect(first(sized(size).provisioning.logRows(), 300)).toEqual(rows);
    const small = sized({ users: 60, logRows: 1_234 }).provisioning.logRows();
    expect([...small]).toHaveLength(1_234);
  });

  it('tells of people of the directory, mostly of success, sometimes of failures with the documented codes', () => {
    const { state, provisioning } = sized(size);
    const rows = first(provisioning.logRows(), 2_000) as unknown as {
      sourceIdentity: { id: string };
      provisioningStatusInfo: { status: string; errorInformation: { errorCode: string } | null };
    }[];
    for (const { sourceIdentity } of rows) expect(state.people.has(sourceIdentity.id)).toBe(true);
    const statuses = rows.map(({ provisioningStatusInfo }) => provisioningStatusInfo.status);
    expect(new Set(statuses)).toEqual(new Set(['success', 'failure', 'skipped']));
    expect(statuses.filter((status) => status === 'success').length).toBeGreaterThan(1_700);
    const codes = rows.flatMap(
      ({ provisioningStatusInfo }) => provisioningStatusInfo.errorInformation?.errorCode ?? [],
    );
    expect(new Set(codes)).toEqual(
      new Set(['EntryConflict', 'InternalServerError', 'MissingValues', 'EntrySynchronizationSkipped']),
    );
  });

  it('finds rows by time, by page and by person without reading the others', () => {
    const { provisioning } = sized(size);
    const from = startAt - 10 * day;
    const until = from + 60_000;
    const window = [...provisioning.logRows({ from, until })];
    expect(window.length).toBeGreaterThan(10);
    for (const { activityDateTime } of window) {
      const time = Date.parse(String(activityDateTime));
      expect(time >= from && time <= until).toBe(true);
    }
    expect([...provisioning.logRows({ from, until, oldestFirst: true })]).toEqual(window.toReversed());

    const [head, second, third] = first(provisioning.logRows(), 3);
    expect(first(provisioning.logRows().after(String(head?.id)) ?? [], 2)).toEqual([second, third]);
    expect(provisioning.logRows().after('nothing')).toBeNull();

    const person = head?.sourceIdentity as { id: string };
    const ofPerson = [...provisioning.logRows({ sourceId: person.id })] as unknown as {
      sourceIdentity: { id: string };
    }[];
    expect(ofPerson.length).toBeGreaterThan(50);
    expect(ofPerson.every(({ sourceIdentity }) => sourceIdentity.id === person.id)).toBe(true);
    expect([...provisioning.logRows({ servicePrincipalId: 'another' })]).toEqual([]);
  });
});
