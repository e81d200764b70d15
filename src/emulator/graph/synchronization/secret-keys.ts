import { GraphFault } from '#emulator/graph/graph-fault';

/** Every key of `synchronizationSecret`, as the metadata of the service lists them. Source: microsoftgraph/msgraph-metadata, schemas/v1.0-Prod.csdl */
const keys: ReadonlySet<string> = new Set(
  `None UserName Password SecretToken AppKey BaseAddress ClientIdentifier ClientSecret SingleSignOnType Sandbox Url Domain
  ConsumerKey ConsumerSecret TokenKey TokenExpiration Oauth2AccessToken Oauth2AccessTokenCreationTime Oauth2RefreshToken
  SyncAll InstanceName Oauth2ClientId Oauth2ClientSecret CompanyId UpdateKeyOnSoftDelete SynchronizationSchedule
  SystemOfRecord SandboxName EnforceDomain SyncNotificationSettings SkipOutOfScopeDeletions Oauth2AuthorizationCode
  Oauth2RedirectUri ApplicationTemplateIdentifier Oauth2TokenExchangeUri Oauth2AuthorizationUri AuthenticationType Server
  PerformInboundEntitlementGrants HardDeletesEnabled SyncAgentCompatibilityKey SyncAgentADContainer ValidateDomain
  TestReferences ConnectionString`.split(/\s+/),
);

const secretKeys: ReadonlySet<string> = new Set([
  'Password',
  'SecretToken',
  'AppKey',
  'ClientSecret',
  'ConsumerSecret',
  'TokenKey',
  'Oauth2AccessToken',
  'Oauth2RefreshToken',
  'Oauth2ClientSecret',
  'Oauth2AuthorizationCode',
  'ConnectionString',
]);

/** The value as GET shows it: `*` for a secret. Source: hashicorp/terraform-provider-azuread, internal/services/synchronization */
export function maskedValue(key: string, value: string): string {
  return secretKeys.has(key) ? '*' : value;
}

/**
 * Reads a list of `{key, value}`. A key in any other spelling than the enumeration's raises the 500 that the service
 * gives for it (microsoftgraph/msgraph-beta-sdk-java issue 372); anything that is no such list raises a 400.
 */
export function readKeyValues(list: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(list)) throw missingParameter('A list of objects with key and value is required.');
  const values = new Map<string, string>();
  for (const item of list as unknown[]) {
    const { key, value } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
    if (typeof key !== 'string') throw missingParameter('Each entry needs a key.');
    if (!keys.has(key)) {
      throw new GraphFault(500, 'InternalError', { message: `Requested value '${key}' was not found.` });
    }
    if (typeof value !== 'string') throw missingParameter(`The entry '${key}' needs a value that is a string.`);
    values.set(key, value);
  }
  return values;
}

/** The 400 for a body without what the action needs. */
export function missingParameter(message: string): GraphFault {
  return new GraphFault(400, 'RequestMissingRequiredParameter', { message });
}

/** Keys without which the service accepts a PUT and stores nothing. */
const keysThatMakeItStore = ['SyncNotificationSettings', 'SyncAll'];

/** What a PUT of secrets does to the set in force. */
export type SecretsChange =
  | { readonly kind: 'replace'; readonly values: ReadonlyMap<string, string> }
  | { readonly kind: 'dropped' };

/**
 * Decides what a PUT does: it replaces the whole set, an empty value deletes its key, and a PUT without
 * SyncNotificationSettings or SyncAll is dropped in silence. Raises a GraphFault for settings that are no JSON object
 * (400), another SyncAll than true or false (400), and bearer beside OAuth keys (500).
 * Sources: learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization; the SCIM onboarding
 * reference of Microsoft (silent drop, mixed keys); microsoftgraph/msgraph-metadata issue 347 (empty settings)
 */
export function secretsChangeOf(sent: ReadonlyMap<string, string>): SecretsChange {
  const settings = sent.get('SyncNotificationSettings');
  if (settings !== undefined && !isJsonObject(settings)) {
    throw new GraphFault(400, 'InvalidNotificationSettings', {
      message: 'The value of SyncNotificationSettings is not valid JSON.',
    });
  }
  const syncAll = sent.get('SyncAll');
  if (syncAll !== undefined && !/^(true|false)?$/i.test(syncAll)) {
    throw new GraphFault(400, 'InvalidSyncAllValue', {
      message: `The value '${syncAll}' of SyncAll is not a Boolean.`,
    });
  }
  if (sent.has('SecretToken') && [...sent.keys()].some((key) => key.startsWith('Oauth2'))) {
    throw new GraphFault(500, 'InternalError', {
      message: 'Credentials for bearer and OAuth authentication cannot be saved together.',
    });
  }
  if (!keysThatMakeItStore.every((key) => sent.has(key))) return { kind: 'dropped' };
  return { kind: 'replace', values: new Map([...sent].filter(([, value]) => value !== '')) };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) return false;
    throw cause;
  }
}
