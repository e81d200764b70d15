import { z } from 'zod';
import { VendorId } from '#shared/model/ids';
import { ConnectionFacts } from './connection-facts.ts';
import { ObjectMappingFacts } from './mapping-facts.ts';

const text = z.string().min(1);

/** The version of the format of profile files. Older ones are upgraded as they are read. */
export const profileSchemaVersion = 2;

/** What a vendor's article states. Vocabulary: the family of provisioning tutorials on learn.microsoft.com/entra/identity/saas-apps */
export const VendorFacts = z.strictObject({
  displayName: text.describe('Gallery application name (Graph applicationTemplate.displayName)'),
  aliases: z.array(text).describe('Vendor, former and other names, for search'),
  homepage: z.string().nullable(),
  ssoArticle: z.string().nullable(),
  direction: z.enum(['outbound', 'inbound', 'writeback']),
  connectivity: z.enum(['cloud', 'onPremisesAgent']),
  cloudEnvironments: z.array(z.enum(['public', 'usGov'])),
  status: z.strictObject({
    state: z.enum(['supported', 'preview', 'deprecated', 'unsupportedAuth']),
    note: z.string().optional(),
  }),
  addMethod: z
    .enum(['instantiate', 'oidcSignUp', 'nonGallery'])
    .describe(
      'How the application comes into the tenant: Create in the gallery, Sign up for the app, or an application of its own',
    ),
  capabilities: z.strictObject({
    stated: z.boolean().describe('false: the article has no list of capabilities and the values are inferred'),
    createUsers: z.boolean(),
    updateUsers: z.boolean(),
    removeUsers: z.boolean(),
    groups: z.enum(['none', 'full', 'updateOnly', 'unknown']),
    sso: z.enum(['none', 'recommended', 'required', 'unknown']),
    other: z.array(z.string()),
  }),
  prerequisites: z.array(
    z.strictObject({
      kind: z.enum([
        'entraRole',
        'entraTenant',
        'vendorTenant',
        'vendorAdmin',
        'vendorPlan',
        'verifiedDomain',
        'ssoConfigured',
        'contract',
        'version',
        'other',
      ]),
      text,
      url: z.string().optional(),
    }),
  ),
  vendorSetup: z.strictObject({
    mode: z.enum(['selfService', 'contactVendor', 'oauthOnly', 'none']),
    consoleUrl: z.string().nullable(),
    contact: z.strictObject({ email: z.string().optional(), url: z.string().optional() }),
    giveToVendor: z.array(z.enum(['entraTenantId', 'vendorSiteUrl', 'organizationName', 'accountIds', 'ssoMetadata'])),
    steps: z.array(z.strictObject({ text, yields: z.array(z.string()), note: z.string().optional() })),
  }),
  connection: ConnectionFacts,
  objectMappings: z.array(ObjectMappingFacts),
  assignment: z.strictObject({
    defaultAccessExcluded: z
      .boolean()
      .nullable()
      .describe('true: people with the Default Access role are not provisioned; null: not stated'),
    appRoles: z.array(z.string()),
    rolesImportedFromTarget: z.boolean(),
    separateAppRequired: z.boolean(),
    separateAppRecommended: z
      .boolean()
      .describe('The article recommends an application of its own for the first tests'),
  }),
  deprovisioning: z.strictObject({
    attribute: z.string().nullable(),
    behaviour: z.enum(['softDelete', 'hardDelete', 'disableOnly', 'hide', 'unknown']),
  }),
  limitations: z.array(z.string()),
  troubleshooting: z.array(z.string()).describe('What to check when the connection test fails'),
  changeLog: z.array(z.strictObject({ date: z.iso.date(), text })),
  provenance: z.strictObject({
    repo: z.string().nullable(),
    path: z.string().nullable(),
    commit: z.string().nullable(),
    file: text,
    documentDate: z.iso.date().nullable(),
    template: z
      .enum(['sixStep', 'fiveStep', 'unnumbered', 'objective', 'legacy', 'mixed', 'hr', 'onPremises', 'byHand'])
      .describe('byHand: a person wrote the profile, there is no article'),
    uiGeneration: z
      .enum(['azurePortal', 'entraProvisioningMode', 'entraNewConfiguration'])
      .nullable()
      .describe('null: there is no article'),
  }),
  importWarnings: z.array(
    z.strictObject({
      code: z.enum([
        'wrongVendorName',
        'placeholderAppName',
        'attributesOnlyInImage',
        'noAttributeTable',
        'missingFilterColumn',
        'contradictoryCredentials',
        'contradictoryGroups',
        'duplicateAttribute',
        'malformedAttribute',
        'malformedTable',
        'staleBoilerplate',
        'exampleUrlOnly',
        'tenantUrlNotStated',
        'nonProductionUrl',
        'deprecatedIntegration',
        'renamedApplication',
        'unresolvedInclude',
        'contactVendorOnly',
        'notAProvisioningArticle',
      ]),
      message: text,
      line: z.number().int().min(1).optional(),
    }),
  ),
});
export type VendorFacts = z.infer<typeof VendorFacts>;

/** What a person added beyond the article, each with its source. */
export const CuratedFacts = z.strictObject({
  applicationTemplateIds: z
    .record(z.string(), z.guid())
    .describe('Graph applicationTemplate.id by cloud name, only where Microsoft publishes it'),
  synchronizationTemplateId: z.string().nullable(),
  aliases: z.array(text).describe('Names that the article does not state'),
  facts: VendorFacts.optional().describe('Everything, for a profile that was written without an article'),
  neededOnEveryAccount: z
    .array(z.strictObject({ targetAttributeName: text, fact: text, source: text }))
    .describe('Target attributes that the vendor needs on every account, not only on new ones'),
  connectionChecks: z.array(z.strictObject({ text, source: text })),
  corrections: z.array(z.strictObject({ slip: text, correction: text, source: text })),
});
export type CuratedFacts = z.infer<typeof CuratedFacts>;

/** A vendor profile file: what its article says (`imported`) apart from what a person added (`curated`). */
export const VendorProfile = z
  .strictObject({
    $schema: z.string().optional(),
    schemaVersion: z.literal(profileSchemaVersion),
    id: VendorId,
    imported: VendorFacts.nullable(),
    curated: CuratedFacts,
  })
  .refine((profile) => profile.imported !== null || profile.curated.facts !== undefined, {
    message: 'a profile states its facts either under imported or under curated.facts',
  });
export type VendorProfile = z.infer<typeof VendorProfile>;
