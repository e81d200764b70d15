import type { AppRole, AppRoleAssignment, DirectoryObject } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { didYouMean } from '#core/schema/check-edit';
import type { Principals } from '#core/setup/live-state';
import type { AssignmentConfiguration } from '#shared/model/configuration';

/** The app role id that means "Default Access". Source: learn.microsoft.com/graph/api/resources/approleassignment */
export const defaultAccessId = '00000000-0000-0000-0000-000000000000';

/** A person or group of a configuration, found in the directory. */
export interface WantedAssignment {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly principalId: string;
  readonly displayName: string;
  readonly role: string | undefined;
  readonly path: string;
}

const refuse = (
  reason: string,
  message: string,
  details: { readonly nextStep: string; readonly path: string },
): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep: details.nextStep, location: { path: details.path } });

/** Takes a name that was not found; gives what to do, with the close name before the general advice. */
const afterCloseName = ({ closeNames }: Principals, name: string, advice: string): string => {
  const close = closeNames.get(name);
  return close === undefined ? advice : `Did you mean "${close}"? If not: ${advice}`;
};

function resolveUser(name: string, principals: Principals, path: string): DirectoryObject {
  const found = principals.users.get(name);
  if (found !== undefined) return found;
  throw refuse('unknownUser', `There is no person "${name}" in this tenant.`, {
    nextStep: afterCloseName(
      principals,
      name,
      'Check the user principal name; a person who was deleted has to be restored first.',
    ),
    path,
  });
}

function resolveGroup(name: string, principals: Principals, path: string): DirectoryObject {
  const found = principals.groups.get(name);
  const [group] = found ?? [];
  if (group === undefined)
    throw refuse('unknownGroup', `There is no group "${name}" in this tenant.`, {
      nextStep: afterCloseName(principals, name, 'Check the display name, or give the object id.'),
      path,
    });
  if ((found ?? []).length > 1) {
    throw refuse('ambiguousGroup', `${(found ?? []).length} groups are called "${name}".`, {
      nextStep: `Give the object id of one: ${(found ?? []).map((one) => one.id).join(', ')}.`,
      path,
    });
  }
  return group;
}

/** The service refuses such a group; one that is assigned already is left alone. */
function checkSecurityEnabled(group: DirectoryObject, name: string, path: string): void {
  if (group.securityEnabled !== false) return;
  throw refuse(
    'groupNotSecurityEnabled',
    `The group "${name}" is not security-enabled, so it cannot be assigned to an application.`,
    { nextStep: 'Use a security group with the same members.', path },
  );
}

