import { z } from 'zod';

const hidden = '(secret)';

const rules: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  // A header that is repeated as it came: nothing in it has a space, whatever characters it is made of.
  { pattern: /\b(authorization["']?\s*[:=]\s*["']?(?:Bearer|Basic)\s+)\S+/gi, replacement: `$1${hidden}` },
  // Without the header's name it may be an ordinary sentence about a bearer token, so it has to look like one.
  { pattern: /\b(Bearer|Basic)\s+(?=\S*[0-9+/=_~]|\S{24})\S{6,}/gi, replacement: `$1 ${hidden}` },
  // JSON web tokens. Source: RFC 7519 section 3
  { pattern: /\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g, replacement: hidden },
];

/**
 * Takes a text of the service; gives it without authorization headers and JSON web tokens. The service passes on what a
 * target said, and a target in debug mode repeats the token that it was sent; this process need not know that token.
 */
export const withoutAuthorization = (text: string): string =>
  rules.reduce((cleaned, { pattern, replacement }) => cleaned.replace(pattern, replacement), text);

/** A sentence of the service, which may hold what a target said. */
export const ServiceText = z.string().transform(withoutAuthorization);
