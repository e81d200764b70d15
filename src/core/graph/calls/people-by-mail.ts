import { z } from 'zod';
import type { Graph, GraphRequest } from '#core/graph/graph';
import { odataString } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { DirectoryObject } from '#core/graph/shapes';
import { type CallOptions, readAs } from './reading.ts';

const People = z.looseObject({ value: z.array(DirectoryObject) });

/** Takes mail addresses; gives the people who have each of them; addresses that nobody has are absent. Source: learn.microsoft.com/graph/api/user-list */
export async function findUsersByMail(
  graph: Graph,
  { names, signal }: CallOptions & { readonly names: readonly string[] },
): Promise<ReadonlyMap<string, readonly DirectoryObject[]>> {
  const requests = names.map(
    (name): GraphRequest => ({
      method: 'GET',
      path: '/users',
      query: { $filter: `mail eq ${odataString(name)}`, $select: 'id,displayName,userPrincipalName,accountEnabled' },
      scopes: [scopes.people],
    }),
  );
  const found = new Map<string, readonly DirectoryObject[]>();
  const outcomes = await graph.batch(requests, { signal });
  for (const [index, name] of names.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    if (!outcome.ok) throw outcome.error;
    const { body, requestId } = outcome.reply;
    const { value } = readAs(People, body, { what: 'people by mail address', requestId });
    if (value.length > 0) found.set(name, value);
  }
  return found;
}
