import type { AppRoleRecord, GalleryTemplateRecord } from '#emulator/state';

/** Id that stands for "Default Access" where an application declares no app role. */
export const defaultAccessRoleId = '00000000-0000-0000-0000-000000000000';

const namesByKind = { none: [], msiam_access: ['msiam_access'], user: ['User', 'msiam_access'] } as const;

/**
 * The app roles of an application right after it was made from a gallery template: usually one, `msiam_access`.
 * Source: learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph
 */
export function initialAppRoles(template: GalleryTemplateRecord, newId: () => string): AppRoleRecord[] {
  return namesByKind[template.appRoles ?? 'msiam_access'].map((name) => ({
    id: newId(),
    displayName: name,
    description: name,
    value: null,
    isEnabled: true,
    allowedMemberTypes: ['User'],
  }));
}
