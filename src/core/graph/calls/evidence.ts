import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { servicePrincipalPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { AppRoleAssignment, DirectoryObject } from '#core/graph/shapes';
import { type CallOptions, readAll, type ServicePrincipalOptions } from './reading.ts';

/** What makes the directory count a collection beside giving it. Source: learn.microsoft.com/graph/aad-advanced-queries */
const counting = { headers: { ConsistencyLevel: 'eventual' }, query: { $count: 'true', $top: '999' } } as const;

const Member = z.looseObject({ '@odata.type': z.string().nullish(), id: z.string() });

/** How many members a group has, by kind. The provisioning service takes the direct ones only. */
export interface MemberCounts {
  readonly people: number;
  readonly groups: number;
  readonly others: number;
}

/**
 * Takes the object id of a group; gives how many direct members it has, by kind, read to the last page and counted by the service.
 * Source: learn.microsoft.com/graph/api/group-list-members
 */
export async function countMembers(
  graph: Graph,
  { groupId, signal }: CallOptions & { readonly groupId: string },
): Promise<MemberCounts> {
  const counts = { people: 0, groups: 0, others: 0 };
  const request = {
    method: 'GET',
    path: `/groups/${encodeURIComponent(groupId)}/members`,
    headers: counting.headers,
    query: { ...counting.query, $select: 'id' },
    scopes: [scopes.groups],
    signal,
  } as const;
  const members = z.array(Member);
  for await (const page of graph.pages(request)) {
    for (const member of members.parse(page)) {
      const type = member['@odata.type']?.toLowerCase() ?? '';
      if (type.endsWith('.user')) counts.people += 1;
      else if (type.endsWith('.group')) counts.groups += 1;
      else counts.others += 1;
    }
  }
  return counts;
}

/**
 * Takes a service principal; gives everybody and every group assigned to it, counted by the service beside.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto
 */
export const listCountedAssignments = (
  graph: Graph,
  { servicePrincipalId, signal }: ServicePrincipalOptions,
): Promise<AppRoleAssignment[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${servicePrincipalPath(servicePrincipalId)}/appRoleAssignedTo`,
      headers: counting.headers,
      query: counting.query,
      scopes: [scopes.applications],
      signal,
    },
    { schema: AppRoleAssignment, what: 'the assignments' },
  );

/** Takes a service principal; gives its owners. Source: learn.microsoft.com/graph/api/serviceprincipal-list-owners */
export const listOwners = (
  graph: Graph,
  { servicePrincipalId, signal }: ServicePrincipalOptions,
): Promise<DirectoryObject[]> =>
  readAll(
    graph,
    {
      method: 'GET',
      path: `${servicePrincipalPath(servicePrincipalId)}/owners`,
      scopes: [scopes.applications],
      signal,
    },
    { schema: DirectoryObject, what: 'the owners' },
  );
