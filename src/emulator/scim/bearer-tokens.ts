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
      const token = `${options.newId()}${options.newId()}`.replaceAll('-', '');
      expiries.set(token, lifetimeMs === undefined ? Number.POSITIVE_INFINITY : now + lifetimeMs);
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
