import type { Access, RoleView } from '#shared/model/session';

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

/** Built-in roles that read and never write. Source: as above. */
const readers: ReadonlySet<string> = new Set([
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
  '5d6b6bb7-de71-4623-b4af-96380a352509', // Security Reader
  '4a5d8f65-41da-4de4-8968-e035b65339cf', // Reports Reader
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b', // Directory Readers
]);

/** Takes the roles that could be seen, null where they could not; gives what they allow. Pure. */
export function accessOf(roles: readonly RoleView[] | null): Access {
  if (roles === null || roles.length === 0) return 'unknown';
  if (roles.some(isSufficient)) return 'readWrite';
  return roles.every(({ roleTemplateId }) => readers.has(roleTemplateId?.toLowerCase() ?? '')) ? 'readOnly' : 'unknown';
}

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
