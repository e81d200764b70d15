import { z } from 'zod';
import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { odataString, servicePrincipalPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { AppRoleAssignment, ServicePrincipal } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import {
  type Acknowledged,
  acknowledged,
  type CallOptions,
  readAll,
  readAs,
  readOne,
  type ServicePrincipalOptions,
} from './reading.ts';

/** Up to this many assignments single posts are as fast as a batch and keep a retry of their own. */
const singlePosts = 3;

const servicePrincipal = { schema: ServicePrincipal, what: 'a service principal' };

const find = (graph: Graph, filter: string, signal: AbortSignal | undefined): Promise<ServicePrincipal[]> =>
  readAll(
    graph,
    { method: 'GET', path: '/servicePrincipals', query: { $filter: filter }, scopes: [scopes.applications], signal },
    servicePrincipal,
  );

/**
 * Takes a gallery template id; gives all service principals made from it.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-list
 */
export const listServicePrincipalsByTemplate = (
  graph: Graph,
  options: CallOptions & { readonly templateId: string },
): Promise<ServicePrincipal[]> =>
  find(graph, `applicationTemplateId eq ${odataString(options.templateId)}`, options.signal);

/** Takes a display name; gives all service principals with exactly that name. Source: learn.microsoft.com/graph/api/serviceprincipal-list */
export const listServicePrincipalsByName = (
  graph: Graph,
  options: CallOptions & { readonly displayName: string },
): Promise<ServicePrincipal[]> => find(graph, `displayName eq ${odataString(options.displayName)}`, options.signal);

/** The tag that the service gives to every enterprise application that was made from the gallery or by hand. */
const enterpriseTag = 'WindowsAzureActiveDirectoryIntegratedApp';

/**
 * Gives the enterprise applications of the tenant, those that provision nobody included, a page at a time.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-list
 */
export async function* enterpriseApplicationPages(
  graph: Graph,
  { signal }: CallOptions,
): AsyncGenerator<readonly ServicePrincipal[]> {
  const pages = graph.pages({
    method: 'GET',
    path: '/servicePrincipals',
    query: {
      $filter: `tags/any(tag:tag eq ${odataString(enterpriseTag)})`,
      $select: 'id,appId,displayName,applicationTemplateId,createdDateTime',
      $top: '999',
    },
    scopes: [scopes.applications],
    signal,
  });
  const source = { what: servicePrincipal.what, requestId: undefined };
  for await (const page of pages) yield readAs(z.array(servicePrincipal.schema), page, source);
}

/** Gives all enterprise applications of the tenant at once. Source: learn.microsoft.com/graph/api/serviceprincipal-list */
export async function listEnterpriseApplications(graph: Graph, options: CallOptions): Promise<ServicePrincipal[]> {
  const all: ServicePrincipal[] = [];
  for await (const page of enterpriseApplicationPages(graph, options)) all.push(...page);
  return all;
}

/** Takes an application's object id; gives the request for its owners. Source: learn.microsoft.com/graph/api/serviceprincipal-list-owners */
export const ownersRequest = (servicePrincipalId: string): GraphRequest => ({
  method: 'GET',
  path: `${servicePrincipalPath(servicePrincipalId)}/owners`,
  query: { $select: 'id,displayName' },
  scopes: [scopes.applications],
});

/** Takes an object id; gives the service principal, or raises `not_found`. Source: learn.microsoft.com/graph/api/serviceprincipal-get */
export const getServicePrincipal = (
  graph: Graph,
  options: ServicePrincipalOptions & { readonly replicationToleranceMs?: number | undefined },
): Promise<ServicePrincipal> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: servicePrincipalPath(options.servicePrincipalId),
      scopes: [scopes.applications],
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    servicePrincipal,
  );

/** Takes an object id; deletes that service principal. Source: learn.microsoft.com/graph/api/serviceprincipal-delete */
export async function deleteServicePrincipal(graph: Graph, options: ServicePrincipalOptions): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'DELETE',
      path: servicePrincipalPath(options.servicePrincipalId),
      scopes: [scopes.applications],
      signal: options.signal,
    }),
  );
}

/** Takes a service principal; gives everybody and every group assigned to it. Source: learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto */
export const listAssignments = (
  graph: Graph,
  options: ServicePrincipalOptions & { readonly replicationToleranceMs?: number | undefined },
): Promise<AppRoleAssignment[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${servicePrincipalPath(options.servicePrincipalId)}/appRoleAssignedTo`,
      scopes: [scopes.applications],
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    { schema: AppRoleAssignment, what: 'the assignments' },
  );

interface AddOptions extends ServicePrincipalOptions {
  readonly assignments: readonly { readonly principalId: string; readonly appRoleId: string }[];
}

/** The service gives a doubled assignment the same code as any other bad body, so its words are the only sign. */
const doubledAssignment = /already exists/i;

function namedOutcome(outcome: BatchOutcome): BatchOutcome {
  if (outcome.ok || !(outcome.error instanceof CoreError)) return outcome;
  const { error } = outcome;
  if (error.code !== 'graph_error' || !doubledAssignment.test(error.message)) return outcome;
  return {
    ok: false,
    error: new CoreError('conflict', error.message, { ...error.details, reason: 'alreadyAssigned' }),
  };
}

async function settled(graph: Graph, request: GraphRequest): Promise<BatchOutcome> {
  try {
    return { ok: true, reply: await graph.request(request) };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return { ok: false, error: cause };
  }
}

/**
 * Takes a service principal and pairs of principal id and app role id; gives one outcome a pair, in order.
 * An assignment that is there already is an outcome with reason `alreadyAssigned`; one whose answer was lost has `ambiguousCreate`.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto
 */
export async function addAssignments(graph: Graph, options: AddOptions): Promise<BatchOutcome[]> {
  const { servicePrincipalId, assignments, signal } = options;
  const requests = assignments.map(
    ({ principalId, appRoleId }): GraphRequest => ({
      method: 'POST',
      path: `${servicePrincipalPath(servicePrincipalId)}/appRoleAssignedTo`,
      body: { principalId, resourceId: servicePrincipalId, appRoleId },
      scopes: [scopes.assignments],
      create: true,
      signal,
    }),
  );
  const outcomes =
    requests.length > singlePosts
      ? await graph.batch(requests, { signal })
      : await Promise.all(requests.map((request) => settled(graph, request)));
  return outcomes.map(namedOutcome);
}

/** Takes a service principal and an assignment id; removes the assignment: its person is deprovisioned. Source: learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignedto */
export async function removeAssignment(
  graph: Graph,
  options: ServicePrincipalOptions & { readonly assignmentId: string },
): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'DELETE',
      path: `${servicePrincipalPath(options.servicePrincipalId)}/appRoleAssignedTo/${encodeURIComponent(options.assignmentId)}`,
      scopes: [scopes.assignments],
      signal: options.signal,
    }),
  );
}
