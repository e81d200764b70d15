import { isSecretKey } from '#core/graph/secret-keys';
import { withoutAuthorization } from '#core/graph/service-text';
import { isPasswordLike } from '#core/logs/summary-reading';

/** What stands in the place of a value that is not kept. */
export const masked = '(masked)';

/** What stands in the place of a setting whose key is not on the list of keys that are kept. */
export const notKept = '(not kept)';

/** Rules of masking by name, with what each looks at, for the statement in the manifest. */
export const redactionRules = {
  settings: 'Values of settings whose key is not on the closed list of keys that are no secrets.',
  mappings:
    'Constants, default values and texts in expressions that are mapped to an attribute called like a password, a secret or a token; values of such attributes in scoping filters and definitions.',
  urls: 'User names, passwords, queries and fragments in addresses. Flags that the provisioning service itself documents stay.',
  properties: 'Old and new values and details of log rows whose name is like that of a password, a secret or a token.',
  patterns: 'Texts that look like a credential: see the list of patterns.',
} as const;
export type RedactionRule = keyof typeof redactionRules;

/** Counts what was masked, by rule. */
export type CountMasked = (rule: RedactionRule) => void;

interface Pattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** What no file of a bundle may hold, whatever put it there. Each is looked for in every text before it is written. */
const credentialPatterns: readonly Pattern[] = [
  {
    name: 'private key (PEM)',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { name: 'JSON web token', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g },
  { name: 'authorization header', pattern: /\b(?:Bearer|Basic)\s+(?=\S*[0-9+/=_~])[A-Za-z0-9._~+/=-]{16,}/g },
  {
    name: 'credential in a parameter',
    pattern:
      /\b(?:access_token|refresh_token|id_token|client_secret|client_assertion|api[_-]?key|password|passwd|secret|sig|token)=[^&\s"',;]{4,}/gi,
  },
  { name: 'key of a connection string', pattern: /\b(?:AccountKey|SharedAccessKey|SharedSecret)=[^;\s"']{8,}/gi },
];

/** Names of the patterns, for the statement. */
export const credentialPatternNames: readonly string[] = credentialPatterns.map(({ name }) => name);

/** Flags in tenant URLs. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility */
const knownFlags: ReadonlySet<string> = new Set(['aadoptscim062020', 'azureadscimpatch62020', 'azureadscimpatch2017']);

function maskedQuery(query: string, count: CountMasked): string {
  const kept = query.split('&').filter((part) => knownFlags.has(part.replace(/=$/, '').toLowerCase()));
  if (kept.length === query.split('&').length) return `?${query}`;
  count('urls');
  return `?${[...kept, masked].join('&')}`;
}

const address = /\b([a-z][a-z0-9+.-]*:\/\/)(?:([^\s/?#@"']*)@)?([^\s?#"'<>]*)(\?[^\s#"'<>]*)?(#[^\s"'<>]*)?/gi;

interface AddressParts {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly place: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

function maskedAddress({ scheme, user, place, query = '', fragment = '' }: AddressParts, count: CountMasked): string {
  if (user !== undefined) count('urls');
  if (fragment.length > 1) count('urls');
  return [
    scheme,
    user === undefined ? '' : `${masked}@`,
    place,
    query.length > 1 ? maskedQuery(query.slice(1), count) : query,
    fragment.length > 1 ? `#${masked}` : fragment,
  ].join('');
}

/** Takes a text; gives it with what is secret in addresses masked: user information, query and fragment. Pure but for counting. */
export const withoutUrlSecrets = (text: string, count: CountMasked): string =>
  text.replace(address, (...[, scheme, user, place, query, fragment]: readonly (string | undefined)[]) =>
    maskedAddress({ scheme: scheme ?? '', user, place: place ?? '', query, fragment }, count),
  );

/** Takes a text; gives it without anything that looks like a credential. Pure but for counting. */
export function withoutCredentials(text: string, count: CountMasked): string {
  let result = withoutAuthorization(text);
  if (result !== text) count('patterns');
  for (const { pattern } of credentialPatterns) {
    result = result.replace(pattern, () => {
      count('patterns');
      return masked;
    });
  }
  return result;
}

/** Takes a text; gives the names of the credential patterns that it still holds. For the last check of a file. */
export const credentialsIn = (text: string): readonly string[] =>
  credentialPatterns.filter(({ pattern }) => text.search(pattern) >= 0).map(({ name }) => name);

const cleanText = (text: string, count: CountMasked): string =>
  withoutCredentials(withoutUrlSecrets(text, count), count);

/**
 * Takes any JSON value; gives it with every text, names of members included, freed of addresses' secrets and of what looks like a
 * credential. `@odata` members, which carry addresses of the service, are left out. Pure but for counting.
 */
export function cleanValue(value: unknown, count: CountMasked): unknown {
  if (typeof value === 'string') return cleanText(value, count);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, count));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.includes('@odata.') || name === '@odata.type')
      .map(([name, member]) => [cleanText(name, count), cleanValue(member, count)]),
  );
}

/** Takes the key of a setting and its value; gives the value only for a key on the closed list. Pure but for counting. */
export function keptSetting(key: string, value: string | null | undefined, count: CountMasked): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (!isSecretKey(key)) return value;
  count('settings');
  return notKept;
}

/** Takes the name of an attribute of the target or of a filter; says whether its values are never kept. */
export const isSecretAttribute = (name: string | null | undefined): boolean =>
  typeof name === 'string' && isPasswordLike(name);
