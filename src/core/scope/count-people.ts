import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { Verdict } from '#core/schema/scoping-filter';
import type { ChangedScope } from './change.ts';
import { memberPages, type PageOptions, pagesById, peoplePages } from './scope-pages.ts';
import type { DirectoryRecord, SourceReading } from './source-values.ts';
import type { Assigned, Candidate, Tally } from './tally.ts';

/** What counting people needs. */
export interface PeopleCount {
  readonly graph: Graph;
  readonly change: ChangedScope;
  readonly reading: SourceReading;
  readonly tally: Tally;
  /** False: the members of groups cannot be read. */
  readonly members: boolean;
  /** Permission with which people are read. */
  readonly scope: string;
  readonly signal: AbortSignal;
  /** Called after each page. */
  readonly counted: () => void;
}

type Side = keyof Assigned;
const sides: readonly Side[] = ['before', 'after'];

const idOf = (record: DirectoryRecord): string => String(record.id);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Takes a person or group of a page; gives how a person recognizes it. Pure. */
export function nameOf(record: DirectoryRecord): string {
  const name = textOf(record.displayName);
  const principal = textOf(record.userPrincipalName);
  if (principal === null) return name ?? String(record.id);
  return name === null ? principal : `${name} (${principal})`;
}

const candidate = ({ reading }: PeopleCount, record: DirectoryRecord, assigned: Assigned): Candidate => ({
  name: nameOf(record),
  // Without the right to read it the account is taken for enabled; the result says so.
  active: record.accountEnabled !== false,
  read: reading.of(record),
  assigned,
});

const pageOptions = ({ scope, signal, reading }: PeopleCount): PageOptions => ({
  select: reading.select,
  permissions: [scope],
  signal,
});

/** Members are people too: without the permission to read them in full their attributes come empty. */
const memberOptions = (count: PeopleCount): PageOptions => ({
  ...pageOptions(count),
  permissions: [scopes.groups, count.scope],
});

const onlyIds = ({ signal }: PeopleCount): PageOptions => ({
  select: ['id'],
  permissions: [scopes.groups],
  signal,
});

/** Everybody who is assigned on one side, by object id. */
async function assignedIds(count: PeopleCount, side: Side): Promise<ReadonlySet<string>> {
  const { people, groups } = count.change.entitled[side];
  const ids = new Set(people);
  if (!count.members) return ids;
  for (const group of groups)
    for await (const page of memberPages(count.graph, group, onlyIds(count)))
      for (const record of page) ids.add(idOf(record));
  return ids;
}

/** The whole directory, because one side takes everybody. */
async function countEveryone(count: PeopleCount): Promise<void> {
  const { change, members } = count;
  const listed: { [S in Side]?: ReadonlySet<string> } = {};
  for (const side of sides) if (!change.everyone[side]) listed[side] = await assignedIds(count, side);
  const verdict = (side: Side, id: string): Verdict => {
    const ids = listed[side];
    if (ids === undefined || ids.has(id)) return true;
    return members || change.entitled[side].groups.size === 0 ? false : null;
  };
  const bothEveryone = listed.before === undefined && listed.after === undefined;
  const always: Assigned = { before: true, after: true };
  for await (const page of peoplePages(count.graph, pageOptions(count))) {
    for (const record of page) {
      const id = idOf(record);
      const assigned = bothEveryone ? always : { before: verdict('before', id), after: verdict('after', id) };
      count.tally.add(candidate(count, record, assigned));
    }
    count.counted();
  }
}

interface Source {
  readonly pages: () => AsyncGenerator<readonly DirectoryRecord[]>;
  readonly assigned: Assigned;
}

/** Where assigned people come from: those named, and the members of each group, by the sides on which they are assigned. */
function sourcesOf(count: PeopleCount): readonly Source[] {
  const { before, after } = count.change.entitled;
  const sources: Source[] = [];
  for (const assigned of [both, { before: true, after: false }, { before: false, after: true }] as const) {
    const here = (kind: 'people' | 'groups'): readonly string[] =>
      [...new Set([...before[kind], ...after[kind]])].filter(
        (id) => before[kind].has(id) === assigned.before && after[kind].has(id) === assigned.after,
      );
    const ids = here('people');
    if (ids.length > 0)
      sources.push({
        assigned,
        pages: () => pagesById(count.graph, { path: '/users', ids }, pageOptions(count)),
      });
    if (count.members)
      for (const group of here('groups'))
        sources.push({
          assigned,
          pages: () => memberPages(count.graph, group, memberOptions(count)),
        });
  }
  return sources;
}

const both: Assigned = { before: true, after: true };

/**
 * Only those who are assigned. Who comes from a source that changes is held back until it is known that no other source has
 * them too; the others are counted as they come.
 */
async function countAssigned(count: PeopleCount): Promise<void> {
  const sources = sourcesOf(count);
  const held = new Map<string, { readonly record: DirectoryRecord; before: Verdict; after: Verdict }>();
  for (const { pages, assigned } of sources.filter((source) => source.assigned !== both))
    for await (const page of pages()) {
      for (const record of page) {
        const known = held.get(idOf(record));
        if (known === undefined) held.set(idOf(record), { record, ...assigned });
        else {
          known.before ||= assigned.before;
          known.after ||= assigned.after;
        }
      }
    }
  const steady = sources.filter((source) => source.assigned === both);
  const seen = steady.length > 1 ? new Set<string>() : null;
  for (const { pages } of steady)
    for await (const page of pages()) {
      for (const record of page) {
        const id = idOf(record);
        if (seen?.has(id) === true) continue;
        seen?.add(id);
        held.delete(id);
        count.tally.add(candidate(count, record, both));
      }
      count.counted();
    }
  for (const { record, before, after } of held.values()) count.tally.add(candidate(count, record, { before, after }));
  count.counted();
}

/** Reads the people that a change may concern, page by page, and counts them. Raises what Graph raises, and an AbortError when the signal fires. */
export function countPeople(count: PeopleCount): Promise<void> {
  const { people, everyone } = count.change;
  if (people === null) return Promise.resolve();
  const { before, after } = people;
  const takesEverybody = (everyone.before && before.enabled !== false) || (everyone.after && after.enabled !== false);
  return takesEverybody ? countEveryone(count) : countAssigned(count);
}
