import type { AppRoleRecord, AssignmentRecord, Group, Person, TenantState } from '#emulator/state';

const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** What assignments give to one person or group. */
export interface Entitlement {
  /** True when at least one of the roles makes the object eligible for provisioning. */
  readonly entitled: boolean;
  /** The assigned roles that exist, without Default Access. */
  readonly roles: readonly AppRoleRecord[];
}

/** Entitlements by object id; an object without an assignment is absent. */
export interface Entitlements {
  readonly users: ReadonlyMap<string, Entitlement>;
  readonly groups: ReadonlyMap<string, Entitlement>;
}

/**
 * Who is assigned to an application: directly, or as a direct member of an assigned group.
 * Groups inside groups are not expanded. Default Access counts only where the application declares no role.
 * Takes the tenant's state and a service principal id; changes nothing.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export function readEntitlements(state: TenantState, servicePrincipalId: string): Entitlements {
  const appRoles = appRolesOf(state, servicePrincipalId);
  const users = new Map<string, Entitlement>();
  const groups = new Map<string, Entitlement>();
  for (const assignment of state.assignments.values()) {
    if (assignment.servicePrincipalId !== servicePrincipalId) continue;
    const given = entitlementOf(assignment, appRoles);
    if (assignment.principalKind === 'user') {
      merge(users, assignment.principalId, given);
      continue;
    }
    const group = state.groups.get(assignment.principalId);
    if (group === undefined || group.deletedAt !== null) continue;
    merge(groups, group.id, given);
    for (const member of group.members) if (member.kind === 'user') merge(users, member.id, given);
  }
  return { users, groups };
}

function appRolesOf(state: TenantState, servicePrincipalId: string): readonly AppRoleRecord[] {
  const servicePrincipal = state.servicePrincipals.get(servicePrincipalId);
  const application =
    servicePrincipal === undefined ? undefined : state.applications.get(servicePrincipal.applicationObjectId);
  return application?.appRoles ?? [];
}

/**
 * What one assignment gives.
 * Takes the assignment and the application's roles. A disabled role, a role for applications only and Default Access
 * beside declared roles give no entitlement.
 */
export function entitlementOf(assignment: AssignmentRecord, appRoles: readonly AppRoleRecord[]): Entitlement {
  if (assignment.appRoleId === defaultAccess) {
    const declared = appRoles.some((role) => role.isEnabled && role.allowedMemberTypes.includes('User'));
    return { entitled: !declared, roles: [] };
  }
  const role = appRoles.find((each) => each.id === assignment.appRoleId);
  const eligible = role?.isEnabled === true && role.allowedMemberTypes.includes('User');
  return { entitled: eligible, roles: role === undefined ? [] : [role] };
}

function merge(into: Map<string, Entitlement>, id: string, given: Entitlement): void {
  const existing = into.get(id);
  if (existing === undefined) {
    into.set(id, given);
    return;
  }
  const added = given.roles.filter((role) => !existing.roles.some((each) => each.id === role.id));
  if (added.length === 0 && (existing.entitled || !given.entitled)) return;
  into.set(id, { entitled: existing.entitled || given.entitled, roles: [...existing.roles, ...added] });
}

/** True for a person whose account works: neither disabled nor deleted. */
export function isActivePerson(person: Person | undefined): boolean {
  return person?.accountEnabled === true && person.deletedAt === null;
}

const softDeletionMs = 30 * 86_400_000;

/**
 * True for a person who was deleted so long ago that nothing can bring the person back: 30 days.
 * Source: learn.microsoft.com/entra/fundamentals/users-restore
 */
export function isGoneForGood(person: Person, now: number): boolean {
  return person.deletedAt !== null && now - person.deletedAt >= softDeletionMs;
}

/** True for a group that is there. */
export function isActiveGroup(group: Group | undefined): boolean {
  return group !== undefined && group.deletedAt === null;
}
