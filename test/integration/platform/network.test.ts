import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { createNetwork, type Network, type NetworkOptions } from '#platform/network';
import { parseCertificates, trustedIssuers } from '#platform/network-trust';

const tlsFile = (name: string) => new URL(`../../support/tls/${name}`, import.meta.url).pathname;
const privateCa = readFileSync(tlsFile('private-ca.crt'), 'utf8');

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

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

async function listen(server: Server): Promise<number> {
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

const httpServer = (listener: RequestListener = answering) => listen(http.createServer(listener));
const httpsServer = (certificate: string, key = 'server.key') =>
  listen(https.createServer({ cert: readFileSync(tlsFile(certificate)), key: readFileSync(tlsFile(key)) }, answering));

function network(port: number, options: Partial<NetworkOptions> = {}): Network {
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

const loopbackNetwork = (port: number, options: Partial<NetworkOptions> = {}) =>
  network(1, { loopback: { 'https://graph.test.example': `http://127.0.0.1:${port}` }, ...options });

const get = (url: string, signal?: AbortSignal) => ({
  method: 'GET',
  url,
  headers: { authorization: 'Bearer abc' },
  signal,
});

async function failureOf(
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
async function connectProxy(
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

describe('the network port on a custom cloud', () => {
  it('sends what is meant for a mapped origin to this machine, path, query, headers and body included', async () => {
    const port = await httpServer();
    const { fetch, forBrowser } = loopbackNetwork(port);
    const url = 'https://graph.test.example/v1.0/x?$filter=a%20b';
    const response = await fetch({ method: 'POST', url, headers: { 'x-one': '1' }, body: 'é' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ url: '/v1.0/x?$filter=a%20b', headers: { 'x-one': '1' }, body: 'é' });
    expect(forBrowser(url)).toBe(`http://127.0.0.1:${port}/v1.0/x?$filter=a%20b`);
  });

  it.each([
    'https://graph.microsoft.com/v1.0/me',
    'https://graph.test.example.evil.example/',
    'https://graph.test.example:8443/',
    'http://graph.test.example/',
    'https://169.254.169.254/latest',
  ])('refuses %s without sending anything', async (url) => {
    const seen: string[] = [];
    const port = await httpServer((request, response) => {
      seen.push(request.url ?? '');
      response.end();
    });
    const failed = await failureOf(loopbackNetwork(port).fetch(get(url)));
    expect([failed.code, failed.reason, seen]).toEqual(['offline', 'blockedHost', []]);
  });

  it('never goes through a proxy to this machine', async () => {
    const proxy = await connectProxy(403);
    const port = await httpServer();
    const { fetch } = loopbackNetwork(port, { env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url } });
    expect((await fetch(get('https://graph.test.example/'))).status).toBe(200);
    expect(proxy.asked).toEqual([]);
  });

  it('hands back a redirect and follows it nowhere', async () => {
    const elsewhere: string[] = [];
    const other = await httpServer((request, response) => {
      elsewhere.push(request.headers.authorization ?? '');
      response.end();
    });
    const port = await httpServer((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${other}/steal` }).end();
    });
    const response = await loopbackNetwork(port).fetch(get('https://graph.test.example/'));
    expect([response.status, elsewhere]).toEqual([302, []]);
  });

  it('tells the time of the Date header, and gives 204 without a body and several cookies', async () => {
    const dates: number[] = [];
    const port = await httpServer((_request, response) => {
      response.setHeader('date', 'Fri, 01 May 2026 10:00:00 GMT').setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(204).end();
    });
    const { fetch } = loopbackNetwork(port, { onServerDate: (at) => dates.push(at) });
    const response = await fetch(get('https://graph.test.example/'));
    expect([response.status, await response.text(), response.headers.getSetCookie()]).toEqual([
      204,
      '',
      ['a=1', 'b=2'],
    ]);
    expect(dates).toEqual([Date.parse('2026-05-01T10:00:00Z')]);
  });
});

describe('the network port when the network fails', () => {
  it('says that a host is not found', async () => {
    const cloud = {
      name: 'T',
      authority: 'https://nowhere.invalid',
      graph: 'https://g.invalid',
      adminCenter: '',
      builtIn: false,
    };
    const made = createNetwork({ cloud, env: {} });
    opened.push(made);
    const failed = await failureOf(made.fetch(get('https://nowhere.invalid/')));
    expect([failed.code, failed.reason]).toEqual(['offline', 'dnsFailure']);
    expect(failed.message).toContain('nowhere.invalid');
  });

  it('says that a connection is refused', async () => {
    const failed = await failureOf(network(1).fetch(get('https://127.0.0.1:1/')));
    expect([failed.code, failed.reason]).toEqual(['offline', 'connectionRefused']);
  });

  it('says that a connection broke, before or in the middle of the answer', async () => {
    const before = await httpServer((request) => request.socket.resetAndDestroy());
    const middle = await httpServer((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('begin', () => request.socket.resetAndDestroy());
    });
    for (const port of [before, middle]) {
      const failed = await failureOf(loopbackNetwork(port).fetch(get('https://graph.test.example/')));
      expect([failed.code, failed.reason]).toEqual(['offline', 'connectionReset']);
    }
  });

  it('says that an answer is no HTTP', async () => {
    const port = await listen(net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    const failed = await failureOf(loopbackNetwork(port).fetch(get('https://graph.test.example/')));
    expect(failed.message).toContain('not HTTP');
  });

  it('gives up when no answer begins', async () => {
    const port = await httpServer(() => undefined);
    const { fetch } = loopbackNetwork(port, { timeouts: { headers: 50 } });
    expect((await failureOf(fetch(get('https://graph.test.example/')))).code).toBe('timeout');
  });

  it('ends a request with an AbortError when the caller cancels, before and while it runs', async () => {
    const port = await httpServer(() => undefined);
    const { fetch } = loopbackNetwork(port);
    const running = new AbortController();
    const cancelled = fetch(get('https://graph.test.example/', running.signal));
    running.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fetch(get('https://graph.test.example/', AbortSignal.abort()))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('calls the end of a time limit a timeout and keeps an error of our own', async () => {
    const port = await httpServer(() => undefined);
    const { fetch } = loopbackNetwork(port);
    expect((await failureOf(fetch(get('https://graph.test.example/', AbortSignal.timeout(20))))).code).toBe('timeout');
    const own = new CoreError('conflict', 'our own');
    expect((await failureOf(fetch(get('https://graph.test.example/', AbortSignal.abort(own))))).code).toBe('conflict');
  });
});

describe('the network port and certificates', () => {
  it('names the issuer and the host when an issuer is unknown, and says --ca', async () => {
    const port = await httpsServer('server.crt');
    const failed = await failureOf(network(port).fetch(get(`https://127.0.0.1:${port}/`)));
    expect([failed.code, failed.reason]).toEqual(['offline', 'tlsUntrusted']);
    expect(failed.message).toContain('Contoso Test Root');
    expect(failed.message).toContain('127.0.0.1');
    expect(failed.nextStep).toContain('--ca');
  });

  it('connects when the issuer is given', async () => {
    const port = await httpsServer('server.crt');
    const made = network(port, { trust: trustedIssuers(tlsFile('private-ca.crt')) });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
  });

  it.each([
    ['expired.crt', 'server.key', 'has expired'],
    ['other-host.crt', 'other-host.key', 'another host'],
  ])('refuses %s in words of its own, without asking for --ca', async (certificate, key, words) => {
    const port = await httpsServer(certificate, key);
    const failed = await failureOf(network(port, { trust: [privateCa] }).fetch(get(`https://127.0.0.1:${port}/`)));
    expect(failed.reason).toBe('tlsFailure');
    expect(failed.message).toContain(words);
    expect(failed.nextStep).not.toContain('--ca');
  });

  it('says that a server which speaks no TLS gave no secure connection', async () => {
    const port = await httpServer();
    const failed = await failureOf(network(port).fetch(get(`https://127.0.0.1:${port}/`)));
    expect(failed.reason).toBe('tlsFailure');
  });

  it('reads PEM with several certificates and DER, and refuses what is none', () => {
    const der = Buffer.from(privateCa.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(parseCertificates(Buffer.from(`a comment\n${privateCa}\n${privateCa}`))).toHaveLength(2);
    expect(parseCertificates(der)).toEqual([privateCa]);
    expect(() => parseCertificates(Buffer.from('hello'))).toThrow('no certificate');
    expect(() => trustedIssuers(tlsFile('missing.crt'))).toThrow('cannot be read');
  });

  it('adds an issuer to those that Node trusts instead of replacing them', () => {
    expect(trustedIssuers(tlsFile('private-ca.crt')).length).toBe(trustedIssuers(null).length + 1);
  });
});

describe('the network port and proxies', () => {
  it('goes through the tunnel of a proxy, with its credentials', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(200);
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//ada:secret@') };
    const made = network(port, { trust: [privateCa], env });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
    expect(proxy.asked).toEqual([`127.0.0.1:${port}`]);
    expect(proxy.credentials).toEqual([`Basic ${btoa('ada:secret')}`]);
  });

  it('leaves the proxy out for hosts of NO_PROXY', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(403);
    const made = network(port, { trust: [privateCa], env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } });
    expect((await made.fetch(get(`https://127.0.0.1:${port}/`))).status).toBe(200);
  });

  it.each([
    [403, 'NO_PROXY'],
    [407, 'user name and password'],
    [502, 'NO_PROXY'],
  ])('names the proxy and its status %d when it refuses', async (status, words) => {
    const proxy = await connectProxy(status);
    const made = network(8443, { env: { HTTPS_PROXY: proxy.url.replace('//', '//ada:hunter22@') } });
    const failed = await failureOf(made.fetch(get('https://127.0.0.1:8443/')));
    expect([failed.code, failed.reason]).toEqual(['offline', 'proxyRefused']);
    expect(failed.message).toContain(`${proxy.url} refused`);
    expect(failed.message).toContain(String(status));
    expect(failed.nextStep).toContain(words);
    expect(JSON.stringify(failed)).not.toContain('hunter22');
  });

  it('says that the proxy cannot be reached, not that the host cannot', async () => {
    const failed = await failureOf(
      network(8443, { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } }).fetch(get('https://127.0.0.1:8443/')),
    );
    expect([failed.code, failed.reason]).toEqual(['offline', 'proxyUnreachable']);
    expect(failed.message).toContain('http://127.0.0.1:1');
  });

  it('names the issuer of a certificate that was seen through the proxy', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(200);
    const failed = await failureOf(
      network(port, { env: { HTTPS_PROXY: proxy.url } }).fetch(get(`https://127.0.0.1:${port}/`)),
    );
    expect(failed.reason).toBe('tlsUntrusted');
    expect(failed.message).toContain('Contoso Test Root');
    expect(failed.message).toContain(`through the proxy ${proxy.url}`);
  });
});
