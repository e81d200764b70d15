import type { RoleView } from '#shared/model/session';

/**
 * Built-in roles that allow every synchronization call, by role template id.
 * Source: learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
const sufficientRoles: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', // Application Administrator
  '158c047a-c907-4556-b7ef-446551a6b5f7', // Cloud Application Administrator
]);

const sufficientNames: ReadonlySet<string> = new Set([
  'global administrator',
  'application administrator',
  'cloud application administrator',
]);

const isSufficient = (role: RoleView): boolean =>
  (role.roleTemplateId !== null && sufficientRoles.has(role.roleTemplateId.toLowerCase())) ||
  sufficientNames.has(role.displayName.toLowerCase());

/**
 * Takes the roles that could be seen; gives null when one of them allows provisioning, else a sentence that only informs: what a
 * person may do is decided by the service, which also knows owners and custom roles.
 */
export function roleNoteOf(roles: readonly RoleView[]): string | null {
  if (roles.some(isSufficient)) return null;
  return (
    'Application Administrator or Cloud Application Administrator: role not seen. You may be an owner or hold a custom role; ' +
    'nothing is stopped because of this, only a refusal of the service does.'
  );
}
