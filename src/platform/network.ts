import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import type { NetworkFetch, NetworkRequest } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { isUntrusted, toNetworkError } from './network-errors.ts';
import { type ProxyServer, proxyFor } from './network-proxy.ts';
import { createRoutes, type Routes } from './network-routes.ts';
import { readIssuer } from './tls-issuer.ts';

/** Limits in milliseconds: until a connection stands, until the answer begins, and between two pieces of it. */
export interface NetworkTimeouts {
  readonly connect: number;
  readonly headers: number;
  readonly body: number;
}

// A connection test in Graph waits for the vendor's server, so an answer may begin late.
const defaultTimeouts: NetworkTimeouts = { connect: 15_000, headers: 120_000, body: 60_000 };

export interface NetworkOptions {
  readonly cloud: Cloud;
  /** Public https origin → origin on this machine; empty for a real cloud. */
  readonly loopback?: Readonly<Record<string, string>>;
  /** Environment with the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Issuers to trust as PEM; left out = Node's own. */
  readonly trust?: readonly string[];
  /** Told the time of each answer's `Date` header, in milliseconds since 1970. */
  readonly onServerDate?: (milliseconds: number) => void;
  readonly timeouts?: Partial<NetworkTimeouts>;
  /** Other ways than those of the cloud. */
  readonly routes?: Routes;
}

/** The one network port of a process. */
export interface Network {
  readonly fetch: NetworkFetch;
  /** Takes a public URL; gives the one that a browser on this machine can open. */
  readonly forBrowser: (url: string) => string;
  /** Ends idle connections; requests that run are finished first. */
  close(): Promise<void>;
}

/** Statuses whose answer has no body by definition. Source: fetch.spec.whatwg.org/#null-body-status */
const bodiless = new Set([101, 103, 204, 205, 304]);

/**
 * Takes a cloud, its loopback map, proxies and issuers; gives the one way to the network. Redirects are handed back,
 * never followed, so an Authorization header cannot reach another origin. Raises what {@link NetworkFetch} says.
 */
export function createNetwork(options: NetworkOptions): Network {
  const routes = options.routes ?? createRoutes(options.cloud, options.loopback ?? {});
  const dispatchers = createDispatchers({ ...defaultTimeouts, ...options.timeouts }, options.trust);
  const fetch: NetworkFetch = async (asked) => {
    const url = routes.route(asked.url);
    const isLocal = url.protocol === 'http:';
    const proxy = isLocal ? null : proxyFor(url, options.env);
    try {
      const response = await send({ asked, url, dispatcher: dispatchers.forProxy(proxy) });
      tellDate(response, options.onServerDate);
      return response;
    } catch (cause) {
      if (asked.signal?.aborted === true) throw abortError(asked.signal);
      const hostname = new URL(asked.url).hostname;
      const port = Number(url.port || 443);
      const issuer = isUntrusted(cause) ? await readIssuer({ hostname: url.hostname, port, proxy }) : null;
      throw toNetworkError(cause, { hostname, proxy, issuer });
    }
  };
  return { fetch, forBrowser: routes.forBrowser, close: dispatchers.close };
}

interface Sending {
  readonly asked: NetworkRequest;
  readonly url: URL;
  readonly dispatcher: Dispatcher;
}

async function send({ asked, url, dispatcher }: Sending): Promise<Response> {
  asked.signal?.throwIfAborted();
  const answer = await request(url, {
    method: asked.method as Dispatcher.HttpMethod,
    headers: asked.headers,
    body: asked.body ?? null,
    signal: asked.signal ?? null,
    dispatcher,
  });
  // Read to its end here, so that a connection that breaks in the middle is an error of this call.
  const body = await answer.body.arrayBuffer();
  return new Response(bodiless.has(answer.statusCode) ? null : body, {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
  });
}

function headersOf(incoming: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) headers.append(name, one);
  }
  return headers;
}

function tellDate(response: Response, listener: NetworkOptions['onServerDate']): void {
  const milliseconds = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(milliseconds)) listener?.(milliseconds);
}

/** Takes the signal that ended a request; gives the error for it: `timeout` (reason noAnswer), the signal's own, or an AbortError. */
export function abortError(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof CoreError) return reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return new CoreError('timeout', 'No answer came in the time that was set for the request.', {
      reason: 'noAnswer',
      nextStep: 'Try again; if it happens again, check the network connection.',
    });
  }
  return new DOMException('The request was cancelled.', 'AbortError');
}

function createDispatchers(timeouts: NetworkTimeouts, trust: readonly string[] | undefined) {
  const tls = { ...(trust === undefined ? {} : { ca: [...trust] }), timeout: timeouts.connect };
  const limits = { headersTimeout: timeouts.headers, bodyTimeout: timeouts.body };
  const direct = new Agent({ ...limits, connect: tls });
  const proxied = new Map<string, ProxyAgent>();
  const throughProxy = (proxy: ProxyServer): ProxyAgent => {
    const known = proxied.get(proxy.url);
    if (known !== undefined) return known;
    const token = proxy.authorization === null ? {} : { token: proxy.authorization };
    const agent = new ProxyAgent({ uri: proxy.url, ...token, ...limits, requestTls: tls, proxyTls: tls });
    proxied.set(proxy.url, agent);
    return agent;
  };
  return {
    forProxy: (proxy: ProxyServer | null): Dispatcher => (proxy === null ? direct : throughProxy(proxy)),
    close: async (): Promise<void> => {
      await Promise.all([direct, ...proxied.values()].map((agent) => agent.close()));
    },
  };
}
