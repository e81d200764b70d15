import { z } from 'zod';
import { VendorId } from './ids.ts';
import { Warning } from './plan.ts';

/** Where the value of a field comes from, and what it may be. */
export const GuideFieldValue = z.strictObject({
  kind: z.enum(['fixed', 'choice', 'template', 'fromVendor', 'free']),
  value: z.string().nullable(),
  choices: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  template: z.string().nullable(),
  variables: z.array(z.strictObject({ name: z.string(), hint: z.string().nullable(), pattern: z.string().nullable() })),
  examples: z.array(z.string()),
  /** How long the value works, ISO 8601; null = not stated. */
  lifetime: z.string().nullable(),
});
export type GuideFieldValue = z.infer<typeof GuideFieldValue>;

/** One field of the credentials by its Graph key. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair */
export const GuideField = z.strictObject({
  key: z.string(),
  label: z.string(),
  /** What the vendor calls it in its own console; null = the same. */
  vendorLabel: z.string().nullable(),
  secret: z.boolean(),
  required: z.boolean(),
  value: GuideFieldValue,
});
export type GuideField = z.infer<typeof GuideField>;

/** An attribute as the vendor's document lists it. */
export const GuideAttribute = z.strictObject({
  name: z.string(),
  type: z.string(),
  required: z.boolean().nullable(),
  note: z.string().nullable(),
});
export type GuideAttribute = z.infer<typeof GuideAttribute>;

/** A mapping that has to be added, changed or removed beside what the application comes with; placeholders are filled in. */
export const GuideExtraMapping = z.strictObject({
  action: z.enum(['add', 'edit', 'remove']),
  target: z.string(),
  /** Source expression, for example `[mail]`. */
  source: z.string(),
  defaultValue: z.string().nullable(),
});
export type GuideExtraMapping = z.infer<typeof GuideExtraMapping>;

const givenToVendor = ['entraTenantId', 'vendorSiteUrl', 'organizationName', 'accountIds', 'ssoMetadata'] as const;

/** A vendor profile as a person is led by it: what the vendor needs, step by step, with nothing left to look up elsewhere. */
export const VendorGuide = z.strictObject({
  id: VendorId,
  displayName: z.string(),
  aliases: z.array(z.string()),
  source: z.enum(['built-in', 'administrator']),
  /** How an administrator's own profile differs from the built-in one whose place it takes; null: it takes nobody's place. */
  overrides: z.array(z.string()).nullable(),
  /** Day of the document that the profile was made from, ISO 8601; null = none or not dated. */
  documentDate: z.string().nullable(),
  addMethod: z.enum(['instantiate', 'oidcSignUp', 'nonGallery']),
  supports: z.strictObject({
    /** false = the document has no list of capabilities, these are inferred. */
    stated: z.boolean(),
    createUsers: z.boolean(),
    updateUsers: z.boolean(),
    removeUsers: z.boolean(),
    groups: z.enum(['none', 'full', 'updateOnly', 'unknown']),
    singleSignOn: z.enum(['none', 'recommended', 'required', 'unknown']),
    other: z.array(z.string()),
  }),
  prerequisites: z.array(z.strictObject({ kind: z.string(), text: z.string(), url: z.string().nullable() })),
  vendorSide: z.strictObject({
    mode: z.enum(['selfService', 'contactVendor', 'oauthOnly', 'none']),
    consoleUrl: z.string().nullable(),
    contactEmail: z.string().nullable(),
    contactUrl: z.string().nullable(),
    giveToVendor: z.array(z.enum(givenToVendor)),
    /** `yields`: Graph keys of the fields that the step gives a value for. */
    steps: z.array(z.strictObject({ text: z.string(), yields: z.array(z.string()), note: z.string().nullable() })),
  }),
  connection: z.strictObject({
    authenticationType: z.string(),
    /** true = an administrator of the vendor authorizes in the admin center; there is nothing to type here. */
    authorizes: z.boolean(),
    /** How long an old token works after a new one was made, ISO 8601; null = not stated. */
    tokenOverlap: z.string().nullable(),
    fields: z.array(GuideField),
    /** What to check when the connection test fails. */
    checks: z.array(z.string()),
  }),
  mappings: z.array(
    z.strictObject({
      source: z.string(),
      target: z.string(),
      /** image = the document shows the attributes only in a picture. */
      documented: z.enum(['table', 'image', 'none']),
      attributes: z.array(GuideAttribute),
      extras: z.array(GuideExtraMapping),
    }),
  ),
  neededOnEveryAccount: z.array(z.strictObject({ attribute: z.string(), fact: z.string() })),
  assignment: z.strictObject({
    defaultAccessExcluded: z.boolean().nullable(),
    appRoles: z.array(z.string()),
    separateAppRequired: z.boolean(),
    separateAppRecommended: z.boolean(),
  }),
  deprovisioning: z.strictObject({ attribute: z.string().nullable(), behaviour: z.string() }),
  limitations: z.array(z.string()),
  /** What is known to be wrong in the document, or to be kept in mind. */
  warnings: z.array(Warning),
});
export type VendorGuide = z.infer<typeof VendorGuide>;
