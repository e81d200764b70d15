import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import {
  closeOpened,
  connectProxy,
  failureOf,
  get,
  httpServer,
  listen,
  loopbackNetwork,
  network,
} from './network-fixture.ts';

afterEach(closeOpened);

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
    const failed = await failureOf(network(1, { cloud }).fetch(get('https://nowhere.invalid/')));
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
