const openKeys: ReadonlySet<string> = new Set(
  [
    'BaseAddress',
    'SyncAll',
    'SyncNotificationSettings',
    'SkipOutOfScopeDeletions',
    'SingleSignOnType',
    'Sandbox',
    'SandboxName',
    'Url',
    'Domain',
    'InstanceName',
    'CompanyId',
    'AuthenticationType',
    'ApplicationTemplateIdentifier',
    'EnforceDomain',
    'ValidateDomain',
    'HardDeletesEnabled',
    'SynchronizationSchedule',
    'SystemOfRecord',
    'UpdateKeyOnSoftDelete',
    'PerformInboundEntitlementGrants',
    'Oauth2RedirectUri',
    'Oauth2AuthorizationUri',
    'Oauth2TokenExchangeUri',
    'UserName',
    'Server',
  ].map((key) => key.toLowerCase()),
);

/**
 * Takes the key of a synchronization secret; says whether its value must never be shown. A key that is not known counts as secret.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationsecretkeystringvaluepair
 */
export const isSecretKey = (key: string): boolean => !openKeys.has(key.toLowerCase());

const shortestHidden = 4;

const base64Of = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const inLowerCase = (urlEncoded: string): string => urlEncoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

const formsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  inLowerCase(encodeURIComponent(secret)),
  jsonEscaped(secret),
  // A service that quotes a body as text inside its own JSON escapes it once more.
  jsonEscaped(jsonEscaped(secret)),
  base64Of(secret),
];

/**
 * Takes a text of the service and the secrets that were sent with the request; gives the text with each of them, raw,
 * URL-encoded, JSON-escaped or base64, and each remaining 12-character piece of them, replaced by "(secret)".
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const hidden = secrets.filter((secret) => secret.length >= shortestHidden);
  let result = text;
  for (const secret of hidden) {
    for (const form of formsOf(secret)) result = result.replaceAll(form, '(secret)');
  }
  for (const secret of hidden) {
    for (const form of formsOf(secret)) result = withoutPieces(result, form);
  }
  return result;
}

const pieceLength = 12;

function withoutPieces(text: string, secret: string): string {
  let result = text;
  for (let start = 0; start + pieceLength <= secret.length; start += 1) {
    result = result.replaceAll(secret.slice(start, start + pieceLength), '(secret)');
  }
  return result;
}
