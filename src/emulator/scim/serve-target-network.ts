import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { TargetNetwork } from '#emulator/vendor-target';

/** Ways in which a public origin can be broken, by Node's own error codes. */
export type BrokenOriginCode = 'ENOTFOUND' | 'ECONNREFUSED' | 'CERT_HAS_EXPIRED' | 'DEPTH_ZERO_SELF_SIGNED_CERT';

/** Where public origins lead. */
export interface TargetNetworkOptions {
  /** Loopback address of a public origin, for example http://127.0.0.1:41000; undefined: nobody is there. */
  readonly resolve: (origin: string) => string | undefined;
  /** Origins that fail, beside the built-in ones. */
  readonly broken?: ReadonlyMap<string, BrokenOriginCode>;
  /** Real milliseconds until a request fails with ETIMEDOUT. Default 10,000. */
  readonly timeoutMs?: number;
}

/** Origins that are broken on purpose, so that each failure of a connection test can be tried by hand. */
export const builtInBrokenOrigins: ReadonlyMap<string, BrokenOriginCode> = new Map([
  ['https://expired.demo.example', 'CERT_HAS_EXPIRED'],
  ['https://selfsigned.demo.example', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['https://refused.demo.example', 'ECONNREFUSED'],
]);

/** The network port with its end: `close` ends the kept connections. */
export interface ClosableTargetNetwork extends TargetNetwork {
  close(): void;
}

const messages: Record<BrokenOriginCode, (host: string) => string> = {
  ENOTFOUND: (host) => `getaddrinfo ENOTFOUND ${host}`,
  ECONNREFUSED: (host) => `connect ECONNREFUSED ${host}:443`,
  CERT_HAS_EXPIRED: () => 'certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => 'self-signed certificate',
};

const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

const loopbackHosts = new Set(['127.0.0.1', '[::1]']);

/**
 * The network between the provisioning service and its targets: real HTTP, but only to this machine.
 * Takes where public origins lead and which are broken; gives `fetch`, which rejects with Node's error codes
 * (ENOTFOUND, ECONNREFUSED, CERT_HAS_EXPIRED, DEPTH_ZERO_SELF_SIGNED_CERT, ETIMEDOUT, ECONNRESET).
 * The public host goes into the `Host` header, so one server can answer for several vendors.
 */
export function createTargetNetwork(options: TargetNetworkOptions): ClosableTargetNetwork {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return {
    async fetch(url, init) {
      const publicUrl = new URL(url);
      const broken = options.broken?.get(publicUrl.origin) ?? builtInBrokenOrigins.get(publicUrl.origin);
      if (broken !== undefined) throw failure(broken, messages[broken](publicUrl.host));
      const address = options.resolve(publicUrl.origin);
      if (address === undefined) throw failure('ENOTFOUND', messages.ENOTFOUND(publicUrl.hostname));
      const target = new URL(publicUrl.pathname + publicUrl.search, address);
      if (target.protocol !== 'http:' || !loopbackHosts.has(target.hostname)) {
        throw failure('ENOTFOUND', `${publicUrl.host} may only lead to this machine`);
      }
      const headers = { ...init.headers, host: publicUrl.host };
      return send({ target, agent, timeoutMs: options.timeoutMs ?? 10_000, init: { ...init, headers } });
    },
    close: () => agent.destroy(),
  };
}

interface Sending {
  readonly target: URL;
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly init: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
}

function send({ target, agent, timeoutMs, init }: Sending): Promise<Response> {
  return new Promise((resolve, reject) => {
    const body = init.body === undefined ? undefined : Buffer.from(init.body);
    const headers = body === undefined ? init.headers : { ...init.headers, 'content-length': String(body.length) };
    const outgoing = httpRequest(target, { method: init.method, headers, agent }, (incoming) => {
      readAll(incoming).then((bytes) => resolve(toResponse(incoming, bytes)), reject);
    });
    outgoing.setTimeout(timeoutMs, () => {
      outgoing.destroy(failure('ETIMEDOUT', `no answer within ${timeoutMs} ms`));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const bodiless = new Set([204, 205, 304]);

function toResponse(incoming: IncomingMessage, bytes: Buffer): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Response(bodiless.has(status) ? null : new Uint8Array(bytes), { status, headers });
}
