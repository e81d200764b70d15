import { withoutODataMembers } from '#core/graph/calls/synchronization-schema';
import { canonicalJson } from '#core/journal/canonical-json';
import type { Difference } from '#shared/model/difference';

/** A difference before its sentence; both sides null is none. */
export type DifferenceFacts = Omit<Difference, 'kind' | 'words'>;

const kindOf = ({ before, after }: DifferenceFacts): Difference['kind'] => {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
};

function wordsOf(facts: DifferenceFacts): string {
  const { place, what, before, after } = facts;
  const subject = place === '' ? what : `${place}: ${what}`;
  if (before === null) return `${subject} is added: ${after ?? ''}.`;
  if (after === null) return `${subject} is removed; it was ${before}.`;
  return `${subject} changes from ${before} to ${after}.`;
}

/** Takes where, what, before and after; gives the difference with its sentence. Pure. */
export const difference = (facts: DifferenceFacts): Difference => ({
  ...facts,
  kind: kindOf(facts),
  words: wordsOf(facts),
});

/** Takes the two sides of one value in words; gives the difference, or none when they read the same. Pure. */
export const differenceOf = (facts: DifferenceFacts): readonly Difference[] =>
  facts.before === facts.after ? [] : [difference(facts)];

/** The two sides of one thing; null = not there. */
export interface Pair<T> {
  readonly before: T | null;
  readonly after: T | null;
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function pairedGroup<T>(before: readonly T[], after: readonly T[], same: (one: T, other: T) => boolean): Pair<T>[] {
  const rest = [...before];
  const changed = after.filter((item) => {
    const index = rest.findIndex((candidate) => same(candidate, item));
    if (index !== -1) rest.splice(index, 1);
    return index === -1;
  });
  return Array.from({ length: Math.max(rest.length, changed.length) }, (_, index) => ({
    before: rest[index] ?? null,
    after: changed[index] ?? null,
  }));
}

/**
 * Takes two lists in any order, the name of an item and when two items mean the same; gives the pairs that differ: those of the
 * new list in its order, then what is gone. Items of one name (the service allows it) are told apart by what they mean. Pure.
 */
export function differingPairs<T>(
  lists: { readonly before: readonly T[]; readonly after: readonly T[] },
  compare: { readonly key: (item: T) => string; readonly same: (one: T, other: T) => boolean },
): readonly Pair<T>[] {
  const before = groupedBy(lists.before, compare.key);
  const after = groupedBy(lists.after, compare.key);
  const names = [...after.keys(), ...[...before.keys()].filter((name) => !after.has(name))];
  return names.flatMap((name) => pairedGroup(before.get(name) ?? [], after.get(name) ?? [], compare.same));
}

const saysNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

function meaningOf(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(meaningOf).sort((one, other) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .map(([name, member]) => [name, meaningOf(member)] as const)
    .filter(([, member]) => !saysNothing(member));
  return members.length === 0 ? null : Object.fromEntries(members);
}

/**
 * Takes any value of the service; gives it as text that is the same whenever it means the same, or null when it says nothing:
 * order, `@odata` members and members that are empty or false (what the service fills in) do not count. Pure.
 */
export function valueInWords(value: unknown): string | null {
  const meaning = meaningOf(withoutODataMembers(value));
  if (saysNothing(meaning)) return null;
  return typeof meaning === 'string' ? meaning : canonicalJson(meaning);
}

/**
 * Takes two records, the members to leave out and where they are; gives a difference for each other member that means something
 * else, members that are not known here included. Pure.
 */
export function memberDifferences(
  records: Pair<Readonly<Record<string, unknown>>>,
  where: Pick<DifferenceFacts, 'area' | 'place'> & {
    readonly without: ReadonlySet<string>;
    readonly what: (name: string) => string;
  },
): readonly Difference[] {
  const { before, after } = records;
  const names = new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]);
  return [...names]
    .filter((name) => !where.without.has(name) && !name.includes('@odata'))
    .flatMap((name) =>
      differenceOf({
        area: where.area,
        place: where.place,
        what: where.what(name),
        before: valueInWords(before?.[name]),
        after: valueInWords(after?.[name]),
      }),
    );
}
