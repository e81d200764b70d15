import { z } from 'zod';

const duration = z.iso.duration();

/** Where the value of a credential field comes from. */
export const FieldValue = z.strictObject({
  kind: z.enum(['fixed', 'choice', 'template', 'fromVendor', 'free']),
  value: z.string().optional(),
  choices: z.array(z.strictObject({ label: z.string(), value: z.string() })).optional(),
  template: z.string().optional(),
  variables: z
    .array(z.strictObject({ name: z.string(), hint: z.string().optional(), pattern: z.string().optional() }))
    .optional(),
  examples: z.array(z.string()).optional(),
  encoding: z.enum(['base64UserColonPassword']).optional(),
  lifetime: duration.optional().describe('How long the value works, ISO 8601'),
});
export type FieldValue = z.infer<typeof FieldValue>;

/** One field of the credentials by its Graph key. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair */
export const ConnectionField = z.strictObject({
  key: z.enum([
    'BaseAddress',
    'SecretToken',
    'UserName',
    'Password',
    'Domain',
    'InstanceName',
    'CompanyId',
    'ClientIdentifier',
    'ClientSecret',
    'Oauth2TokenExchangeUri',
    'Oauth2AuthorizationUri',
    'AuthenticationType',
    'Server',
    'ConnectionString',
  ]),
  label: z.string(),
  vendorLabel: z.string().optional(),
  secret: z.boolean(),
  required: z.boolean(),
  value: FieldValue,
});
export type ConnectionField = z.infer<typeof ConnectionField>;

/** How the provisioning service signs in to the vendor. */
export const ConnectionFacts = z.strictObject({
  authenticationType: z.enum([
    'bearerToken',
    'oauth2AuthorizationCode',
    'oauth2ClientCredentials',
    'basic',
    'tenantUrlOnly',
    'vendorSpecific',
  ]),
  authenticationChoices: z.array(z.string()).optional(),
  fields: z.array(ConnectionField),
  interactiveAuthorization: z.boolean().describe('true: an Authorize button opens the sign-in of the vendor'),
  tokenOverlap: duration
    .nullable()
    .describe('How long an old token works after a new one was made, ISO 8601; null: not stated'),
});
export type ConnectionFacts = z.infer<typeof ConnectionFacts>;
