import type { Person, ServicePrincipalRecord } from '#emulator/state';

/** What a person must be able to do for a route, beside holding a token with the right scope. */
export type Right =
  | 'member'
  | 'readSynchronization'
  | 'manageSynchronizationJobs'
  | 'manageSynchronizationSchema'
  | 'manageSynchronizationCredentials'
  | 'assign'
  | 'instantiate'
  | 'updateServicePrincipal'
  | 'updateApplication'
  | 'deleteApplication'
  | 'readReports';

interface Rule {
  /** Built-in roles by display name. */
  readonly roles: readonly string[];
  /** Actions of custom roles, any one. */
  readonly actions: readonly string[];
  readonly ownerMay: boolean;
}

const applicationAdministrators = ['Application Administrator', 'Cloud Application Administrator'];
const prefix = 'microsoft.directory';

/**
 * Sources: learn.microsoft.com/entra/identity/role-based-access-control/custom-enterprise-app-permissions and the
 * "Permissions" section of each operation's page.
 */
const rules: Readonly<Record<Exclude<Right, 'member'>, Rule>> = {
  readSynchronization: {
    roles: applicationAdministrators,
    actions: [
      `${prefix}/servicePrincipals/synchronization/standard/read`,
      `${prefix}/applications/synchronization/standard/read`,
    ],
    ownerMay: true,
  },
  manageSynchronizationJobs: {
    roles: applicationAdministrators,
    actions: [`${prefix}/servicePrincipals/synchronizationJobs/manage`],
    ownerMay: true,
  },
  manageSynchronizationSchema: {
    roles: applicationAdministrators,
    actions: [`${prefix}/servicePrincipals/synchronizationSchema/manage`],
    ownerMay: true,
  },
  manageSynchronizationCredentials: {
    roles: applicationAdministrators,
    actions: [`${prefix}/servicePrincipals/synchronizationCredentials/manage`],
    ownerMay: true,
  },
  assign: {
    roles: [
      ...applicationAdministrators,
      'User Administrator',
      'Directory Writers',
      'Identity Governance Administrator',
      'Hybrid Identity Administrator',
      'Privileged Role Administrator',
    ],
    actions: [`${prefix}/servicePrincipals/appRoleAssignedTo/update`],
    ownerMay: true,
  },
  instantiate: {
    roles: [...applicationAdministrators, 'Application Developer'],
    actions: [`${prefix}/applicationTemplates/instantiate`],
    ownerMay: false,
  },
  updateServicePrincipal: {
    roles: applicationAdministrators,
    actions: [`${prefix}/servicePrincipals/basic/update`],
    ownerMay: true,
  },
  updateApplication: {
    roles: applicationAdministrators,
    actions: [`${prefix}/applications/appRoles/update`],
    ownerMay: true,
  },
  deleteApplication: {
    roles: applicationAdministrators,
    actions: [`${prefix}/applications/delete`, `${prefix}/servicePrincipals/delete`],
    ownerMay: true,
  },
  readReports: {
    roles: [
      ...applicationAdministrators,
      'Reports Reader',
      'Security Reader',
      'Security Administrator',
      'Security Operator',
      'Global Reader',
    ],
    actions: [`${prefix}/provisioningLogs/allProperties/read`],
    // Owners read the rows of their own applications only, so the route decides.
    ownerMay: true,
  },
};

/**
 * True when a person may do that with a service principal (null: with none in particular). Where ownership is enough,
 * owning the service principal counts; owning the application registration does not.
 */
export function hasRight(person: Person, right: Right, servicePrincipal: ServicePrincipalRecord | null): boolean {
  if (right === 'member') return true;
  const rule = rules[right];
  if (person.roles.some(({ displayName }) => displayName === 'Global Administrator')) return true;
  if (person.roles.some(({ displayName }) => rule.roles.includes(displayName))) return true;
  if (person.customRoleActions.some((action) => rule.actions.includes(action))) return true;
  return rule.ownerMay && servicePrincipal?.owners.includes(person.id) === true;
}
