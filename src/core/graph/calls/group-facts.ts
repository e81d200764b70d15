import { z } from 'zod';
import type { Graph, GraphRequest } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
import { type CallOptions, readAs } from './reading.ts';

const GroupFacts = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  securityEnabled: z.boolean().nullish(),
});
const GroupList = z.looseObject({ value: z.array(GroupFacts) });

/** What has to be known about a group that is assigned. */
export interface AssignedGroup {
  readonly id: string;
  readonly securityEnabled: boolean;
  /** Names of the groups inside it, whose members are not provisioned. */
  readonly nested: readonly string[];
}

/**
 * Takes ids of groups; gives whether each is security-enabled and which groups are inside it; groups that are gone are absent.
 * Source: learn.microsoft.com/graph/api/group-get, learn.microsoft.com/graph/api/group-list-members (OData cast)
 */
export async function readAssignedGroups(
  graph: Graph,
  { ids, signal }: CallOptions & { readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, AssignedGroup>> {
  const request = (path: string, query: Readonly<Record<string, string>>): GraphRequest => ({
    method: 'GET',
    path,
    query,
    scopes: [scopes.groups],
  });
  const requests = ids.flatMap((id) => {
    const path = `/groups/${encodeURIComponent(id)}`;
    return [
      request(path, { $select: 'id,displayName,securityEnabled' }),
      request(`${path}/members/microsoft.graph.group`, { $select: 'id,displayName' }),
    ];
  });
  const outcomes = await graph.batch(requests, { signal });
  const found = new Map<string, AssignedGroup>();
  for (const [index, id] of ids.entries()) {
    const [own, inside] = [outcomes[2 * index], outcomes[2 * index + 1]];
    if (own === undefined || inside === undefined) continue;
    const fault = [own, inside].find((outcome) => !outcome.ok);
    if (fault !== undefined && !fault.ok) {
      if (fault.error instanceof CoreError && fault.error.code === 'not_found') continue;
      throw fault.error;
    }
    if (!own.ok || !inside.ok) continue;
    const group = readAs(GroupFacts, own.reply.body, { what: 'a group', requestId: own.reply.requestId });
    const list = readAs(GroupList, inside.reply.body, { what: 'groups in a group', requestId: inside.reply.requestId });
    found.set(id, {
      id,
      securityEnabled: group.securityEnabled !== false,
      nested: list.value.map((one) => one.displayName ?? one.id),
    });
  }
  return found;
}
