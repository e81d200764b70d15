import { z } from 'zod';
import { closestName } from '#core/expressions/suggestions';
import { type DirectorySearch, findGroups, findUsers, searchGroups, searchPeople } from '#core/graph/calls/directory';
import { readAll } from '#core/graph/calls/reading';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
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

/** What is typed wrong is seldom wrong at its very beginning. */
const beginningLength = 3;

/** Takes a name that was not found and a search by the beginning of names; gives the name that may be meant, or null. */
async function closeTo(
  name: string | undefined,
  search: (beginning: string) => Promise<DirectorySearch>,
): Promise<string | null> {
  if (name === undefined || name.length < beginningLength || z.guid().safeParse(name).success) return null;
  try {
    const { found } = await search(name.slice(0, beginningLength));
    const names = found.flatMap(({ userPrincipalName, displayName }) => userPrincipalName ?? displayName ?? []);
    return closestName(name, names) ?? null;
  } catch (cause) {
    // The name is unknown all the same, and that is what a person has to hear of.
    if (cause instanceof CoreError && cause.code !== 'cancelled') return null;
    throw cause;
  }
}

const namesOf = (assignments: readonly AssignmentConfiguration[], kind: 'user' | 'group'): readonly string[] =>
  assignments.flatMap((assignment) => assignment[kind] ?? []);

/**
 * Takes the assignments of a configuration; gives the people and groups they name, and which groups have groups inside. Names
 * that are not known are absent; for the first of each kind a close name is searched for.
 */
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
  const unknownUser = userNames.find((name) => !users.has(name));
  const unknownGroup = groupNames.find((name) => !groups.has(name));
  const [user, group] = await Promise.all([
    closeTo(unknownUser, (search) => searchPeople(graph, { search, signal })),
    closeTo(unknownGroup, (search) => searchGroups(graph, { search, signal })),
  ]);
  const closeNames = new Map<string, string>();
  if (unknownUser !== undefined && user !== null) closeNames.set(unknownUser, user);
  if (unknownGroup !== undefined && group !== null) closeNames.set(unknownGroup, group);
  return { users, groups, closeNames, nestedGroups: new Map(nested) };
}
