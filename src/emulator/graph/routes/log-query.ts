import type { FilterExpression } from '#emulator/graph/odata/filter-expression';
import type { LogQuery } from '#emulator/provisioning/log-rows';

type Comparison = Extract<FilterExpression, { kind: 'compare' }>;

/**
 * What a filter of the provisioning log says about time, application and person, so that a large log is not read from end
 * to end. Only conditions that every row must meet count: those joined by `and`. The filter itself still decides.
 * Takes the parsed filter, or null; gives the bounds.
 */
export function logQueryOf(filter: FilterExpression | null): LogQuery {
  const query: { -readonly [Name in keyof LogQuery]: LogQuery[Name] } = {};
  for (const { operator, left, right } of requiredComparisons(filter)) {
    if (left.kind !== 'path' || right.kind !== 'literal' || typeof right.value !== 'string') continue;
    if (left.path === 'activityDateTime') {
      const bounds = momentBounds(operator, right.value);
      query.from = Math.max(query.from ?? Number.NEGATIVE_INFINITY, bounds.from);
      query.until = Math.min(query.until ?? Number.POSITIVE_INFINITY, bounds.until);
    }
    if (operator !== 'eq') continue;
    if (left.path === 'servicePrincipal/id') query.servicePrincipalId = right.value;
    if (left.path === 'jobId') query.jobId = right.value;
    if (left.path === 'sourceIdentity/id') query.sourceId = right.value;
  }
  return query;
}

function requiredComparisons(filter: FilterExpression | null): readonly Comparison[] {
  if (filter?.kind === 'compare') return [filter];
  return filter?.kind === 'and' ? [...requiredComparisons(filter.left), ...requiredComparisons(filter.right)] : [];
}

const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** Both ends are kept, also for `gt` and `lt`: the filter takes them away again. */
function momentBounds(operator: Comparison['operator'], text: string): { from: number; until: number } {
  const moment = Date.parse(/(z|[+-]\d{2}:\d{2})$/i.test(text) || text.length === 10 ? text : `${text}Z`);
  if (Number.isNaN(moment)) return always;
  if (operator === 'eq') return { from: moment, until: moment };
  if (operator === 'gt' || operator === 'ge') return { ...always, from: moment };
  return operator === 'lt' || operator === 'le' ? { ...always, until: moment } : always;
}
