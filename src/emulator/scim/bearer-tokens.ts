/** The tokens of one vendor, as its console would keep them. */
export interface BearerTokens {
  mint(lifetimeMs?: number): string;
  /** Takes a token that was made elsewhere; it works until revoked. */
  accept(token: string): void;
  isValid(token: string | null): boolean;
  revoke(token: string): void;
  revokeAll(): void;
}

/** What makes tokens expire. */
export interface BearerTokenOptions {
  readonly now: () => number;
  readonly newId: () => string;
  /** Milliseconds that older tokens live on after a new one was made; null: until revoked. */
  readonly overlapMs: number | null;
  /** Milliseconds that a token of the console lives, which then is a JWT with `exp`; null: opaque, until revoked. */
  readonly jwtLifetimeMs: number | null;
}

/**
 * Makes an empty list of tokens.
 * Takes the tenant's time, an id maker and the overlap; gives functions to make, check and revoke tokens.
 */
export function createBearerTokens(options: BearerTokenOptions): BearerTokens {
  const expiries = new Map<string, number>();
  return {
    mint(lifetimeMs) {
      const now = options.now();
      if (options.overlapMs !== null) {
        for (const [token, expiry] of expiries) expiries.set(token, Math.min(expiry, now + options.overlapMs));
      }
      const life = lifetimeMs ?? options.jwtLifetimeMs ?? Number.POSITIVE_INFINITY;
      const opaque = `${options.newId()}${options.newId()}`.replaceAll('-', '');
      const isJwt = lifetimeMs === undefined && options.jwtLifetimeMs !== null;
      const token = isJwt ? jwtOf({ id: options.newId(), now, lifetimeMs: life, signature: opaque }) : opaque;
      expiries.set(token, now + life);
      return token;
    },
    accept: (token) => void expiries.set(token, Number.POSITIVE_INFINITY),
    isValid(token) {
      if (token === null) return false;
      const expiry = expiries.get(token);
      return expiry !== undefined && options.now() < expiry;
    },
    revoke: (token) => void expiries.delete(token),
    revokeAll: () => expiries.clear(),
  };
}

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** A JWT as a vendor's console makes them. Nobody but the vendor can check its signature, so that any will do. Source: RFC 7519 */
function jwtOf(of: {
  readonly id: string;
  readonly now: number;
  readonly lifetimeMs: number;
  readonly signature: string;
}): string {
  const issuedAt = Math.floor(of.now / 1_000);
  const header = JSON.stringify({ alg: 'HS256', typ: 'JWT' });
  const payload = JSON.stringify({
    jti: of.id,
    scope: 'scim',
    iat: issuedAt,
    exp: issuedAt + Math.floor(of.lifetimeMs / 1_000),
  });
  return [header, payload, of.signature].map(base64url).join('.');
}
