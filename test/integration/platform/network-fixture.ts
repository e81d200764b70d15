import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { CoreError } from '#core/rpc/errors';
import { createNetwork, type Network, type NetworkOptions } from '#platform/network';

export const tlsFile = (name: string) => new URL(`../../support/tls/${name}`, import.meta.url).pathname;
export const privateCa = readFileSync(tlsFile('private-ca.crt'), 'utf8');

const opened: { close(): unknown }[] = [];
/** Closes what a test opened: the `afterEach` of each file. */
export async function closeOpened(): Promise<void> {
  for (const one of opened.splice(0)) await one.close();
}

const answering: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('date', 'Fri, 01 May 2026 10:00:00 GMT');
    response.end(
      JSON.stringify({ url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() }),
    );
  });
};

/** Starts a server on a free port and gives the port; closed after the test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

export const httpServer = (listener: RequestListener = answering) => listen(http.createServer(listener));
export const httpsServer = (certificate: string, key = 'server.key') =>
  listen(https.createServer({ cert: readFileSync(tlsFile(certificate)), key: readFileSync(tlsFile(key)) }, answering));

/** A network port whose cloud is at `port` of this machine; closed after the test. */
export function network(port: number, options: Partial<NetworkOptions> = {}): Network {
  const authority = `https://127.0.0.1:${port}`;
  const cloud = {
    name: 'Test',
    authority,
    graph: 'https://graph.test.example',
    adminCenter: authority,
    builtIn: false,
  };
  const made = createNetwork({ cloud, env: {}, ...options });
  opened.push(made);
  return made;
}

/** A network port that maps the origin of Graph to `port` of this machine; closed after the test. */
export const loopbackNetwork = (port: number, options: Partial<NetworkOptions> = {}) =>
  network(1, { loopback: { 'https://graph.test.example': `http://127.0.0.1:${port}` }, ...options });

export const get = (url: string, signal?: AbortSignal) => ({
  method: 'GET',
  url,
  headers: { authorization: 'Bearer abc' },
  signal,
});

/** What the failed work says; raises what is no error of ours. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<{ code: string; reason: string | undefined; message: string; nextStep: string }> {
  const cause: unknown = await work.then(
    () => new Error('nothing was raised'),
    (raised: unknown) => raised,
  );
  if (!(cause instanceof CoreError)) throw cause;
  return {
    code: cause.code,
    reason: cause.details.reason,
    message: cause.message,
    nextStep: cause.details.nextStep ?? '',
  };
}

/** A CONNECT proxy that answers with a status, or makes the tunnel to this machine whatever host is asked for. */
export async function connectProxy(
  status: number,
): Promise<{ readonly url: string; readonly asked: string[]; readonly credentials: string[] }> {
  const asked: string[] = [];
  const credentials: string[] = [];
  const server = http.createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization'] ?? '');
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const upstream = net.connect(Number((request.url ?? '').split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked, credentials };
}
