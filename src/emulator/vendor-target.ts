/** One SCIM target: a vendor's server with its own dialect (src/emulator/scim). */
export interface VendorTarget {
  readonly vendorId: string;
  /** Public https origins whose requests reach this server, for example https://api-as.lenovosoftware.com */
  readonly origins: readonly string[];
  /** Makes a token as the vendor's console would; it works until revoked. */
  mintToken(): string;
  /** Takes a token of somebody's choice as one of its own, beside those it made. */
  acceptToken(token: string): void;
  revokeToken(token: string): void;
  revokeAllTokens(): void;
  /** What the target holds, as SCIM resources. */
  users(): readonly Record<string, unknown>[];
  groups(): readonly Record<string, unknown>[];
  /** Makes the server misbehave on purpose; null = behave. */
  misbehave(
    kind:
      | 'notFound'
      | 'html'
      | 'wrongFilterResult'
      | 'serverError'
      | 'slow'
      | 'echoAuthorization'
      | 'echoOnWrite'
      | 'redirect'
      | 'ignoresPaging'
      | 'acceptsAnyToken'
      | 'throttles'
      | 'filterNotFound'
      | null,
  ): void;
  /** Answers one request, also vendor sign-in pages of OAuth vendors. */
  fetch(request: Request): Promise<Response>;
}

/** How the provisioning service reaches targets: real HTTP to loopback ports, nothing else. */
export interface TargetNetwork {
  /**
   * Sends a request to a public URL of a vendor. Rejects with an Error whose `code` is ENOTFOUND, ECONNREFUSED,
   * CERT_HAS_EXPIRED or DEPTH_ZERO_SELF_SIGNED_CERT, as Node would.
   */
  fetch(url: string, init: { method: string; headers: Record<string, string>; body?: string }): Promise<Response>;
}
