import { z } from 'zod';
import { findGroups, findUsers } from '#core/graph/calls/directory';
import { readAll } from '#core/graph/calls/reading';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { AssignmentConfiguration } from '#shared/model/configuration';
import type { Principals } from './live-state.ts';

const Member = z.looseObject({
  '@odata.type': z.string().nullish(),
  id: z.string(),
  displayName: z.string().nullish(),
});

/** Groups inside a group: the provisioning service does not look into them. Source: learn.microsoft.com/graph/api/group-list-members */
async function groupsInside(graph: Graph, groupId: string, signal: AbortSignal): Promise<readonly string[]> {
  const members = await readAll(
    graph,
    {
      method: 'GET',
      path: `/groups/${encodeURIComponent(groupId)}/members`,
      query: { $select: 'id,displayName', $top: '999' },
      scopes: [scopes.groups],
      signal,
    },
    { schema: Member, what: 'the members of a group' },
  );
  return members
    .filter((member) => member['@odata.type'] === '#microsoft.graph.group')
    .map((member) => member.displayName ?? member.id);
}

const namesOf = (assignments: readonly AssignmentConfiguration[], kind: 'user' | 'group'): readonly string[] =>
  assignments.flatMap((assignment) => assignment[kind] ?? []);

/** Takes the assignments of a configuration; gives the people and groups they name, and which groups have groups inside. Names that are not known are absent. */
export async function readPrincipals(
  graph: Graph,
  input: { readonly assignments: readonly AssignmentConfiguration[]; readonly signal: AbortSignal },
): Promise<Principals> {
  const { assignments, signal } = input;
  const userNames = namesOf(assignments, 'user');
  const groupNames = namesOf(assignments, 'group');
  const [users, groups] = await Promise.all([
    userNames.length === 0 ? new Map() : findUsers(graph, { names: userNames, signal }),
    groupNames.length === 0 ? new Map() : findGroups(graph, { names: groupNames, signal }),
  ]);
  const single = [...groups.values()].flatMap((found) => (found.length === 1 ? found : []));
  const nested = await Promise.all(
    single.map(async (group) => [group.id, await groupsInside(graph, group.id, signal)] as const),
  );
  return { users, groups, nestedGroups: new Map(nested) };
}
