/** A SCIM resource as the server keeps it. Source: RFC 7643 */
export type ScimResource = Record<string, unknown> & { id: string };

/** The two resource types Entra provisions. */
export type ScimResourceType = 'User' | 'Group';

export const enterpriseUserSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const coreUserSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const coreGroupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const listResponseSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** A refusal in SCIM's own words; `scimType` is one of RFC 7644 section 3.12. */
export class ScimFault extends Error {
  readonly status: number;
  readonly scimType: string | null;
  constructor(status: number, detail: string, scimType: string | null = null) {
    super(detail);
    this.name = 'ScimFault';
    this.status = status;
    this.scimType = scimType;
  }
}

/**
 * True when a value is a plain JSON object.
 * Takes any value; gives a type guard.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Turns Entra's string booleans ("True", "False") into booleans and leaves anything else.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 */
export function toBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : value;
}
