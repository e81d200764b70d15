import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import { deleteServicePrincipalRecord } from '#emulator/graph/deletion';
import { badRequest } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, objectBody } from '#emulator/graph/graph-tenant';
import { servicePrincipalPolicy, servicePrincipalResource } from '#emulator/graph/resources/application';
import { userPolicy, visibleUserResource } from '#emulator/graph/resources/user';
import type { Route } from '#emulator/graph/route';
import { isVisible, visibleServicePrincipal } from '#emulator/graph/visibility';
import type { ServicePrincipalRecord } from '#emulator/state';

const writeScopes = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];
const readScopes = ['Application.Read.All', 'Directory.Read.All', ...writeScopes];

/** Service principals. Sources: learn.microsoft.com/graph/api/serviceprincipal-list, -get, -update, -delete, -list-owners */
export const servicePrincipalRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/servicePrincipals', scopes: readScopes, right: 'member', handle: list },
  {
    method: 'GET',
    pattern: '/servicePrincipals/{servicePrincipalId}',
    scopes: readScopes,
    right: 'member',
    handle: get,
  },
  {
    method: 'PATCH',
    pattern: '/servicePrincipals/{servicePrincipalId}',
    scopes: writeScopes,
    right: 'updateServicePrincipal',
    handle: update,
  },
  {
    method: 'DELETE',
    pattern: '/servicePrincipals/{servicePrincipalId}',
    scopes: writeScopes,
    right: 'deleteApplication',
    handle: remove,
  },
  {
    method: 'GET',
    pattern: '/servicePrincipals/{servicePrincipalId}/owners',
    scopes: readScopes,
    right: 'member',
    handle: listOwners,
  },
];

function resourceOf(record: ServicePrincipalRecord, tenant: GraphTenant) {
  const application = tenant.state.applications.get(record.applicationObjectId);
  return servicePrincipalResource(record, application, tenant.state.tenantId);
}

function list(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = [...tenant.state.servicePrincipals.values()]
    .filter((record) => isVisible(record, tenant))
    .map((record) => resourceOf(record, tenant));
  return collectionReply(call, tenant, { items, policy: servicePrincipalPolicy, contextName: 'servicePrincipals' });
}

function get(call: GraphCall, tenant: GraphTenant): GraphReply {
  const item = resourceOf(visibleServicePrincipal(call, tenant), tenant);
  return entityReply(call, tenant, { item, policy: servicePrincipalPolicy, contextName: 'servicePrincipals' });
}

/** Members that a PATCH may change without any effect on the rest of the tenant, with the type that each must have. */
const plainMembers: Readonly<Record<string, (value: unknown) => boolean>> = {
  accountEnabled: (value) => typeof value === 'boolean',
  appRoleAssignmentRequired: (value) => typeof value === 'boolean',
  loginUrl: isTextOrNull,
  notes: isTextOrNull,
  notificationEmailAddresses: isTextList,
  tags: isTextList,
};

const signOnModes = ['password', 'saml', 'notSupported', 'oidc'];

function update(call: GraphCall, tenant: GraphTenant): GraphReply {
  const record = visibleServicePrincipal(call, tenant);
  const body = objectBody(call);
  if (body === null) throw badRequest('The request body must be a JSON object.');
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) checkMember(name, value, plain);
  if (typeof body.displayName === 'string') record.displayName = body.displayName;
  const mode = body.preferredSingleSignOnMode;
  if (mode === null || typeof mode === 'string') record.preferredSingleSignOnMode = mode;
  record.properties = { ...record.properties, ...plain };
  return { status: 204 };
}

function checkMember(name: string, value: unknown, plain: Record<string, unknown>): void {
  if (name === 'displayName') {
    if (typeof value !== 'string' || value === '') throw invalidValue(name);
    return;
  }
  if (name === 'preferredSingleSignOnMode') {
    if (value !== null && !signOnModes.includes(String(value))) throw invalidValue(name);
    return;
  }
  const isValid = Object.hasOwn(plainMembers, name) ? plainMembers[name] : undefined;
  if (isValid === undefined) {
    throw badRequest(`Property '${name}' is read-only or does not exist on resource 'ServicePrincipal'.`);
  }
  if (!isValid(value)) throw invalidValue(name);
  plain[name] = value;
}

function invalidValue(name: string): Error {
  return badRequest(`Invalid value specified for property '${name}' of resource 'ServicePrincipal'.`);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function remove(call: GraphCall, tenant: GraphTenant): GraphReply {
  deleteServicePrincipalRecord(tenant, visibleServicePrincipal(call, tenant));
  return { status: 204 };
}

function listOwners(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = visibleServicePrincipal(call, tenant).owners.flatMap((id) => {
    const person = tenant.state.people.get(id);
    if (person === undefined || person.deletedAt !== null) return [];
    const resource = visibleUserResource(person, call.token.scopes, call.person.id);
    return [{ '@odata.type': '#microsoft.graph.user', ...resource }];
  });
  const policy = { ...userPolicy, defaultSelect: null };
  return collectionReply(call, tenant, { items, policy, contextName: 'directoryObjects' });
}
