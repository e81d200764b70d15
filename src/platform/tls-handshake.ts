import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { TlsFacts } from '#core/monitor/preflight/probe-port';
import type { ProxyServer } from './network-proxy.ts';
import { openTunnel } from './tls-issuer.ts';

/** A server whose certificate is looked at. */
export interface ServerToSee {
  readonly hostname: string;
  readonly port: number;
  /** The address to connect to; null through a proxy. */
  readonly address: string | null;
  readonly proxy: ProxyServer | null;
  readonly trust: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * Takes a server; makes a handshake, sends nothing and gives what it showed, trusted or not. The issuers that every Node program brings
 * are those of browsers: a certificate that only an added issuer vouches for is told apart. Raises what Node raises.
 * Source: nodejs.org/api/tls.html#tlssocketauthorizationerror
 */
export async function seeCertificate(server: ServerToSee): Promise<TlsFacts> {
  const seen = await shakeHands(server, server.trust);
  const publicIssuers = new Set(tls.rootCertificates);
  const added = (server.trust ?? []).some((issuer) => !publicIssuers.has(issuer));
  if (seen.fault !== null || !added) return { ...seen, publiclyTrusted: seen.fault === null ? true : null };
  const { fault } = await shakeHands(server, tls.rootCertificates);
  return { ...seen, publiclyTrusted: fault === null };
}

async function shakeHands(server: ServerToSee, trust: readonly string[] | undefined): Promise<TlsFacts> {
  const began = performance.now();
  const tunnel = server.proxy === null ? undefined : await openTunnel(server, server.proxy);
  const socket = connect(server, trust, tunnel);
  const onAbort = (): void => void socket.destroy(new Error('the handshake was ended'));
  server.signal.addEventListener('abort', onAbort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('closed in the handshake'), { code: 'ECONNRESET' })));
    });
    return factsOf(socket, performance.now() - began);
  } finally {
    server.signal.removeEventListener('abort', onAbort);
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

function connect(server: ServerToSee, trust: readonly string[] | undefined, tunnel: Duplex | undefined): tls.TLSSocket {
  return tls.connect({
    host: server.address ?? server.hostname,
    port: server.port,
    ...(tunnel === undefined ? {} : { socket: tunnel }),
    ...(isIP(server.hostname) === 0 ? { servername: server.hostname } : {}),
    ...(trust === undefined ? {} : { ca: [...trust] }),
    // The name that a person gave is what the certificate has to be for, and not the address.
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(server.hostname, certificate),
    // Node tells the certificate only of connections that it did not refuse; nothing is ever sent on this one.
    rejectUnauthorized: false,
  });
}

const textOf = (value: string | string[] | undefined): string | null => [value ?? null].flat()[0] ?? null;

const timeOf = (text: string | undefined): number | null => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
};

const codeOf = (error: unknown): string => {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
};

function factsOf(socket: tls.TLSSocket, tookMs: number): Omit<TlsFacts, 'publiclyTrusted'> & { publiclyTrusted: null } {
  const certificate = socket.getPeerCertificate();
  const names = (certificate.subjectaltname ?? '').split(', ').flatMap((name) => {
    const plain = name.replace(/^(DNS|IP Address):/, '');
    return plain === '' ? [] : [plain];
  });
  return {
    protocol: socket.getProtocol(),
    subject: textOf(certificate.subject?.CN ?? certificate.subject?.O),
    issuer: textOf(certificate.issuer?.CN ?? certificate.issuer?.O),
    names,
    validFrom: timeOf(certificate.valid_from),
    validTo: timeOf(certificate.valid_to),
    fault: socket.authorized ? null : codeOf(socket.authorizationError),
    publiclyTrusted: null,
    tookMs,
  };
}
