import { badRequest, unsupportedQuery } from '#emulator/graph/graph-fault';
import { matchesFilter, orderOf, type Resource, valueAt } from './evaluate-filter.ts';
import { checkFilter, type FilterPolicy } from './filter-policy.ts';
import { parseQueryOptions, type QueryOptions } from './query-options.ts';
import { expiredSkipToken, readSkipToken, writeSkipToken } from './skip-token.ts';

/** How one collection answers. */
export interface CollectionPolicy extends FilterPolicy {
  readonly caseSensitive: boolean;
  readonly defaultPageSize: number;
  /** A greater `$top` is taken as this. */
  readonly maxPageSize: number;
  readonly supportsCount: boolean;
  /** Properties of an answer without `$select`; null: all. */
  readonly defaultSelect: readonly string[] | null;
  /** True when `id` comes even where `$select` does not name it. */
  readonly alwaysId: boolean;
}

export interface CollectionRequest {
  readonly items: readonly Resource[];
  readonly policy: CollectionPolicy;
  /** Name after `$metadata#`. */
  readonly contextName: string;
  /** Public https URL of the request; next links repeat its path and options. */
  readonly url: URL;
  readonly graphOrigin: string;
  readonly consistencyLevel: string | null;
  /** Milliseconds of the tenant's clock. */
  readonly now: number;
  readonly isExpired: (issuedAt: number) => boolean;
}

/** The answer to a GET of a collection: filtered, sorted, one page, projected. Raises a GraphFault 400 for bad options. */
export function collectionPage(request: CollectionRequest): Record<string, unknown> {
  const { policy, url } = request;
  const options = parseQueryOptions(url.searchParams);
  const advanced = request.consistencyLevel?.toLowerCase() === 'eventual' && options.count;
  checkOptions(options, request);
  if (options.filter !== null) checkFilter(options.filter, policy, advanced);
  const matching = sorted(filtered(request.items, options, policy), options);
  const start = startIndex(matching, options, request);
  const size = Math.min(options.top ?? policy.defaultPageSize, policy.maxPageSize);
  const page = matching.slice(start, start + size);
  const body: Record<string, unknown> = { '@odata.context': contextOf(request, options) };
  if (options.count) body['@odata.count'] = matching.length;
  if (start + size < matching.length) body['@odata.nextLink'] = nextLink(request, page, start + size);
  body.value = page.map((item) => project(item, options.select, policy));
  return body;
}

/** One resource with the properties that `$select` names. Raises a GraphFault 400 for a property it does not have. */
export function project(item: Resource, select: readonly string[] | null, policy: CollectionPolicy): Resource {
  const names = select ?? policy.defaultSelect;
  if (names === null) return item;
  const result: Record<string, unknown> = {};
  // What kind of object it is stands in every answer of mixed kinds, whatever `$select` names.
  if (item['@odata.type'] !== undefined) result['@odata.type'] = item['@odata.type'];
  if (policy.alwaysId && !names.includes('id')) result.id = item.id;
  for (const name of names) {
    const key = Object.keys(item).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (key === undefined) {
      throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${policy.typeName}'.`);
    }
    result[key] = item[key];
  }
  return result;
}

function checkOptions(options: QueryOptions, { policy, consistencyLevel }: CollectionRequest): void {
  const eventual = consistencyLevel?.toLowerCase() === 'eventual';
  if (options.count && !policy.supportsCount)
    throw unsupportedQuery(`$count is not supported for '${policy.typeName}'.`);
  if (options.count && policy.advancedQueries && !eventual) {
    throw unsupportedQuery("$count needs the header 'ConsistencyLevel: eventual'.");
  }
  for (const { path } of options.orderBy) {
    if (!policy.orderable.includes(path)) {
      throw unsupportedQuery(`Unsupported sort property '${path}' for '${policy.typeName}'.`);
    }
  }
  const advanced = eventual && options.count;
  if (policy.advancedQueries && options.orderBy.length > 0 && options.filter !== null && !advanced) {
    throw unsupportedQuery("Sorting with a filter needs 'ConsistencyLevel: eventual' and $count=true.");
  }
}

function filtered(items: readonly Resource[], options: QueryOptions, policy: CollectionPolicy): readonly Resource[] {
  const { filter } = options;
  if (filter === null) return items;
  return items.filter((item) => matchesFilter(filter, item, { caseSensitive: policy.caseSensitive }));
}

function sorted(items: readonly Resource[], { orderBy }: QueryOptions): readonly Resource[] {
  if (orderBy.length === 0) return items;
  return [...items].sort((left, right) => {
    for (const { path, descending } of orderBy) {
      const order = orderOf(valueAt(left, path), valueAt(right, path)) ?? 0;
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function startIndex(items: readonly Resource[], options: QueryOptions, request: CollectionRequest): number {
  if (options.skipToken === null) return options.skip;
  const { afterId, index, issuedAt } = readSkipToken(options.skipToken);
  if (request.isExpired(issuedAt)) throw expiredSkipToken();
  const last = items.findIndex((item) => item.id === afterId);
  return last === -1 ? index : last + 1;
}

function nextLink(request: CollectionRequest, page: readonly Resource[], index: number): string {
  const next = new URL(`${request.graphOrigin}${request.url.pathname}`);
  for (const [name, value] of request.url.searchParams) {
    if (!/^\$?(skiptoken|skip)$/i.test(name)) next.searchParams.append(name, value);
  }
  const afterId = String(page.at(-1)?.id ?? '');
  next.searchParams.set('$skiptoken', writeSkipToken({ afterId, index, issuedAt: request.now }));
  return next.href.replaceAll('%24', '$').replaceAll('+', '%20');
}

function contextOf({ graphOrigin, contextName }: CollectionRequest, { select }: QueryOptions): string {
  const projection = select === null ? '' : `(${select.join(',')})`;
  return `${graphOrigin}/v1.0/$metadata#${contextName}${projection}`;
}
