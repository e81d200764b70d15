import type { GraphRequest } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import { synchronization } from './fake-synchronization-routes.ts';
import {
  type FakePrincipal,
  type FakeRole,
  galleryTemplateId,
  missing,
  type RoutedRequest,
  type TenantState,
} from './fake-tenant-state.ts';

const shownPrincipal = (one: FakePrincipal) => ({
  id: one.id,
  appId: one.appId,
  displayName: one.displayName,
  applicationTemplateId: one.templateId,
  appRoles: one.roles,
  preferredSingleSignOnMode: one.sso,
});

const shownApplication = (one: FakePrincipal) => ({
  id: one.applicationId,
  appId: one.appId,
  displayName: one.displayName,
  appRoles: one.roles,
});

/**
 * Does to the tenant what the request asks for and gives the answer's body.
 * Raises `not_found` for what is not there or not seen yet, and an error of its own for a route it does not have.
 */
export function act(tenant: TenantState, request: GraphRequest): unknown {
  const { method, path } = request;
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const routed = { tenant, request, parts };
  if (parts[0] === 'users')
    return (
      tenant.users.get(parts[1] ?? '') ?? [...tenant.users.values()].find((user) => user.id === parts[1]) ?? missing()
    );
  if (parts[0] === 'groups') return groups(routed);
  if (parts[0] === 'applicationTemplates') return templates(routed);
  if (parts[0]?.startsWith('applications')) return applications(routed);
  if (parts[0] === 'servicePrincipals') return servicePrincipals(routed);
  throw new Error(`the fake tenant has no route ${method} ${path}`);
}

function groups({ tenant, request, parts }: RoutedRequest): unknown {
  if (parts[2] === 'members')
    return { value: [...tenant.groups.values()].find((group) => group.id === parts[1])?.members ?? [] };
  const byId = [...tenant.groups.values()].find((group) => group.id === parts[1]);
  if (parts[1] !== undefined) return byId ?? missing();
  const name = /displayName eq '(.*)'/.exec(request.query?.$filter ?? '')?.[1];
  const found = tenant.groups.get(name ?? '');
  return { value: found === undefined ? [] : [found] };
}

function templates({ tenant, request, parts }: RoutedRequest): unknown {
  const template = { id: galleryTemplateId, displayName: tenant.templateName, supportedProvisioningTypes: ['sync'] };
  if (request.method === 'GET') return parts.length > 1 ? template : { value: [template] };
  const made = tenant.addApplication((request.body as { displayName: string }).displayName);
  return { application: shownApplication(made), servicePrincipal: shownPrincipal(made) };
}

function applications({ tenant, request, parts }: RoutedRequest): unknown {
  const appId = /appId='(.*)'/.exec(parts[0] ?? '')?.[1];
  const one = tenant.visible(
    tenant.principals.find((principal) => principal.appId === appId || principal.applicationId === parts[1]),
  );
  if (request.method === 'DELETE') {
    tenant.principals.splice(tenant.principals.indexOf(one), 1);
    return null;
  }
  if (request.method === 'PATCH') {
    one.roles = structuredClone((request.body as { appRoles: FakeRole[] }).appRoles);
    return null;
  }
  return shownApplication(one);
}

function servicePrincipals(routed: RoutedRequest): unknown {
  const { tenant, request, parts } = routed;
  const seen = tenant.principals.filter((one) => one.visibleAt <= tenant.clock.now());
  if (parts.length === 1) {
    const filter = request.query?.$filter ?? '';
    const wanted = /'(.*)'/.exec(filter)?.[1];
    return {
      value: seen
        .filter((one) => (filter.startsWith('displayName') ? one.displayName : one.templateId) === wanted)
        .map((one) => shownPrincipal(one)),
    };
  }
  const one = tenant.visible(tenant.principals.find((principal) => principal.id === parts[1]));
  if (parts[2] === 'appRoleAssignedTo') return assignments(routed, one);
  if (parts[2] === 'synchronization') return synchronization({ ...routed, parts: parts.slice(3) }, one);
  if (request.method === 'DELETE') {
    tenant.principals.splice(tenant.principals.indexOf(one), 1);
    return null;
  }
  return shownPrincipal(one);
}

function assignments({ tenant, request, parts }: RoutedRequest, one: FakePrincipal): unknown {
  if (request.method === 'GET') return { value: one.assignments };
  if (request.method === 'DELETE') {
    one.assignments = one.assignments.filter((assignment) => assignment.id !== parts[3]);
    return null;
  }
  const { principalId, appRoleId } = request.body as { principalId: string; appRoleId: string };
  if (
    one.assignments.some((assignment) => assignment.principalId === principalId && assignment.appRoleId === appRoleId)
  ) {
    throw new CoreError('graph_error', 'Permission being assigned already exists on the object', {
      requestId: 'req-400',
    });
  }
  const principalType = [...tenant.groups.values()].some((group) => group.id === principalId) ? 'Group' : 'User';
  const made = { id: `assignment-${tenant.newId()}`, principalId, principalType, appRoleId };
  one.assignments.push(made);
  return made;
}
