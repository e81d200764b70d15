import type { PermissionView } from '#shared/model/session';

/**
 * Delegated permissions of Microsoft Graph, short names, by what the product does with them.
 * Source: learn.microsoft.com/graph/permissions-reference
 */
export const scopes = {
  signIn: 'User.Read',
  synchronization: 'Synchronization.ReadWrite.All',
  applications: 'Application.ReadWrite.All',
  assignments: 'AppRoleAssignment.ReadWrite.All',
  people: 'User.ReadBasic.All',
  peopleInFull: 'User.Read.All',
  groups: 'GroupMember.Read.All',
  provisioningLogs: 'ProvisioningLog.Read.All',
  auditLogs: 'AuditLog.Read.All',
  licences: 'LicenseAssignment.Read.All',
} as const;

/** The closed list of permissions that the product ever asks for, each with the reason that is shown before consent. */
export const permissions: readonly PermissionView[] = [
  {
    scope: scopes.signIn,
    reason: 'Sign you in, and show who you are, in which tenant and with which roles.',
    when: 'signIn',
    adminConsent: false,
  },
  {
    scope: scopes.applications,
    reason: 'Find or create the enterprise application, and add an app role where its vendor needs one.',
    when: 'signIn',
    adminConsent: true,
  },
  {
    scope: scopes.synchronization,
    reason: 'Set up, test, start, pause and watch the synchronization job, its connection and its mappings.',
    when: 'signIn',
    adminConsent: true,
  },
  {
    scope: scopes.assignments,
    reason: 'Assign people and groups to the application. Asked for when a plan has assignments.',
    when: 'later',
    adminConsent: true,
  },
  {
    scope: scopes.people,
    reason: 'Find people by their user principal name. Asked for when a person is named.',
    when: 'later',
    adminConsent: false,
  },
  {
    scope: scopes.peopleInFull,
    reason:
      'Read the attributes that filters and mappings look at, and whether accounts are disabled, to say before a change whom it concerns. Asked for when an impact is computed and when somebody asks why a person is (not) provisioned; it works with less without.',
    when: 'later',
    adminConsent: true,
  },
  {
    scope: scopes.groups,
    reason:
      'Find groups by name, read their members, and see which assigned groups a person is in. Asked for when a group is named and when somebody asks why a person is (not) provisioned.',
    when: 'later',
    adminConsent: true,
  },
  {
    scope: scopes.provisioningLogs,
    reason: 'Read the provisioning log. Asked for when the log is opened.',
    when: 'later',
    adminConsent: true,
  },
  {
    scope: scopes.auditLogs,
    reason: 'Read who changed provisioning and when. Asked for by an audit export and by the history of changes.',
    when: 'later',
    adminConsent: true,
  },
  {
    scope: scopes.licences,
    reason: 'See whether the tenant has a P1 or P2 licence. Asked for when prerequisites are looked up.',
    when: 'later',
    adminConsent: false,
  },
];

/** The permissions that a first sign-in asks for; the others follow when they are needed. */
export const signInScopes: readonly string[] = permissions
  .filter((permission) => permission.when === 'signIn')
  .map((permission) => permission.scope);

interface RoleRule {
  readonly matches: RegExp;
  readonly roles: string;
}

const roleRules: readonly RoleRule[] = [
  {
    matches: /^\/auditLogs\//,
    roles:
      'Reports Reader, Security Reader, Global Reader, Application Administrator or Cloud Application Administrator',
  },
  {
    // There is no owner yet.
    matches: /^\/applicationTemplates\//,
    roles: 'Application Administrator, Cloud Application Administrator or Application Developer',
  },
  {
    matches: /\/appRoleAssignedTo/,
    roles:
      'Application Administrator, Cloud Application Administrator or User Administrator, or being an owner of the application',
  },
  {
    matches: /\/synchronization(\/|$)/,
    roles:
      'Application Administrator or Cloud Application Administrator, or a custom role with the synchronization actions',
  },
];

const defaultRoles =
  'Application Administrator or Cloud Application Administrator, or being an owner of the application';

/**
 * Takes the path of a Graph call; gives in words which Entra roles would allow it.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-overview and the permission notes of each call
 */
export const rolesFor = (path: string): string =>
  roleRules.find((rule) => rule.matches.test(path))?.roles ?? defaultRoles;
