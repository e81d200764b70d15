import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { type CallOptions, readAll } from './reading.ts';

const Membership = z.looseObject({ id: z.string(), displayName: z.string().nullish() });

/** The groups of a person: those that have the person as a member, and those that have one of these inside. */
export interface Memberships {
  readonly direct: ReadonlySet<string>;
  /** Names by object id; the direct ones are among them. */
  readonly all: ReadonlyMap<string, string>;
}

/**
 * Takes a person's object id and the permission to read people with; gives the groups of that person, direct and through other
 * groups. Both lists cast to groups, which is an advanced query.
 * Source: learn.microsoft.com/graph/api/user-list-memberof, user-list-transitivememberof, learn.microsoft.com/graph/aad-advanced-queries
 */
export async function readMemberships(
  graph: Graph,
  { user, scope, signal }: CallOptions & { readonly user: string; readonly scope: string },
): Promise<Memberships> {
  const list = (relation: 'memberOf' | 'transitiveMemberOf') =>
    readAll(
      graph,
      {
        method: 'GET',
        path: `/users/${encodeURIComponent(user)}/${relation}/microsoft.graph.group`,
        query: { $select: 'id,displayName', $count: 'true', $top: '999' },
        headers: { ConsistencyLevel: 'eventual' },
        scopes: [scope, scopes.groups],
        signal,
      },
      { schema: Membership, what: "the person's groups" },
    );
  const [direct, all] = await Promise.all([list('memberOf'), list('transitiveMemberOf')]);
  return {
    direct: new Set(direct.map(({ id }) => id)),
    all: new Map([...all, ...direct].map(({ id, displayName }) => [id, displayName ?? id])),
  };
}
