import { z } from 'zod';
import { AttributeDefinitionConfiguration } from './attribute-definition.ts';
import { AttributeMapping, ScopingFilter } from './attribute-mapping.ts';
import { ServicePrincipalId, VendorId } from './ids.ts';

/** What an object mapping may do in the target. Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping (flowTypes) */
export const objectFlowActions = ['create', 'update', 'delete'] as const;
export const ObjectFlowAction = z.enum(objectFlowActions);
export type ObjectFlowAction = z.infer<typeof ObjectFlowAction>;

/** A secret in a file is only ever a label; the person who applies the file binds a value to it. */
export const SecretReference = z.strictObject({
  label: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a label, never the secret itself: letters, digits, "_" and "-"')
    .describe('The label that the person who applies this file binds a value to'),
});
export type SecretReference = z.infer<typeof SecretReference>;

/** Credentials: the tenant URL and other settings that are not secret, and references to those that are. */
export const ConnectionConfiguration = z.strictObject({
  tenantUrl: z
    .url()
    .max(2048)
    .optional()
    .describe('Graph key BaseAddress: where the provisioning service sends people to'),
  settings: z
    .record(z.string().regex(/^[A-Z][A-Za-z0-9]{0,63}$/), z.string().max(4096))
    .default({})
    .describe('Other settings that are not secret, by Graph synchronizationSecret key, for example CompanyId'),
  secrets: z
    .record(z.string().regex(/^[A-Z][A-Za-z0-9]{0,63}$/), SecretReference)
    .default({})
    .describe('Secret settings by Graph synchronizationSecret key, for example SecretToken: { label: SecretToken }'),
});
export type ConnectionConfiguration = z.infer<typeof ConnectionConfiguration>;

/** How one kind of object is mapped. Members left out are left as they are in the tenant. */
export const ObjectMappingConfiguration = z.strictObject({
  source: z.string().min(1).max(120).describe('Object in Microsoft Entra ID, for example User'),
  target: z.string().min(1).max(200).describe('Object in the application, for example User'),
  enabled: z.boolean().optional(),
  actions: z.array(ObjectFlowAction).optional(),
  scopingFilter: ScopingFilter.nullable().optional().describe('null removes the filter'),
  attributeMappings: z
    .array(AttributeMapping)
    .max(500)
    .optional()
    .describe('The complete list: mappings of this object that are not listed are removed'),
  targetAttributes: z
    .array(AttributeDefinitionConfiguration)
    .max(500)
    .optional()
    .describe('Attributes of the target object that shall be defined so; all others stay as they are'),
  removedTargetAttributes: z
    .array(z.string().min(1).max(400))
    .max(500)
    .optional()
    .describe('Attributes that leave the attribute list of the target object'),
});
export type ObjectMappingConfiguration = z.infer<typeof ObjectMappingConfiguration>;

/** One person or one group and the app role they get. `role` is the role's value, display name or id; left out = a usable one is chosen. */
export const AssignmentConfiguration = z
  .strictObject({
    user: z.string().min(1).max(320).optional().describe('User principal name or object id'),
    group: z.string().min(1).max(320).optional().describe('Display name or object id'),
    role: z.string().max(250).optional().describe('App role value, display name or id'),
  })
  .refine((value) => (value.user === undefined) !== (value.group === undefined), {
    message: 'an assignment names either a user or a group',
  });
export type AssignmentConfiguration = z.infer<typeof AssignmentConfiguration>;

/**
 * A provisioning configuration: everything that the product sets up for one gallery application, as a value.
 * The wizard edits it, a file holds it, an export writes it, drift compares two of it.
 */
export const ProvisioningConfiguration = z.strictObject({
  $schema: z.string().max(500).optional().describe('Where the JSON Schema of this file is, for editors'),
  schemaVersion: z.literal(1),
  vendor: VendorId.describe('Id of a vendor profile; "scim" is the built-in profile of a non-gallery SCIM application'),
  application: z
    .strictObject({
      name: z
        .string()
        .min(1)
        .max(120)
        .optional()
        .describe('Display name of the enterprise application; default: the gallery name'),
      servicePrincipalId: ServicePrincipalId.optional().describe('Use exactly this service principal'),
      existing: z
        .enum(['reuse', 'createSeparate'])
        .default('reuse')
        .describe('reuse the instance that is there, or create one of its own beside it'),
    })
    .prefault({}),
  connection: ConnectionConfiguration.prefault({}),
  scope: z
    .strictObject({
      people: z.enum(['assigned', 'everyone']).default('assigned').describe('Graph key SyncAll'),
      skipOutOfScopeDeletions: z.boolean().optional().describe('true: accounts that leave the scope are not disabled'),
    })
    .prefault({}),
  mappings: z
    .array(ObjectMappingConfiguration)
    .max(50)
    .default([])
    .describe('Object mappings that differ from what the application template and the vendor profile give'),
  everyAccount: z
    .array(z.string().min(1).max(250))
    .max(50)
    .optional()
    .describe(
      'Target attributes whose default, as the vendor profile gives it, shall reach every account: an expression takes its place, since a default only reaches new accounts',
    ),
  assignments: z.array(AssignmentConfiguration).max(5000).default([]),
  notifications: z
    .strictObject({ email: z.email().max(320).nullable().describe('null turns the notification off') })
    .optional(),
  safety: z
    .strictObject({
      deletionThreshold: z
        .strictObject({ enabled: z.boolean(), value: z.number().int().min(1).max(1_000_000).optional() })
        .optional()
        .describe('Accidental-deletion prevention; it needs a notification e-mail'),
    })
    .optional(),
  provisioning: z.enum(['on', 'off']).default('on').describe('on starts the synchronization job'),
});
export type ProvisioningConfiguration = z.infer<typeof ProvisioningConfiguration>;
