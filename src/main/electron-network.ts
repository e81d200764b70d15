import type { NetworkFetch } from '#core/ports';
import { abortError, type Network, type NetworkOptions } from '#platform/network';
import { toNetworkError } from '#platform/network-errors';
import { createRoutes } from '#platform/network-routes';

/** Electron's `net.fetch`, or anything that works like it. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

// Names of Chromium's network errors → Node's names for the same, so that both ways fail with the same reasons.
// Source: chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h
const nodeCodes: readonly (readonly [RegExp, string])[] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED|ERR_INTERNET_DISCONNECTED/, 'ENOTFOUND'],
  [/ERR_CONNECTION_REFUSED/, 'ECONNREFUSED'],
  [/ERR_ADDRESS_UNREACHABLE|ERR_NETWORK_ACCESS_DENIED/, 'EHOSTUNREACH'],
  [/ERR_(?:CONNECTION_)?TIMED_OUT/, 'ETIMEDOUT'],
  [/ERR_CERT_AUTHORITY_INVALID/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [/ERR_CERT_COMMON_NAME_INVALID/, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/ERR_CERT_DATE_INVALID/, 'CERT_HAS_EXPIRED'],
  [/ERR_CERT_REVOKED/, 'CERT_REVOKED'],
  [/ERR_SSL_|ERR_CERT_/, 'EPROTO'],
  [/ERR_CONNECTION_|ERR_EMPTY_RESPONSE|ERR_NETWORK_CHANGED|ERR_CONTENT_LENGTH|ERR_HTTP2/, 'ECONNRESET'],
  [/ERR_PROXY|ERR_TUNNEL/, 'ECONNREFUSED'],
];

// The window's cookies and cache have nothing to do with what core sends.
const unshared = { redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const;

/**
 * Takes a cloud and its loopback map, and Electron's fetch; gives the way to the network through Chromium, with the
 * system's proxies and certificates. Redirects are never followed. Raises what `NetworkFetch` says.
 */
export function createElectronNetwork(fetch: FetchLike, options: NetworkOptions): Network {
  const routes = options.routes ?? createRoutes(options.cloud, options.loopback ?? {});
  const send: NetworkFetch = async (asked) => {
    const url = routes.route(asked.url);
    const timeout = AbortSignal.timeout(options.timeouts?.headers ?? 120_000);
    const signal = asked.signal === undefined ? timeout : AbortSignal.any([asked.signal, timeout]);
    try {
      const response = await wholeResponse(
        await fetch(url.href, {
          ...unshared,
          method: asked.method,
          headers: asked.headers,
          body: asked.body ?? null,
          signal,
        }),
      );
      const milliseconds = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(milliseconds)) options.onServerDate?.(milliseconds);
      return response;
    } catch (cause) {
      if (asked.signal?.aborted === true) throw abortError(asked.signal);
      if (timeout.aborted) throw nodeError('ETIMEDOUT', cause, asked.url);
      // Electron hands no redirect back: it ends the request with this text.
      if (cause instanceof Error && /redirect/i.test(cause.message)) return new Response(null, { status: 302 });
      throw nodeError(nodeCodeOf(cause), cause, asked.url);
    }
  };
  return { fetch: send, forBrowser: routes.forBrowser, close: async () => undefined };
}

/** Reads an answer to its end, so that a connection that breaks in the middle is an error of this call. */
async function wholeResponse(response: Response): Promise<Response> {
  const body = await response.arrayBuffer();
  const isBodiless = [101, 103, 204, 205, 304].includes(response.status);
  return new Response(isBodiless ? null : body, { status: response.status, headers: response.headers });
}

function nodeCodeOf(cause: unknown): string {
  const text =
    cause instanceof Error ? `${cause.message} ${cause.cause instanceof Error ? cause.cause.message : ''}` : '';
  const known = nodeCodes.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return known;
  const inner = cause instanceof Error && cause.cause instanceof Error && 'code' in cause.cause ? cause.cause.code : '';
  return typeof inner === 'string' ? inner : '';
}

function nodeError(code: string, cause: unknown, url: string): unknown {
  if (code === '') return cause;
  const fault = Object.assign(new Error(code, { cause: undefined }), { code });
  return toNetworkError(fault, { hostname: new URL(url).hostname, proxy: null });
}
