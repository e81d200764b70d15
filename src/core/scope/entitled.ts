import type { AppRole, AppRoleAssignment } from '#core/graph/shapes';
import { defaultAccessId, usableRoles } from '#core/setup/plan/access';

/** What kind of principal an assignment is about. */
export type PrincipalKind = 'person' | 'group' | 'other';

/** Takes an assignment; says what it is about: `principalType` is User, Group or ServicePrincipal. Pure. Source: learn.microsoft.com/graph/api/resources/approleassignment */
export function principalKind({ principalType }: Pick<AppRoleAssignment, 'principalType'>): PrincipalKind {
  const type = principalType?.toLowerCase();
  if (type === 'group') return 'group';
  return type === 'serviceprincipal' ? 'other' : 'person';
}

/**
 * Takes an app role id and the application's roles; says whether who has it is provisioned: an enabled role that people can have, or
 * Default Access where the application declares none. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-no-users-provisioned
 */
export function isEntitling(appRoleId: string, roles: readonly AppRole[]): boolean {
  const usable = usableRoles(roles);
  return appRoleId === defaultAccessId ? usable.length === 0 : usable.some(({ id }) => id === appRoleId);
}

/** Object ids of people and groups whose assignment counts. */
export interface EntitledPrincipals {
  readonly people: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** Takes assignments and the application's roles; gives whose assignment counts. Pure. */
export function entitledPrincipals(
  assignments: readonly Pick<AppRoleAssignment, 'principalId' | 'principalType' | 'appRoleId'>[],
  roles: readonly AppRole[],
): EntitledPrincipals {
  const counting = assignments.filter(({ appRoleId }) => isEntitling(appRoleId, roles));
  const ids = (kind: PrincipalKind) =>
    new Set(counting.filter((one) => principalKind(one) === kind).map(({ principalId }) => principalId));
  return { people: ids('person'), groups: ids('group') };
}
