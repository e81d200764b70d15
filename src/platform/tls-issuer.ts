import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { ProxyServer } from './network-proxy.ts';

/** How long looking for the name of an issuer may take: it only improves an error message. */
const limitMilliseconds = 4_000;

/** A server whose certificate was not trusted. */
export interface UntrustedServer {
  readonly hostname: string;
  readonly port: number;
  readonly proxy: ProxyServer | null;
}

/**
 * Takes a server whose certificate was not trusted; gives the name of that certificate's issuer, or null when it cannot
 * be read any more. The connection it makes for this sends nothing and is closed after the handshake: Node tells the
 * certificate only on connections that it did not refuse.
 */
export async function readIssuer(server: UntrustedServer): Promise<string | null> {
  try {
    const tunnel = server.proxy === null ? undefined : await openTunnel(server, server.proxy);
    return await issuerSeen(server, tunnel);
  } catch {
    return null;
  }
}

function issuerSeen(server: UntrustedServer, tunnel: Duplex | undefined): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host: server.hostname,
      port: server.port,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ...(isAddress(server.hostname) ? {} : { servername: server.hostname }),
      rejectUnauthorized: false,
    });
    socket.setTimeout(limitMilliseconds, () => socket.destroy(new Error('no handshake in time')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const { issuer } = socket.getPeerCertificate();
      socket.destroy();
      resolve([issuer?.CN ?? issuer?.O ?? null].flat()[0] ?? null);
    });
  });
}

/** Takes a server and a proxy; gives the tunnel to it. Raises what Node raises, or an error with the proxy's status. */
export function openTunnel(server: Omit<UntrustedServer, 'proxy'>, proxy: ProxyServer): Promise<Duplex> {
  const url = new URL(proxy.url);
  const authority = `${server.hostname}:${server.port}`;
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request({
      host: url.hostname,
      port: url.port === '' ? undefined : url.port,
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization === null ? {} : { 'proxy-authorization': proxy.authorization }),
      },
      timeout: limitMilliseconds,
    });
    request.once('connect', (_response, socket) => resolve(socket));
    request.once('timeout', () => request.destroy(new Error('the proxy did not answer in time')));
    request.once('error', reject);
    request.end();
  });
}

const isAddress = (hostname: string): boolean => /^[\d.]+$/.test(hostname) || hostname.includes(':');
