import { z } from 'zod';

/** What a token says about its own end. `token`: it is a JWT with `exp`; `silent`: a JWT without one that can be read; `opaque`: no JWT. */
export type TokenExpiry =
  | { readonly kind: 'token'; readonly expiresAt: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'opaque' };

const Header = z.looseObject({ alg: z.string() });
/** Seconds since 1970. Beyond the year 9999 it is no time but a mistake. Source: RFC 7519, 4.1.4 */
const Payload = z.looseObject({ exp: z.number().positive().max(253_402_300_799) });

/**
 * Takes a secret; gives what it says about its own end, and nothing else of it. The signature is not looked at: nobody but the vendor
 * can, and a wrong date harms nobody but whoever made the token. Pure.
 * Source: RFC 7519 (JSON Web Token), RFC 7515 (compact serialization)
 */
export function readTokenExpiry(secret: string): TokenExpiry {
  const [header = '', payload = '', ...rest] = secret
    .trim()
    .replace(/^Bearer\s+/i, '')
    .split('.');
  if (rest.length !== 1 || !Header.safeParse(jsonOf(header)).success) return { kind: 'opaque' };
  const parsed = Payload.safeParse(jsonOf(payload));
  if (!parsed.success) return { kind: 'silent' };
  return { kind: 'token', expiresAt: new Date(Math.floor(parsed.data.exp) * 1_000).toISOString() };
}

/** Takes every secret that was saved; gives the end of the one that ends first. Pure. */
export function firstTokenExpiry(secrets: readonly string[]): TokenExpiry {
  const read = secrets.map(readTokenExpiry);
  const ends = read.flatMap((one) => (one.kind === 'token' ? [one.expiresAt] : [])).toSorted();
  const [first] = ends;
  if (first !== undefined) return { kind: 'token', expiresAt: first };
  return read.find(({ kind }) => kind === 'silent') ?? { kind: 'opaque' };
}

function jsonOf(part: string): unknown {
  // What `atob` would refuse is no base64url.
  if (!/^[A-Za-z0-9_-]+$/.test(part) || part.length % 4 === 1) return null;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    // No JSON, no JWT; the fault's own text quotes the token, so that it goes nowhere.
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
