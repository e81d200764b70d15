import { z } from 'zod';

const line = z.string().max(2000);
const lines = z.array(line).max(100);

/** Ways in which a provisioning service signs in, as vendor profiles name them. */
export const authenticationTypes = [
  'bearerToken',
  'oauth2AuthorizationCode',
  'oauth2ClientCredentials',
  'basic',
  'tenantUrlOnly',
  'vendorSpecific',
] as const;

/** Where the value of a credential field comes from. */
export const valueKinds = ['fixed', 'choice', 'template', 'fromVendor', 'free'] as const;

/** One credential field as a person writes it. */
export const DraftField = z.strictObject({
  /** Graph key, for example BaseAddress. */
  key: z.string().max(80),
  label: line,
  /** What the vendor calls it; '' = the same. */
  vendorLabel: line,
  secret: z.boolean(),
  required: z.boolean(),
  kind: z.enum(valueKinds),
  /** The value, the pattern with {places}, or the choices, one a line; '' for what only the vendor gives. */
  value: z.string().max(4000),
});
export type DraftField = z.infer<typeof DraftField>;

/** Mappings of one kind of object as the live schema has them. */
export const DraftMapping = z.strictObject({
  source: line,
  target: line,
  attributes: z
    .array(
      z.strictObject({
        name: line,
        type: line,
        required: z.boolean().nullable(),
        matchingPriority: z.number().int().nullable(),
      }),
    )
    .max(2000),
});
export type DraftMapping = z.infer<typeof DraftMapping>;

/** A vendor profile while a person writes it: what the live schema knows, and what only a person can say. */
export const ProfileDraft = z.strictObject({
  id: z.string().max(80),
  displayName: line,
  aliases: lines,
  homepage: line,
  addMethod: z.enum(['instantiate', 'oidcSignUp', 'nonGallery']),
  authenticationType: z.enum(authenticationTypes),
  fields: z.array(DraftField).max(20),
  createUsers: z.boolean(),
  updateUsers: z.boolean(),
  removeUsers: z.boolean(),
  groups: z.enum(['none', 'full', 'updateOnly', 'unknown']),
  singleSignOn: z.enum(['none', 'recommended', 'required', 'unknown']),
  consoleUrl: line,
  contactEmail: line,
  contactUrl: line,
  /** What has to be done at the vendor, one step each. */
  steps: lines,
  appRoles: lines,
  defaultAccess: z.enum(['excluded', 'included', 'unknown']),
  deprovisioning: z.enum(['softDelete', 'hardDelete', 'disableOnly', 'hide', 'unknown']),
  limitations: lines,
  checks: lines,
  mappings: z.array(DraftMapping).max(20),
  /** What the draft was made from. */
  origin: z.strictObject({
    application: line,
    synchronizationTemplateId: line.nullable(),
    schemaVersion: line.nullable(),
  }),
});
export type ProfileDraft = z.infer<typeof ProfileDraft>;
