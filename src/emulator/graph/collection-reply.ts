import type { GraphCall, GraphReply, GraphTenant } from './graph-tenant.ts';
import { type CollectionPolicy, collectionPage, project, type ResourceSource } from './odata/collection.ts';
import type { Resource } from './odata/evaluate-filter.ts';
import { parseQueryOptions } from './odata/query-options.ts';

/** What a route answers with: resources of one kind. */
export interface CollectionContent {
  readonly items: ResourceSource;
  readonly policy: CollectionPolicy;
  /** Name after `$metadata#`. */
  readonly contextName: string;
}

/** 200 with one page of a collection, as the options of the request ask. Raises a GraphFault 400 for bad options. */
export function collectionReply(call: GraphCall, tenant: GraphTenant, content: CollectionContent): GraphReply {
  const body = collectionPage({
    ...content,
    url: call.url,
    graphOrigin: tenant.origin,
    consistencyLevel: call.headers.get('ConsistencyLevel'),
    now: tenant.clock.now(),
    isExpired: (issuedAt) => tenant.faults.isExpired(issuedAt),
  });
  return { status: 200, body };
}

export interface EntityContent {
  readonly item: Resource;
  readonly policy: CollectionPolicy;
  readonly contextName: string;
}

/** 200 with one resource, projected by `$select`. */
export function entityReply(call: GraphCall, tenant: GraphTenant, content: EntityContent): GraphReply {
  const { select } = parseQueryOptions(call.url.searchParams);
  const projection = select === null ? '' : `(${select.join(',')})`;
  const context = `${tenant.origin}/v1.0/$metadata#${content.contextName}${projection}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...project(content.item, select, content.policy) } };
}
