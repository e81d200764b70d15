import { findPerson } from '#emulator/directory/membership';
import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import { resourceNotFound } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, parameterOf } from '#emulator/graph/graph-tenant';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import { recordSource } from '#emulator/graph/record-source';
import { groupPolicy, groupResource } from '#emulator/graph/resources/group';
import { userPolicy, visibleUserResource } from '#emulator/graph/resources/user';
import type { Route } from '#emulator/graph/route';
import type { Group } from '#emulator/state';

const directoryScopes = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const userScopes = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryScopes];
const groupScopes = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryScopes];

/** People and groups. Sources: learn.microsoft.com/graph/api/user-list, user-get, group-list, group-get, group-list-members */
export const userAndGroupRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users', scopes: userScopes, right: 'member', handle: listUsers },
  { method: 'GET', pattern: '/users/{userId}', scopes: ['User.Read', ...userScopes], right: 'member', handle: getUser },
  {
    method: 'GET',
    pattern: '/users/{userId}/manager',
    scopes: userScopes.slice(1),
    right: 'member',
    handle: getManager,
  },
  {
    method: 'GET',
    pattern: '/groups',
    scopes: ['Group.ReadBasic.All', ...groupScopes],
    right: 'member',
    handle: listGroups,
  },
  {
    method: 'GET',
    pattern: '/groups/{groupId}',
    scopes: ['Group.ReadBasic.All', ...groupScopes],
    right: 'member',
    handle: getGroup,
  },
  { method: 'GET', pattern: '/groups/{groupId}/members', scopes: groupScopes, right: 'member', handle: listMembers },
];

function listUsers(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = recordSource(tenant.state.people, (person) =>
    person.deletedAt === null ? visibleUserResource(person, call.token.scopes, call.person.id) : null,
  );
  return collectionReply(call, tenant, { items, policy: userPolicy, contextName: 'users' });
}

function getUser(call: GraphCall, tenant: GraphTenant): GraphReply {
  const key = parameterOf(call, 'userId');
  const person = findPerson(tenant.state, key);
  const onlySelf = !userScopes.some((scope) => call.token.scopes.has(scope));
  if (person === null || (onlySelf && person.id !== call.person.id)) throw resourceNotFound(key);
  const item = visibleUserResource(person, call.token.scopes, call.person.id);
  return entityReply(call, tenant, { item, policy: userPolicy, contextName: 'users' });
}

function getManager(call: GraphCall, tenant: GraphTenant): GraphReply {
  const key = parameterOf(call, 'userId');
  const managerId = findPerson(tenant.state, key)?.managerId;
  const manager = managerId == null ? null : findPerson(tenant.state, managerId);
  if (manager === null) throw resourceNotFound('manager');
  const item = visibleUserResource(manager, call.token.scopes, call.person.id);
  return entityReply(call, tenant, { item, policy: userPolicy, contextName: 'directoryObjects' });
}

function listGroups(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = recordSource(tenant.state.groups, (group) => (group.deletedAt === null ? groupResource(group) : null));
  return collectionReply(call, tenant, { items, policy: groupPolicy, contextName: 'groups' });
}

function getGroup(call: GraphCall, tenant: GraphTenant): GraphReply {
  const item = groupResource(visibleGroup(call, tenant));
  return entityReply(call, tenant, { item, policy: groupPolicy, contextName: 'groups' });
}

function listMembers(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = visibleGroup(call, tenant).members.flatMap((member): Resource[] => {
    if (member.kind === 'group') {
      const group = tenant.state.groups.get(member.id);
      if (group === undefined || group.deletedAt !== null) return [];
      return [{ '@odata.type': '#microsoft.graph.group', ...groupResource(group) }];
    }
    const person = findPerson(tenant.state, member.id);
    if (person === null) return [];
    const resource = visibleUserResource(person, call.token.scopes, call.person.id);
    return [{ '@odata.type': '#microsoft.graph.user', ...resource }];
  });
  const policy = { ...userPolicy, defaultSelect: null };
  return collectionReply(call, tenant, { items, policy, contextName: 'directoryObjects' });
}

function visibleGroup(call: GraphCall, tenant: GraphTenant): Group {
  const id = parameterOf(call, 'groupId');
  const group = tenant.state.groups.get(id.toLowerCase());
  if (group === undefined || group.deletedAt !== null) throw resourceNotFound(id);
  return group;
}
