import type { Group, Person, TenantState } from '#emulator/state';
import { SizedGroups } from './sized-groups.ts';
import { SizedPeople } from './sized-people.ts';

/**
 * The groups of which an object (person or group id) is a member, directly or through groups in groups; deleted groups
 * do not count. Source: learn.microsoft.com/graph/api/user-list-transitivememberof
 */
export function transitiveGroupsOf(state: TenantState, objectId: string): readonly Group[] {
  const reached = new Map<string, Group>();
  const open = [objectId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const group of state.groups instanceof SizedGroups ? state.groups.around(id) : state.groups.values()) {
      if (group.deletedAt !== null || reached.has(group.id)) continue;
      if (!group.members.some((member) => member.id === id)) continue;
      reached.set(group.id, group);
      open.push(group.id);
    }
  }
  return [...reached.values()];
}

/** The groups that have an object (person or group id) as a member; deleted groups do not count. Source: learn.microsoft.com/graph/api/user-list-memberof */
export function directGroupsOf(state: TenantState, objectId: string): readonly Group[] {
  const groups = state.groups instanceof SizedGroups ? state.groups.around(objectId) : state.groups.values();
  return [...groups].filter(
    (group) => group.deletedAt === null && group.members.some((member) => member.id === objectId),
  );
}

/** Finds a person who is not deleted by object id or by user principal name (any case); null when there is none. */
export function findPerson(state: TenantState, idOrName: string): Person | null {
  const wanted = idOrName.toLowerCase();
  const person = state.people.get(wanted) ?? personByName(state.people, wanted);
  return person === undefined || person.deletedAt !== null ? null : person;
}

function personByName(people: TenantState['people'], wanted: string): Person | undefined {
  if (people instanceof SizedPeople) return people.byUserPrincipalName(wanted);
  for (const person of people.values()) {
    if (person.deletedAt === null && person.userPrincipalName.toLowerCase() === wanted) return person;
  }
  return undefined;
}
