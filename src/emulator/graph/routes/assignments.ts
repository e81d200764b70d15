import { defaultAccessRoleId } from '#emulator/directory/app-roles';
import { findPerson } from '#emulator/directory/membership';
import { collectionReply } from '#emulator/graph/collection-reply';
import { badRequest, GraphFault, resourceNotFound } from '#emulator/graph/graph-fault';
import {
  type GraphCall,
  type GraphReply,
  type GraphTenant,
  objectBody,
  parameterOf,
} from '#emulator/graph/graph-tenant';
import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import type { Route } from '#emulator/graph/route';
import { visibleServicePrincipal } from '#emulator/graph/visibility';
import type { AssignmentRecord, ServicePrincipalRecord } from '#emulator/state';

const readScopes = [
  'Application.Read.All',
  'Directory.Read.All',
  'Application.ReadWrite.All',
  'Directory.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
];
const writeScopes = ['AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All', 'Directory.ReadWrite.All'];
const pattern = '/servicePrincipals/{servicePrincipalId}/appRoleAssignedTo';

/** Who is assigned to an application. Sources: learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto, -post-approleassignedto, -delete-approleassignedto */
export const assignmentRoutes: readonly Route[] = [
  { method: 'GET', pattern, scopes: readScopes, right: 'member', handle: list },
  { method: 'POST', pattern, scopes: writeScopes, right: 'assign', handle: assign },
  { method: 'DELETE', pattern: `${pattern}/{assignmentId}`, scopes: writeScopes, right: 'assign', handle: unassign },
];

const assignmentPolicy: CollectionPolicy = {
  typeName: 'AppRoleAssignment',
  filterable: {
    principalDisplayName: ['eq', 'startswith'],
    principalId: ['eq'],
    resourceId: ['eq'],
  },
  orderable: ['principalDisplayName'],
  advancedQueries: false,
  caseSensitive: false,
  defaultPageSize: 100,
  maxPageSize: 999,
  supportsCount: true,
  defaultSelect: null,
  alwaysId: false,
};

function list(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = visibleServicePrincipal(call, tenant);
  const items = [...tenant.state.assignments.values()]
    .filter((assignment) => assignment.servicePrincipalId === servicePrincipal.id)
    .map((assignment) => assignmentResource(assignment, servicePrincipal, tenant));
  return collectionReply(call, tenant, { items, policy: assignmentPolicy, contextName: 'appRoleAssignments' });
}

function assignmentResource(
  assignment: AssignmentRecord,
  servicePrincipal: ServicePrincipalRecord,
  tenant: GraphTenant,
): Resource {
  const { principalId, principalKind } = assignment;
  const name =
    principalKind === 'group'
      ? tenant.state.groups.get(principalId)?.displayName
      : tenant.state.people.get(principalId)?.attributes.displayName;
  return {
    id: assignment.id,
    deletedDateTime: null,
    appRoleId: assignment.appRoleId,
    createdDateTime: new Date(assignment.createdAt).toISOString(),
    principalDisplayName: name ?? null,
    principalId,
    principalType: principalKind === 'group' ? 'Group' : 'User',
    resourceDisplayName: servicePrincipal.displayName,
    resourceId: servicePrincipal.id,
  };
}

function assign(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = visibleServicePrincipal(call, tenant);
  const body = objectBody(call) ?? {};
  const { principalId, resourceId, appRoleId } = body;
  if (typeof principalId !== 'string' || typeof resourceId !== 'string' || typeof appRoleId !== 'string') {
    throw badRequest('principalId, resourceId and appRoleId are required.');
  }
  if (resourceId !== servicePrincipal.id) {
    throw badRequest(`Invalid value specified for property 'resourceId': it must be '${servicePrincipal.id}'.`);
  }
  const kind = principalKindOf(principalId, tenant);
  checkRole(appRoleId, servicePrincipal, tenant);
  const same = [...tenant.state.assignments.values()].some(
    (known) =>
      known.servicePrincipalId === servicePrincipal.id &&
      known.principalId === principalId &&
      known.appRoleId === appRoleId,
  );
  if (same) throw badRequest('Permission being assigned already exists on the object');
  const assignment: AssignmentRecord = {
    id: Buffer.from(`${tenant.newId()}${tenant.newId()}`.replaceAll('-', ''), 'hex').toString('base64url'),
    servicePrincipalId: servicePrincipal.id,
    principalId,
    principalKind: kind,
    appRoleId,
    createdAt: tenant.clock.now(),
  };
  tenant.state.assignments.set(assignment.id, assignment);
  const context = `${tenant.origin}/v1.0/$metadata#servicePrincipals('${servicePrincipal.id}')/appRoleAssignedTo/$entity`;
  return {
    status: 201,
    body: { '@odata.context': context, ...assignmentResource(assignment, servicePrincipal, tenant) },
  };
}

function principalKindOf(principalId: string, tenant: GraphTenant): 'user' | 'group' {
  if (findPerson(tenant.state, principalId) !== null) return 'user';
  const group = tenant.state.groups.get(principalId);
  if (group === undefined || group.deletedAt !== null) throw resourceNotFound(principalId);
  if (!group.securityEnabled) {
    throw badRequest('Only security-enabled groups can be assigned to an application.');
  }
  if (!tenant.state.premium) {
    throw new GraphFault(403, 'Authorization_RequestDenied', {
      message: 'Assigning groups to an application needs Microsoft Entra ID P1 or P2.',
    });
  }
  return 'group';
}

// Default access exists only while the application declares no role.
function checkRole(appRoleId: string, servicePrincipal: ServicePrincipalRecord, tenant: GraphTenant): void {
  const roles = tenant.state.applications.get(servicePrincipal.applicationObjectId)?.appRoles ?? [];
  if (appRoleId === defaultAccessRoleId && roles.length === 0) return;
  const role = roles.find((candidate) => candidate.id === appRoleId);
  if (role === undefined || !role.isEnabled || !role.allowedMemberTypes.includes('User')) {
    throw badRequest(`Permission being assigned was not found on application '${servicePrincipal.appId}'.`);
  }
}

function unassign(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = visibleServicePrincipal(call, tenant);
  const id = parameterOf(call, 'assignmentId');
  const assignment = tenant.state.assignments.get(id);
  if (assignment === undefined || assignment.servicePrincipalId !== servicePrincipal.id) throw resourceNotFound(id);
  tenant.state.assignments.delete(id);
  const { servicePrincipalId, principalId } = assignment;
  tenant.state.removedAssignments.push({ servicePrincipalId, principalId, at: tenant.clock.now() });
  return { status: 204 };
}
