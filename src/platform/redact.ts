const removed = '(removed)';
const quote = '\\\\*"';

const secretMembers = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'client_info',
  'code_verifier',
  'device_code',
  'password',
  'secret',
  'SecretToken',
  'authorization',
  'proxy-authorization',
].join('|');

const rules: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  { pattern: /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, replacement: `$1 ${removed}` },
  { pattern: /\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g, replacement: removed },
  {
    pattern: new RegExp(`(${quote}(?:${secretMembers})${quote}\\s*:\\s*${quote})(?:[^"\\\\]|\\\\[^"])*`, 'gi'),
    replacement: `$1${removed}`,
  },
  { pattern: new RegExp(`\\b(${secretMembers}|code)=[^&\\s"'\\\\]+`, 'gi'), replacement: `$1=${removed}` },
  { pattern: /\b(https?:\/\/)[^\s/@"]+@/gi, replacement: `$1${removed}@` },
];

/**
 * Takes a text, JSON or not; gives it without what looks like a token or a password: Authorization values, JSON web
 * tokens, members and parameters of sign-in messages that are secret, user names and passwords in URLs.
 * This is the second fence: nothing secret is meant to be written to the log in the first place.
 */
export function redact(text: string): string {
  return rules.reduce((cleaned, { pattern, replacement }) => cleaned.replace(pattern, replacement), text);
}