/** Takes the assignments of a configuration, who was found and who is assigned already (object ids); gives them with object ids, doubles left out. Raises `bad_request` (unknownUser, unknownGroup, ambiguousGroup, groupNotSecurityEnabled). Pure. */
export function resolveAssignments(
  assignments: readonly AssignmentConfiguration[],
  principals: Principals,
  assigned: ReadonlySet<string>,
): readonly WantedAssignment[] {
  const wanted = assignments.map((assignment, index): WantedAssignment => {
    const path = `assignments.${index}`;
    const kind = assignment.user === undefined ? 'group' : 'user';
    const name = assignment.user ?? assignment.group ?? '';
    const found = kind === 'user' ? resolveUser(name, principals, path) : resolveGroup(name, principals, path);
    if (kind === 'group' && !assigned.has(found.id)) checkSecurityEnabled(found, name, path);
    return { kind, name, principalId: found.id, displayName: found.displayName ?? name, role: assignment.role, path };
  });
  const keys = wanted.map((one) => `${one.principalId} ${one.role ?? ''}`);
  return wanted.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** Takes app roles; gives those that people can have: enabled, and open to users. Pure. Source: learn.microsoft.com/graph/api/resources/approle */
export const usableRoles = (roles: readonly AppRole[]): readonly AppRole[] =>
  roles.filter(
    (role) =>
      role.id !== defaultAccessId && role.isEnabled !== false && (role.allowedMemberTypes ?? ['User']).includes('User'),
  );

/** Takes the roles of a service principal and those of its registration, which may be ahead of it; gives both without doubles. Pure. */
export const mergedRoles = (
  one: readonly AppRole[] | null | undefined,
  other: readonly AppRole[] | null | undefined,
): readonly AppRole[] => {
  const byId = new Map([...(other ?? []), ...(one ?? [])].map((role) => [role.id, role]));
  return [...byId.values()];
};

/** Names by which a configuration may ask for no app role at all. */
export const defaultAccessName = 'Default Access';
const isDefaultAccess = (name: string): boolean => name === defaultAccessName || name === defaultAccessId;

const roleNames = (role: AppRole): readonly string[] =>
  [role.value, role.displayName, role.id].filter((name): name is string => typeof name === 'string' && name !== '');

/** Takes an app role and all of them; gives the shortest name that a configuration can ask for it by. Pure. */
export function exactRoleName(role: AppRole, roles: readonly AppRole[]): string {
  const usable = usableRoles(roles);
  return roleNames(role).find((name) => usable.find((one) => roleNames(one).includes(name))?.id === role.id) ?? role.id;
}

/** Takes an app role; gives its name as it is shown. Pure. */
export const roleName = (role: AppRole): string => role.displayName ?? role.value ?? role.id;

function namedRole(wanted: WantedAssignment, roles: readonly AppRole[]): AppRole {
  const name = wanted.role ?? '';
  const usable = usableRoles(roles);
  const found = usable.find((role) => roleNames(role).includes(name));
  if (found !== undefined) return found;
  const disabled = roles.some((role) => roleNames(role).includes(name));
  throw refuse(
    'unknownAppRole',
    disabled ? `The app role "${name}" cannot be given to people.` : `The application has no app role "${name}".`,
    {
      nextStep: didYouMean(
        name,
        usable.map((role) => role.value ?? roleName(role)),
      ),
      path: `${wanted.path}.role`,
    },
  );
}

const usualNames = ['user', 'msiam_access'];

function chosenRole(roles: readonly AppRole[], preferred: readonly string[]): AppRole | undefined {
  const order = [...preferred.map((name) => name.toLowerCase()), ...usualNames];
  const usable = usableRoles(roles);
  for (const name of order) {
    const role = usable.find((candidate) => roleNames(candidate).some((own) => own.toLowerCase() === name));
    if (role !== undefined) return role;
  }
  return usable[0];
}

/** An assignment to add; `appRoleId` null stands for the role that has to be added to the application first. */
export interface AssignmentToAdd {
  readonly wanted: WantedAssignment;
  readonly appRoleId: string | null;
  readonly roleName: string;
}

/** What has to be done so that the wanted people and groups are assigned with a valid role. */
export interface AccessDecision {
  readonly add: readonly AssignmentToAdd[];
  readonly kept: readonly WantedAssignment[];
  readonly addRole: boolean;
}

/** The name of the app role that is added when the application has none that people can have. */
export const addedRoleName = 'User';

/**
 * Takes the wanted assignments, the app roles, the assignments there are and the vendor's rules; gives what to add.
 * Default Access is used only when the application declares no role and the vendor does not leave such people out.
 * Raises `bad_request` (unknownAppRole). Pure.
 */
export function decideAccess(input: {
  readonly wanted: readonly WantedAssignment[];
  readonly roles: readonly AppRole[];
  readonly existing: readonly AppRoleAssignment[];
  readonly profile: Pick<EffectiveProfile, 'assignment'>;
}): AccessDecision {
  const { wanted, roles, existing, profile } = input;
  const excluded = profile.assignment.defaultAccessExcluded === true;
  const declared = roles.some((role) => role.id !== defaultAccessId && role.isEnabled !== false);
  const usual = chosenRole(roles, profile.assignment.appRoles);
  const valid = (appRoleId: string): boolean => appRoleId !== defaultAccessId || !excluded;
  const add: AssignmentToAdd[] = [];
  const kept: WantedAssignment[] = [];
  for (const one of wanted) {
    const own = existing.filter((assignment) => assignment.principalId === one.principalId);
    if (one.role !== undefined && isDefaultAccess(one.role)) {
      // Asked for by name, so it is not judged here; the service refuses it where the application declares roles.
      if (own.some((assignment) => assignment.appRoleId === defaultAccessId)) kept.push(one);
      else add.push({ wanted: one, appRoleId: defaultAccessId, roleName: defaultAccessName });
    } else if (one.role !== undefined) {
      const role = namedRole(one, roles);
      if (own.some((assignment) => assignment.appRoleId === role.id)) kept.push(one);
      else add.push({ wanted: one, appRoleId: role.id, roleName: roleName(role) });
    } else if (own.some((assignment) => valid(assignment.appRoleId))) kept.push(one);
    else if (usual !== undefined) add.push({ wanted: one, appRoleId: usual.id, roleName: roleName(usual) });
    else if (excluded || declared) add.push({ wanted: one, appRoleId: null, roleName: addedRoleName });
    else add.push({ wanted: one, appRoleId: defaultAccessId, roleName: defaultAccessName });
  }
  return { add, kept, addRole: add.some((one) => one.appRoleId === null) };
}
