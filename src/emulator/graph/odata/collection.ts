import { badRequest, unsupportedQuery } from '#emulator/graph/graph-fault';
import { matchesFilter, orderOf, type Resource, valueAt } from './evaluate-filter.ts';
import { checkFilter, type FilterPolicy } from './filter-policy.ts';
import { type OrderBy, parseQueryOptions, type QueryOptions } from './query-options.ts';
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

/** The resources of a collection; a large one makes them as they are read. */
export interface ResourceSource extends Iterable<Resource> {
  /** Those behind the one with this id, found without reading the ones before; null: there is no such resource. */
  after?(id: string): Iterable<Resource> | null;
  /** The order in which they come, where it is one that people can ask for. */
  readonly order?: OrderBy;
  /** How many there are, where that is known without making them. */
  count?(): number;
}

export interface CollectionRequest {
  readonly items: ResourceSource;
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
  const matching = matchingRows(request, options);
  const { rows, start } = startingRows(matching, options, request);
  const size = Math.min(options.top ?? policy.defaultPageSize, policy.maxPageSize);
  const all = options.count && options.filter === null ? request.items.count?.() : undefined;
  const { page, behind } = takePage(rows, size, options.count && all === undefined);
  const body: Record<string, unknown> = { '@odata.context': contextOf(request, options) };
  if (options.count) {
    // Behind a skip token, or past the end, it is unknown how many came before.
    const isKnown = options.skipToken === null && (start === 0 || page.length > 0);
    body['@odata.count'] = all ?? (isKnown ? start + page.length + behind : countOf(matching()));
  }
  if (behind > 0) body['@odata.nextLink'] = nextLink(request, page, start + size);
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

/** Rows that the filter lets through, in the order asked for; each call begins anew, from the source or after a row. */
type MatchingRows = (from?: Iterable<Resource>) => Iterable<Resource>;

function matchingRows({ items, policy }: CollectionRequest, { filter, orderBy }: QueryOptions): MatchingRows {
  const matching: MatchingRows = (from = items) =>
    filter === null ? from : filtered(from, (item) => matchesFilter(filter, item, policy));
  if (isOrderedBy(items, orderBy)) return matching;
  const sorted = [...matching()].sort((left, right) => {
    for (const { path, descending } of orderBy) {
      const order = orderOf(valueAt(left, path), valueAt(right, path)) ?? 0;
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return () => sorted;
}

/** True when the source gives its resources in the order asked for, so that nothing has to be sorted. */
function isOrderedBy({ order }: ResourceSource, orderBy: readonly OrderBy[]): boolean {
  const [first] = orderBy;
  return first === undefined || (first.path === order?.path && first.descending === order.descending);
}

function* filtered(items: Iterable<Resource>, matches: (item: Resource) => boolean): Generator<Resource> {
  for (const item of items) if (matches(item)) yield item;
}

interface Start {
  readonly rows: Iterable<Resource>;
  readonly start: number;
}

function startingRows(matching: MatchingRows, options: QueryOptions, request: CollectionRequest): Start {
  if (options.skipToken === null) return { rows: dropped(matching(), options.skip), start: options.skip };
  const { afterId, index, issuedAt } = readSkipToken(options.skipToken);
  if (request.isExpired(issuedAt)) throw expiredSkipToken();
  const { items } = request;
  const direct = isOrderedBy(items, options.orderBy) ? items.after?.(afterId) : undefined;
  if (direct != null) return { rows: matching(direct), start: index };
  let position = 0;
  for (const item of matching()) {
    position += 1;
    if (item.id === afterId) return { rows: dropped(matching(), position), start: position };
  }
  return { rows: dropped(matching(), index), start: index };
}

/** The resources of a source that satisfy a condition, found and ordered as before. */
export function restricted(source: ResourceSource, isVisible: (item: Resource) => boolean): ResourceSource {
  const { count: _ofAll, ...others } = source;
  return {
    ...others,
    [Symbol.iterator]: () => filtered(source, isVisible),
    after(id) {
      const rest = source.after?.(id) ?? null;
      return rest === null ? null : filtered(rest, isVisible);
    },
  };
}

function* dropped(items: Iterable<Resource>, count: number): Generator<Resource> {
  let left = count;
  for (const item of items) {
    if (left <= 0) yield item;
    left -= 1;
  }
}

/** A page, and how many rows come behind it; at most one unless all are to be counted. */
function takePage(rows: Iterable<Resource>, size: number, countsAll: boolean): { page: Resource[]; behind: number } {
  const page: Resource[] = [];
  let behind = 0;
  for (const item of rows) {
    if (page.length < size) page.push(item);
    else behind += 1;
    if (behind > 0 && !countsAll) break;
  }
  return { page, behind };
}

function countOf(rows: Iterable<Resource>): number {
  let count = 0;
  for (const _ of rows) count += 1;
  return count;
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
