import { canonicalJson } from '#core/journal/canonical-json';
import type { FilterClause, FilterGroup, ScopingFilter } from '#shared/model/attribute-mapping';

const clauseText = (clause: FilterClause): string => {
  const values = clause.targetOperand?.values ?? [];
  return `${clause.sourceOperandName} ${clause.operatorName}${values.length === 0 ? '' : ` ${values.map((value) => JSON.stringify(value)).join(', ')}`}`;
};

const groupKey = (group: FilterGroup): string =>
  canonicalJson([group.name ?? '', group.clauses.map(clauseText).sort()]);

const groupsKey = (groups: readonly FilterGroup[] | null | undefined): readonly string[] =>
  (groups ?? [])
    .filter((group) => group.clauses.length > 0)
    .map(groupKey)
    .sort();

const filterKey = (filter: ScopingFilter | null | undefined): string =>
  canonicalJson([filter?.groups, filter?.inputFilterGroups, filter?.categoryFilterGroups].map(groupsKey));

/**
 * Takes two scoping filters; says whether they let the same objects through: the order of groups (OR) and of clauses (AND)
 * does not count, and no filter is the same as one without clauses. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-filter
 */
export const sameScopingFilter = (
  one: ScopingFilter | null | undefined,
  other: ScopingFilter | null | undefined,
): boolean => filterKey(one) === filterKey(other);

/** Takes a scoping filter; gives it in words, or null when it lets everything through. Pure. */
export function describeScopingFilter(filter: ScopingFilter | null | undefined): string | null {
  const groups = [
    ...(filter?.groups ?? []),
    ...(filter?.inputFilterGroups ?? []),
    ...(filter?.categoryFilterGroups ?? []),
  ];
  const texts = groups
    .filter((group) => group.clauses.length > 0)
    .map((group) => group.clauses.map(clauseText).join(' AND '));
  return texts.length === 0 ? null : texts.map((text) => (texts.length > 1 ? `(${text})` : text)).join(' OR ');
}
