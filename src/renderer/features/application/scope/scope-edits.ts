import type { FilterClause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';
import type { AssignmentConfiguration, ProvisioningConfiguration } from '#shared/model/configuration';
import type { ScopedObject, ScopeView } from '#shared/model/scope';

/** Somebody who is assigned when the change is applied. */
export interface Added {
  readonly id: string;
  readonly name: string;
  readonly kind: 'person' | 'group';
  /** Role as a configuration names it; null = a usable one is chosen. */
  readonly role: string | null;
}

/** What was changed of an application's scope and not applied yet; what is left out is as it is. */
export interface ScopeEdits {
  readonly people?: ScopeView['people'];
  readonly skip?: boolean;
  readonly threshold?: { readonly enabled: boolean; readonly value: number | null };
  /** By object mapping. */
  readonly filters: Readonly<Record<string, ScopingFilter>>;
  readonly added: readonly Added[];
}

export const noEdits: ScopeEdits = { filters: {}, added: [] };

/** Takes an object mapping; gives a name for it that no other has. Pure. */
export const objectKey = ({ source, target }: Pick<ScopedObject, 'source' | 'target'>): string =>
  `${source} → ${target}`;

const emptyFilter: ScopingFilter = { groups: [] };

/** Takes edits and an object mapping; gives its filter as it is edited. Pure. */
export const editedFilter = (edits: ScopeEdits, object: ScopedObject): ScopingFilter =>
  edits.filters[objectKey(object)] ?? object.filter ?? emptyFilter;

/** Takes edits and what stands; says whether who is in scope may change by rules, and not only by assignments. Pure. */
export const changesRules = (edits: ScopeEdits, view: ScopeView): boolean =>
  (edits.people !== undefined && edits.people !== view.people) || Object.keys(edits.filters).length > 0;

/** Takes edits and what stands; says whether there is anything to apply. Pure. */
export const hasEdits = (edits: ScopeEdits, view: ScopeView): boolean =>
  changesRules(edits, view) ||
  edits.added.length > 0 ||
  (edits.skip !== undefined && edits.skip !== view.skipOutOfScopeDeletions) ||
  edits.threshold !== undefined;

/** Takes who is added; gives them as a configuration names them. Pure. */
export const assignmentsOf = (added: readonly Added[]): AssignmentConfiguration[] =>
  added.map(({ id, kind, role }) => ({
    ...(kind === 'person' ? { user: id } : { group: id }),
    ...(role === null ? {} : { role }),
  }));

/** Takes the live configuration and edits; gives its mappings with the filters that were edited. Pure. */
export function editedMappings(
  live: ProvisioningConfiguration,
  { filters }: ScopeEdits,
  objects: readonly ScopedObject[],
): ProvisioningConfiguration['mappings'] {
  const left = new Map(
    objects.flatMap((object) => {
      const filter = filters[objectKey(object)];
      return filter === undefined ? [] : [[objectKey(object), { object, filter }] as const];
    }),
  );
  const mappings = live.mappings.map((mapping) => {
    const edit = left.get(objectKey(mapping));
    left.delete(objectKey(mapping));
    return edit === undefined ? mapping : { ...mapping, scopingFilter: wantedFilter(edit.filter) };
  });
  return [
    ...mappings,
    ...[...left.values()].map(({ object: { source, target }, filter }) => ({
      source,
      target,
      scopingFilter: wantedFilter(filter),
    })),
  ];
}

/** No group = no filter. */
const wantedFilter = (filter: ScopingFilter): ScopingFilter | null => (filter.groups.length === 0 ? null : filter);

/** Takes the live configuration, edits and what stands; gives the configuration that is wanted. Pure. */
export function editedConfiguration(
  live: ProvisioningConfiguration,
  edits: ScopeEdits,
  view: ScopeView,
): ProvisioningConfiguration {
  const { threshold } = edits;
  return {
    ...live,
    scope: {
      ...live.scope,
      people: edits.people ?? view.people,
      skipOutOfScopeDeletions: edits.skip ?? view.skipOutOfScopeDeletions,
    },
    mappings: editedMappings(live, edits, view.objects),
    // A plan only adds, and those who are assigned would all be looked up again.
    assignments: assignmentsOf(edits.added),
    ...(threshold === undefined
      ? {}
      : {
          safety: {
            ...live.safety,
            deletionThreshold: {
              enabled: threshold.enabled,
              ...(threshold.value === null ? {} : { value: threshold.value }),
            },
          },
        }),
  };
}

const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((one, at) => (at === index ? value : one));
const without = <T>(list: readonly T[], index: number): T[] => list.filter((_one, at) => at !== index);

/** Changes of a filter, each a value. Pure. */
export const filterChanges = {
  setGroup: (filter: ScopingFilter, index: number, group: FilterGroup): ScopingFilter => ({
    ...filter,
    groups: replaced(filter.groups, index, group),
  }),
  addGroup: (filter: ScopingFilter, group: FilterGroup): ScopingFilter => ({
    ...filter,
    groups: [...filter.groups, group],
  }),
  removeGroup: (filter: ScopingFilter, index: number): ScopingFilter => ({
    ...filter,
    groups: without(filter.groups, index),
  }),
  setClause: (group: FilterGroup, index: number, clause: FilterClause): FilterGroup => ({
    ...group,
    clauses: replaced(group.clauses, index, clause),
  }),
  removeClause: (group: FilterGroup, index: number): FilterGroup => ({
    ...group,
    clauses: without(group.clauses, index),
  }),
} as const;
