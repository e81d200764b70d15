import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { bodyLimit, type ProbeAnswer, type ProbePort, type ProbeRequest } from '#core/monitor/preflight/probe-port';
import { abortError } from './network.ts';
import { toNetworkError } from './network-errors.ts';
import { type ProxyServer, proxyFor } from './network-proxy.ts';
import type { Routes } from './network-routes.ts';
import { seeCertificate } from './tls-handshake.ts';

export interface TargetProbeOptions {
  /** Ways to vendors' endpoints; what they map to this machine is a stand-in. */
  readonly routes: Routes;
  /** Environment with the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Issuers to trust as PEM; left out = Node's own. */
  readonly trust?: readonly string[] | undefined;
  /** Looks a name up; left out = as the system does. */
  readonly lookup?: ((hostname: string) => Promise<readonly string[]>) | undefined;
  /** Milliseconds until a name, a connection or a handshake counts as not answered. */
  readonly connectMs?: number | undefined;
}

/** A probe with its end: `close` ends kept connections. */
export interface TargetProbe extends ProbePort {
  close(): Promise<void>;
}

const usualConnectMs = 15_000;

async function lookUpAll(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true, verbatim: true });
  return [...new Set(found.map(({ address }) => address))];
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** Whatever a name leads to by now, the connection goes to the address that was looked at. */
function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/**
 * Takes routes, proxies and issuers; gives the way to look at vendors' endpoints. Certificates are always checked before anything is
 * sent, redirects are handed back, and a body is read up to a limit, unpacked too. Raises what {@link ProbePort} says.
 */
export function createTargetProbe(options: TargetProbeOptions): TargetProbe {
  const { routes, env, trust, lookup = lookUpAll, connectMs = usualConnectMs } = options;
  const tls = { ...(trust === undefined ? {} : { ca: [...trust] }), timeout: connectMs };
  const dispatchers = new Map<string, Dispatcher>();
  const kept = (key: string, make: () => Dispatcher): Dispatcher => {
    const known = dispatchers.get(key) ?? make();
    dispatchers.set(key, known);
    return known;
  };
  const dispatcherFor = (proxy: ProxyServer | null, address: string | null): Dispatcher => {
    if (proxy === null) {
      if (address === null) return kept('stand-in', () => new Agent({ connect: tls }));
      return kept(`to ${address}`, () => new Agent({ connect: { ...tls, lookup: pinnedTo(address) } }));
    }
    const token = proxy.authorization === null ? {} : { token: proxy.authorization };
    return kept(`by ${proxy.url}`, () => new ProxyAgent({ uri: proxy.url, ...token, requestTls: tls, proxyTls: tls }));
  };
  const wayOf = (text: string) => {
    const url = routes.route(text);
    const isStandIn = url.protocol === 'http:';
    return { url, isStandIn, proxy: isStandIn ? null : proxyFor(url, env) };
  };

  return {
    routeTo(text) {
      const { url, isStandIn, proxy } = wayOf(text);
      if (isStandIn) return { kind: 'standIn', address: url.host };
      return proxy === null ? { kind: 'direct' } : { kind: 'proxy', proxy: proxy.shown };
    },
    async addressesOf(hostname, signal) {
      const name = withoutBrackets(hostname);
      if (isIP(name) !== 0) return [name];
      const limit = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
      return guarded({ hostname, proxy: null, signal: limit }, () => Promise.race([lookup(name), untilAborted(limit)]));
    },
    async handshake({ url: text, address, signal }) {
      const { url, proxy } = wayOf(text);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
      const hostname = withoutBrackets(url.hostname);
      const server = { hostname, port: Number(url.port || 443), address, proxy, trust, signal: limit };
      return guarded({ hostname: url.hostname, proxy, signal: limit }, () => seeCertificate(server));
    },
    async send(asked) {
      const { url, isStandIn, proxy } = wayOf(asked.url);
      if (!isStandIn && proxy === null && asked.address === null)
        throw new Error('A direct request needs its address.');
      const { hostname } = new URL(asked.url);
      return guarded({ hostname, proxy, signal: asked.signal }, () =>
        send(asked, url, dispatcherFor(proxy, asked.address)),
      );
    },
    close: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close()));
    },
  };
}

interface Failing {
  readonly hostname: string;
  readonly proxy: ProxyServer | null;
  readonly signal: AbortSignal;
}

async function guarded<T>({ hostname, proxy, signal }: Failing, work: () => Promise<T>): Promise<T> {
  try {
    signal.throwIfAborted();
    return await work();
  } catch (cause) {
    if (signal.aborted) throw abortError(signal);
    throw toNetworkError(cause, { hostname, proxy });
  }
}

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(abortError(signal)), { once: true });
  });

async function send(asked: ProbeRequest, url: URL, dispatcher: Dispatcher): Promise<ProbeAnswer> {
  const began = performance.now();
  const answer = await request(url, {
    method: asked.method as Dispatcher.HttpMethod,
    headers: asked.headers,
    body: asked.body ?? null,
    signal: asked.signal,
    dispatcher,
  });
  const { bytes, cut } = await readUpTo(answer.body, bodyLimit);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const unpacked = cut ? { bytes, cut, garbled: false } : unpack(bytes, headers.get('content-encoding'));
  return {
    status: answer.statusCode,
    headers,
    body: unpacked.bytes.toString('utf8'),
    cut: unpacked.cut,
    garbled: unpacked.garbled,
    tookMs: performance.now() - began,
  };
}

async function readUpTo(
  body: AsyncIterable<unknown>,
  limit: number,
): Promise<{ readonly bytes: Buffer; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > limit) return { bytes: Buffer.alloc(0), cut: true };
    chunks.push(piece);
  }
  return { bytes: Buffer.concat(chunks), cut: false };
}

const unpackers: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

const nothing = Buffer.alloc(0);

/** Nobody asked for a packed answer, so it is unpacked with care: a small one may hold gigabytes. */
function unpack(
  bytes: Buffer,
  encoding: string | null,
): { readonly bytes: Buffer; readonly cut: boolean; readonly garbled: boolean } {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '' || bytes.length === 0) return { bytes, cut: false, garbled: false };
  const unpacker = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
  if (unpacker === undefined) return { bytes: nothing, cut: false, garbled: true };
  try {
    return { bytes: unpacker(bytes, { maxOutputLength: bodyLimit }), cut: false, garbled: false };
  } catch (cause) {
    const tooLarge = cause instanceof RangeError;
    return { bytes: nothing, cut: tooLarge, garbled: !tooLarge };
  }
}
