import { changedAppRoles } from '#emulator/graph/app-role-change';
import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import { deleteApplicationRecord } from '#emulator/graph/deletion';
import { badRequest, requestDenied, resourceNotFound } from '#emulator/graph/graph-fault';
import {
  type DeletedItem,
  type GraphCall,
  type GraphReply,
  type GraphTenant,
  objectBody,
  parameterOf,
} from '#emulator/graph/graph-tenant';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import { recordSource } from '#emulator/graph/record-source';
import { applicationPolicy, applicationResource } from '#emulator/graph/resources/application';
import { graphTime } from '#emulator/graph/resources/graph-time';
import { userPolicy, visibleUserResource } from '#emulator/graph/resources/user';
import type { Route } from '#emulator/graph/route';
import { isVisible, visibleApplication } from '#emulator/graph/visibility';
import type { Person } from '#emulator/state';

const writeScopes = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];
const readScopes = ['Application.Read.All', 'Directory.Read.All', ...writeScopes];
const deletedUserScopes = ['User.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

/** Application registrations and the bin. Sources: learn.microsoft.com/graph/api/application-list, -get, -update, -delete, directory-deleteditems-list */
export const applicationRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/applications', scopes: readScopes, right: 'member', handle: list },
  { method: 'GET', pattern: '/applications/{applicationId}', scopes: readScopes, right: 'member', handle: get },
  {
    method: 'PATCH',
    pattern: '/applications/{applicationId}',
    scopes: writeScopes,
    right: 'updateApplication',
    handle: update,
  },
  {
    method: 'DELETE',
    pattern: '/applications/{applicationId}',
    scopes: writeScopes,
    right: 'deleteApplication',
    handle: remove,
  },
  {
    method: 'GET',
    pattern: '/directory/deletedItems/microsoft.graph.application',
    scopes: readScopes,
    right: 'member',
    handle: (call, tenant) => listDeleted(call, tenant, 'application'),
  },
  {
    method: 'GET',
    pattern: '/directory/deletedItems/microsoft.graph.servicePrincipal',
    scopes: readScopes,
    right: 'member',
    handle: (call, tenant) => listDeleted(call, tenant, 'servicePrincipal'),
  },
  {
    method: 'GET',
    pattern: '/directory/deletedItems/microsoft.graph.user',
    scopes: deletedUserScopes,
    right: 'member',
    handle: listDeletedUsers,
  },
  {
    method: 'GET',
    pattern: '/directory/deletedItems/{itemId}',
    scopes: [...readScopes, ...deletedUserScopes],
    right: 'member',
    handle: getDeleted,
  },
];

function list(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = [...tenant.state.applications.values()]
    .filter((application) => isVisible(application, tenant))
    .map(applicationResource);
  return collectionReply(call, tenant, { items, policy: applicationPolicy, contextName: 'applications' });
}

function get(call: GraphCall, tenant: GraphTenant): GraphReply {
  const item = applicationResource(visibleApplication(call, tenant));
  return entityReply(call, tenant, { item, policy: applicationPolicy, contextName: 'applications' });
}

function update(call: GraphCall, tenant: GraphTenant): GraphReply {
  const application = visibleApplication(call, tenant);
  const body = objectBody(call);
  if (body === null) throw badRequest('The request body must be a JSON object.');
  const unknown = Object.keys(body).find((name) => name !== 'appRoles' && name !== 'displayName');
  if (unknown !== undefined) {
    throw badRequest(`Property '${unknown}' is read-only or does not exist on resource 'Application'.`);
  }
  const { appRoles, displayName } = body;
  if (displayName !== undefined && (typeof displayName !== 'string' || displayName === '')) {
    throw badRequest("Invalid value specified for property 'displayName' of resource 'Application'.");
  }
  if (appRoles !== undefined) application.appRoles = changedAppRoles(application.appRoles, appRoles);
  if (typeof displayName === 'string') application.displayName = displayName;
  return { status: 204 };
}

function remove(call: GraphCall, tenant: GraphTenant): GraphReply {
  deleteApplicationRecord(tenant, visibleApplication(call, tenant));
  return { status: 204 };
}

function deletedResource(item: DeletedItem): Resource {
  return { ...item.resource, deletedDateTime: graphTime(item.deletedAt) };
}

function listDeleted(call: GraphCall, tenant: GraphTenant, kind: DeletedItem['kind']): GraphReply {
  const items = [...tenant.memory.deletedItems.values()].filter((item) => item.kind === kind).map(deletedResource);
  return collectionReply(call, tenant, { items, policy: applicationPolicy, contextName: 'directoryObjects' });
}

/** The object id stands in front of the user principal name of somebody who was deleted. */
function deletedUser(call: GraphCall, person: Person): Resource {
  const resource = visibleUserResource(person, call.token.scopes, call.person.id);
  const userPrincipalName = `${person.id.replaceAll('-', '')}${person.userPrincipalName}`;
  return { ...resource, userPrincipalName, '@odata.type': '#microsoft.graph.user' };
}

function listDeletedUsers(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = recordSource(tenant.state.people, (person) =>
    person.deletedAt === null ? null : deletedUser(call, person),
  );
  const policy = { ...userPolicy, defaultSelect: null };
  return collectionReply(call, tenant, { items, policy, contextName: 'directoryObjects' });
}

function getDeleted(call: GraphCall, tenant: GraphTenant): GraphReply {
  const id = parameterOf(call, 'itemId');
  const person = tenant.state.people.get(id.toLowerCase());
  if (person !== undefined && person.deletedAt !== null) {
    if (!deletedUserScopes.some((scope) => call.token.scopes.has(scope))) throw requestDenied();
    const policy = { ...userPolicy, typeName: 'DirectoryObject', defaultSelect: null };
    return entityReply(call, tenant, { item: deletedUser(call, person), policy, contextName: 'directoryObjects' });
  }
  const item = tenant.memory.deletedItems.get(id);
  if (item === undefined || !readScopes.some((scope) => call.token.scopes.has(scope))) throw resourceNotFound(id);
  const policy = { ...applicationPolicy, typeName: 'DirectoryObject' };
  return entityReply(call, tenant, { item: deletedResource(item), policy, contextName: 'directoryObjects' });
}
