/** Which way a request to a target takes. `standIn`: a demo tenant's server on this machine, so there is neither DNS nor TLS. */
export type ProbeRoute =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: string }
  | { readonly kind: 'standIn'; readonly address: string };

/** What a TLS handshake showed. Nothing but the handshake was sent. */
export interface TlsFacts {
  /** For example TLSv1.3; null: it never came to one. */
  readonly protocol: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  /** Names that the certificate is for. */
  readonly names: readonly string[];
  /** Milliseconds since 1970; null: not told. */
  readonly validFrom: number | null;
  readonly validTo: number | null;
  /** Node's code of why the certificate is not trusted here; null: it is trusted. */
  readonly fault: string | null;
  /** Whether it is trusted without the issuers that were added on this machine; null: it was not looked at. */
  readonly publiclyTrusted: boolean | null;
  readonly tookMs: number;
}

/** A request to exactly one address. */
export interface ProbeRequest {
  readonly method: string;
  /** The public https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The only address it may go to, whatever the name says by then; null through a proxy and to a stand-in. */
  readonly address: string | null;
  readonly signal: AbortSignal;
}

/** What came back. Redirects are never followed. */
export interface ProbeAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Decoded; at most {@link bodyLimit} bytes of it. */
  readonly body: string;
  /** True: there was more. */
  readonly cut: boolean;
  /** True: the body said that it is compressed and could not be unpacked. */
  readonly garbled: boolean;
  readonly tookMs: number;
}

/** A body longer than this, compressed or not, is not read to its end. */
export const bodyLimit = 1_048_576;

/**
 * The way to look at a vendor's endpoint, piece by piece. Calls raise `CoreError` `offline` (reasons as of NetworkFetch), `timeout` or
 * an AbortError.
 */
export interface ProbePort {
  routeTo(url: string): ProbeRoute;
  /** Takes a host name or a literal address; gives every address of it, in the order of the system. */
  addressesOf(hostname: string, signal: AbortSignal): Promise<readonly string[]>;
  /** A certificate that is not trusted is told, not raised. */
  handshake(place: {
    readonly url: string;
    readonly address: string | null;
    readonly signal: AbortSignal;
  }): Promise<TlsFacts>;
  send(request: ProbeRequest): Promise<ProbeAnswer>;
}
