/** A delegated permission of Microsoft Graph. */
export interface GraphPermission {
  readonly name: string;
  readonly adminConsent: boolean;
  /** Short text of the consent page. */
  readonly consentText: string;
}

const permission = (name: string, consentText: string, adminConsent = true): GraphPermission => ({
  name,
  adminConsent,
  consentText,
});

/**
 * Delegated permissions that exist on the demo tenant's Graph; any other name is refused with AADSTS650053.
 * Source: learn.microsoft.com/graph/permissions-reference
 */
export const graphPermissions: readonly GraphPermission[] = [
  permission('User.Read', 'Sign you in and read your profile', false),
  permission('User.ReadBasic.All', "Read all users' basic profiles", false),
  permission('LicenseAssignment.Read.All', 'Read license assignments', false),
  permission('User.Read.All', "Read all users' full profiles"),
  permission('User.ReadWrite.All', "Read and write all users' full profiles"),
  permission('Group.Read.All', 'Read all groups'),
  permission('GroupMember.Read.All', 'Read group memberships'),
  permission('Directory.Read.All', 'Read directory data'),
  permission('Directory.ReadWrite.All', 'Read and write directory data'),
  permission('Application.Read.All', 'Read applications'),
  permission('Application.ReadWrite.All', 'Read and write all applications'),
  permission('AppRoleAssignment.ReadWrite.All', 'Manage app permission grants and app role assignments'),
  permission('Synchronization.Read.All', 'Read all Entra ID synchronization data'),
  permission('Synchronization.ReadWrite.All', 'Read and write all Entra ID synchronization data'),
  permission('SynchronizationData-User.Upload', 'Upload user data to the identity synchronization service'),
  permission('ProvisioningLog.Read.All', 'Read all provisioning log data'),
  permission('AuditLog.Read.All', 'Read all audit log data'),
  permission('Reports.Read.All', 'Read all usage reports'),
  permission('Organization.Read.All', 'Read organization information'),
  permission('RoleManagement.Read.Directory', 'Read directory RBAC settings'),
  permission('Policy.Read.All', "Read your organization's policies"),
  permission('Domain.Read.All', 'Read domains'),
];

/** Scopes of OpenID Connect with their texts on the consent page. */
export const openIdScopes: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
};

/**
 * Roles whose holders may consent to delegated permissions of Microsoft Graph for the whole organization.
 * Source: learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
export const consentingRoles: ReadonlySet<string> = new Set([
  'Global Administrator',
  'Privileged Role Administrator',
  'Application Administrator',
  'Cloud Application Administrator',
]);
