import { z } from 'zod';

/** A Microsoft cloud: its sign-in authority and Graph root. Source: learn.microsoft.com/graph/deployments */
export const Cloud = z.strictObject({
  name: z.string(),
  authority: z.string(),
  graph: z.string(),
  adminCenter: z.string(),
  builtIn: z.boolean(),
});
export type Cloud = z.infer<typeof Cloud>;

/** A signed-in account in one tenant. The same person in two tenants is two of these. */
export const Account = z.strictObject({
  homeAccountId: z.string(),
  tenantId: z.string(),
  username: z.string(),
  displayName: z.string().nullable(),
  cloud: z.string(),
});
export type Account = z.infer<typeof Account>;

/** An Entra role as seen by the signed-in person. `effect` says what it means for provisioning. */
export const RoleView = z.strictObject({ displayName: z.string(), roleTemplateId: z.string().nullable() });
export type RoleView = z.infer<typeof RoleView>;

/** One permission the product asks for, with the reason shown before consent. Source: learn.microsoft.com/graph/permissions-reference */
export const PermissionView = z.strictObject({
  scope: z.string(),
  reason: z.string(),
  when: z.enum(['signIn', 'later']),
  adminConsent: z.boolean(),
});
export type PermissionView = z.infer<typeof PermissionView>;

/** What the roles that could be seen allow; `unknown` where an owner or a custom role may allow more. It only informs. */
export const Access = z.enum(['readWrite', 'readOnly', 'unknown']);
export type Access = z.infer<typeof Access>;

/** Who is signed in, where, with which roles; whether the sign-in outlives this process. */
export const SessionView = z.strictObject({
  cloud: Cloud,
  account: Account.nullable(),
  tenantName: z.string().nullable(),
  roles: z.array(RoleView).nullable(),
  roleNote: z.string().nullable(),
  access: Access,
  persistence: z.enum(['keychain', 'process']),
  demo: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
