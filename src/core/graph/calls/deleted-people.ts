import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { odataString } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { type CallOptions, orNullWhenMissing, readOne } from './reading.ts';

const DeletedPerson = z.looseObject({
  '@odata.type': z.string().nullish(),
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
});
const Found = z.looseObject({ value: z.array(DeletedPerson) });

/** Somebody who was deleted and can be restored for 30 days. */
export interface DeletedPerson {
  readonly id: string;
  readonly displayName: string | null;
  /** As it was before; the directory writes the object id in front of it. */
  readonly userPrincipalName: string | null;
  readonly deletedAt: string | null;
}

const select = 'id,displayName,userPrincipalName,deletedDateTime';

const view = (found: z.infer<typeof DeletedPerson>): DeletedPerson => {
  const prefix = found.id.replaceAll('-', '');
  const name = found.userPrincipalName ?? null;
  return {
    id: found.id,
    displayName: found.displayName ?? null,
    userPrincipalName: name?.toLowerCase().startsWith(prefix.toLowerCase()) === true ? name.slice(prefix.length) : name,
    deletedAt: found.deletedDateTime ?? null,
  };
};

async function byId(graph: Graph, id: string, signal: AbortSignal | undefined): Promise<readonly DeletedPerson[]> {
  const found = await orNullWhenMissing(
    readOne(
      graph,
      {
        method: 'GET',
        path: `/directory/deletedItems/${encodeURIComponent(id)}`,
        scopes: [scopes.peopleInFull],
        signal,
      },
      { schema: DeletedPerson, what: 'a deleted object' },
    ),
  );
  if (found === null) return [];
  const type = found['@odata.type'] ?? '#microsoft.graph.user';
  return type.toLowerCase() === '#microsoft.graph.user' ? [view(found)] : [];
}

/**
 * Takes the object id, user principal name or display name of somebody who was deleted; gives whom it fits, at most 15. Needs
 * User.Read.All. Source: learn.microsoft.com/graph/api/directory-deleteditems-list, directory-deleteditems-get
 */
export async function findDeletedPeople(
  graph: Graph,
  { name, signal }: CallOptions & { readonly name: string },
): Promise<readonly DeletedPerson[]> {
  if (z.guid().safeParse(name).success) return byId(graph, name, signal);
  const wanted = odataString(name);
  const { value } = await readOne(
    graph,
    {
      method: 'GET',
      path: '/directory/deletedItems/microsoft.graph.user',
      query: {
        $filter: name.includes('@') ? `endswith(userPrincipalName,${wanted})` : `displayName eq ${wanted}`,
        $select: select,
        $count: 'true',
        $top: '15',
      },
      headers: { ConsistencyLevel: 'eventual' },
      scopes: [scopes.peopleInFull],
      signal,
    },
    { schema: Found, what: 'deleted people' },
  );
  const people = value.map(view);
  // Another name may end in the same letters.
  return name.includes('@')
    ? people.filter(({ userPrincipalName }) => userPrincipalName?.toLowerCase() === name.toLowerCase())
    : people;
}
