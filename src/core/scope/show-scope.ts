import { listFilterOperators } from '#core/graph/calls/filter-operators';
import { type AssignedGroup, readAssignedGroups } from '#core/graph/calls/group-facts';
import type { Graph } from '#core/graph/graph';
import type { AppRole, AppRoleAssignment } from '#core/graph/shapes';
import type { Ports } from '#core/ports';
import { filterAttributes } from '#core/schema/check-scope-edit';
import { describeScopingFilter } from '#core/schema/compare-filters';
import { defaultAccessId, defaultAccessName, exactRoleName, roleName, usableRoles } from '#core/setup/plan/access';
import type { Warning } from '#shared/model/plan';
import type { AssignmentView, ScopedObject, ScopeView } from '#shared/model/scope';
import { isEntitling, principalKind } from './entitled.ts';
import { missingPermissions } from './missing-permissions.ts';
import { type LiveScope, readScope } from './read-scope.ts';

const listed = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

function groupWarnings(group: AssignedGroup | undefined): readonly Warning[] {
  if (group === undefined) return [];
  return [
    ...(group.nested.length === 0
      ? []
      : [
          {
            code: 'nestedGroup',
            message: `It has groups inside (${listed(group.nested)}); their members are not provisioned.`,
            nextStep: 'Assign those groups as well.',
          },
        ]),
    ...(group.securityEnabled
      ? []
      : [
          {
            code: 'groupNotSecurityEnabled',
            message: 'It is not security-enabled, so it cannot be assigned anew and may not be provisioned.',
            nextStep: 'Use a security group with the same members.',
          },
        ]),
  ];
}

function roleWarnings(appRoleId: string, roles: readonly AppRole[]): readonly Warning[] {
  if (isEntitling(appRoleId, roles)) return [];
  if (appRoleId === defaultAccessId)
    return [
      {
        code: 'defaultAccess',
        message:
          'Default Access, although the application has roles: it may be left out as "not effectively entitled".',
        nextStep: 'Assign a role of the application, then remove this one.',
      },
    ];
  return [
    {
      code: 'roleUnusable',
      message: 'The app role is disabled or gone, so it is left out as "not effectively entitled".',
      nextStep: 'Assign another role, then remove this one.',
    },
  ];
}

/** Takes an assignment, the application's roles and the assigned groups; gives it as it is shown, with what to know about it. Pure. */
export function assignmentView(
  assignment: AppRoleAssignment,
  roles: readonly AppRole[],
  groups: ReadonlyMap<string, AssignedGroup>,
): AssignmentView {
  const { id, principalId, principalDisplayName, appRoleId } = assignment;
  const role = roles.find((one) => one.id === appRoleId);
  return {
    id,
    principalId,
    kind: principalKind(assignment),
    displayName: principalDisplayName ?? principalId,
    role: appRoleId === defaultAccessId ? defaultAccessName : role === undefined ? appRoleId : roleName(role),
    warnings: [...roleWarnings(appRoleId, roles), ...groupWarnings(groups.get(principalId))],
  };
}

/** Takes what stands; gives each kind of object with its filter and what a filter can look at. Pure. */
export const scopedObjects = ({ schema }: Pick<LiveScope, 'schema'>): ScopedObject[] =>
  (schema.synchronizationRules ?? []).flatMap((rule) =>
    (rule.objectMappings ?? []).map((mapping) => ({
      source: mapping.sourceObjectName,
      target: mapping.targetObjectName,
      enabled: mapping.enabled !== false,
      filter: mapping.scope ?? null,
      inWords: describeScopingFilter(mapping.scope),
      attributes: [
        ...(filterAttributes(schema, { directory: rule.sourceDirectoryName, object: mapping.sourceObjectName }) ?? []),
      ],
    })),
  );

/**
 * Takes an application; gives who is in scope and by which rules, with what a person should know about each assignment. What
 * needs a permission that is missing is left out and named. Raises `conflict` (noJob) and what Graph raises.
 */
export async function showScope(
  services: { readonly ports: Pick<Ports, 'identity'>; readonly graph: Graph },
  selection: { readonly application: string; readonly signal: AbortSignal },
): Promise<ScopeView> {
  const { graph, ports } = services;
  const { signal } = selection;
  const live = await readScope(graph, selection);
  const { servicePrincipal, job, settings, roles, assignments } = live;
  const ids = assignments.filter((one) => principalKind(one) === 'group').map(({ principalId }) => principalId);
  const [operators, { members, missing }] = await Promise.all([
    listFilterOperators(graph, { servicePrincipalId: servicePrincipal.id, jobId: job.id, signal }),
    missingPermissions(ports.identity, { groups: ids.length > 0 }, signal),
  ]);
  const groups = members ? await readAssignedGroups(graph, { ids: [...new Set(ids)], signal }) : new Map();
  return {
    application: servicePrincipal.displayName,
    servicePrincipalId: servicePrincipal.id,
    jobId: job.id,
    version: live.schema.version ?? null,
    hasRun: live.hasRun,
    people: settings.everyone ? 'everyone' : 'assigned',
    skipOutOfScopeDeletions: settings.skipOutOfScopeDeletions,
    deletionThreshold: settings.threshold,
    notificationEmail: settings.email,
    roles: usableRoles(roles).map((role) => ({
      id: role.id,
      name: exactRoleName(role, roles),
      displayName: roleName(role),
    })),
    assignments: assignments.map((assignment) => assignmentView(assignment, roles, groups)),
    objects: scopedObjects(live),
    operators: [...operators],
    missing: [...missing],
  };
}
