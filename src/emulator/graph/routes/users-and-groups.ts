import { directGroupsOf, findPerson, transitiveGroupsOf } from '#emulator/directory/membership';
import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import { resourceNotFound, unsupportedQuery } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, parameterOf } from '#emulator/graph/graph-tenant';
import type { ResourceSource } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import { recordSource } from '#emulator/graph/record-source';
import { groupPolicy, groupResource } from '#emulator/graph/resources/group';
import { userPolicy, visibleUserResource } from '#emulator/graph/resources/user';
import type { Route } from '#emulator/graph/route';
import type { Group, Person } from '#emulator/state';

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
    pattern: '/users/{userId}/memberOf/microsoft.graph.group',
    scopes: groupScopes,
    right: 'member',
    handle: (call, tenant) => listGroupsOf(call, tenant, directGroupsOf),
  },
  {
    method: 'GET',
    pattern: '/users/{userId}/transitiveMemberOf/microsoft.graph.group',
    scopes: groupScopes,
    right: 'member',
    handle: (call, tenant) => listGroupsOf(call, tenant, transitiveGroupsOf),
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
  {
    method: 'GET',
    pattern: '/groups/{groupId}/members/microsoft.graph.user',
    scopes: groupScopes,
    right: 'member',
    handle: listMemberPeople,
  },
  {
    method: 'GET',
    pattern: '/groups/{groupId}/members/microsoft.graph.group',
    scopes: groupScopes,
    right: 'member',
    handle: listMemberGroups,
  },
];

/** The ids that a filter of nothing but ids asks for: they are looked up, where any other filter reads the whole directory. */
function askedIds(call: GraphCall): readonly string[] | null {
  const list = /^id in \(([^()]*)\)$/.exec(call.url.searchParams.get('$filter') ?? '')?.[1];
  return list === undefined ? null : [...list.matchAll(/'([^']*)'/g)].map(([, id]) => id ?? '');
}

function listUsers(call: GraphCall, tenant: GraphTenant): GraphReply {
  const isListed = ({ deletedAt }: Person): boolean => deletedAt === null;
  const resourceOf = (person: Person) =>
    isListed(person) ? visibleUserResource(person, call.token.scopes, call.person.id) : null;
  const ids = askedIds(call);
  const items =
    ids === null
      ? recordSource(tenant.state.people, resourceOf, isListed)
      : [...new Set(ids)].flatMap((id): Resource[] => {
          const person = tenant.state.people.get(id);
          const found = person === undefined ? null : resourceOf(person);
          return found === null ? [] : [found];
        });
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

/** The cast to groups is an advanced query. Source: learn.microsoft.com/graph/aad-advanced-queries */
function listGroupsOf(call: GraphCall, tenant: GraphTenant, groupsOf: typeof directGroupsOf): GraphReply {
  const key = parameterOf(call, 'userId');
  const person = findPerson(tenant.state, key);
  if (person === null) throw resourceNotFound(key);
  const advanced =
    call.headers.get('ConsistencyLevel')?.toLowerCase() === 'eventual' &&
    call.url.searchParams.get('$count') === 'true';
  if (!advanced)
    throw unsupportedQuery('Request with $count=true and the header ConsistencyLevel: eventual is needed.');
  const items = groupsOf(tenant.state, person.id).map(groupResource);
  return collectionReply(call, tenant, { items, policy: groupPolicy, contextName: 'groups' });
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

type Member = Group['members'][number];

/** Members of one kind: the OData cast of the list. Made one at a time, so that a large group costs no more than its page. */
function memberSource(members: readonly Member[], read: (member: Member) => Resource | null): ResourceSource {
  function* from(index: number) {
    for (let next = index; next < members.length; next += 1) {
      const member = members[next];
      const found = member === undefined ? null : read(member);
      if (found !== null) yield found;
    }
  }
  return {
    [Symbol.iterator]: () => from(0),
    after(id) {
      const index = members.findIndex((member) => member.id === id);
      return index === -1 ? null : from(index + 1);
    },
  };
}

function listMemberPeople(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = memberSource(visibleGroup(call, tenant).members, (member) => {
    const person = member.kind === 'user' ? findPerson(tenant.state, member.id) : null;
    return person === null ? null : visibleUserResource(person, call.token.scopes, call.person.id);
  });
  return collectionReply(call, tenant, { items, policy: userPolicy, contextName: 'users' });
}

function listMemberGroups(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = memberSource(visibleGroup(call, tenant).members, (member) => {
    const group = member.kind === 'group' ? tenant.state.groups.get(member.id) : undefined;
    return group === undefined || group.deletedAt !== null ? null : groupResource(group);
  });
  return collectionReply(call, tenant, { items, policy: groupPolicy, contextName: 'groups' });
}

function visibleGroup(call: GraphCall, tenant: GraphTenant): Group {
  const id = parameterOf(call, 'groupId');
  const group = tenant.state.groups.get(id.toLowerCase());
  if (group === undefined || group.deletedAt !== null) throw resourceNotFound(id);
  return group;
}
