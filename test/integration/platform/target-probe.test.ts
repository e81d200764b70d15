import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyLimit } from '#core/monitor/preflight/probe-port';
import { builtInClouds } from '#platform/clouds';
import { createTargetRoutes } from '#platform/network-routes';
import { createTargetProbe, type TargetProbeOptions } from '#platform/target-probe';
import {
  closeOpened,
  connectProxy,
  failureOf,
  httpServer,
  httpsServer,
  listen,
  privateCa,
  tlsFile,
} from './network-fixture.ts';

const host = 'private.test.example';
const probes: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const probe of probes.splice(0)) await probe.close();
  await closeOpened();
});

/** A probe for which the private authority is one of the world, on a machine whose names lead to this one. */
function probe(options: Partial<TargetProbeOptions> = {}) {
  const made = createTargetProbe({
    routes: createTargetRoutes(builtInClouds[0], {}),
    env: {},
    trust: [privateCa],
    lookup: async () => ['127.0.0.1'],
    connectMs: 2_000,
    ...options,
  });
  probes.push(made);
  return made;
}

const secured = (listener: RequestListener, certificate = 'server.crt') =>
  listen(
    https.createServer(
      { cert: readFileSync(tlsFile(certificate)), key: readFileSync(tlsFile('server.key')) },
      listener,
    ),
  );

const signal = AbortSignal.timeout(10_000);
const requestTo = (port: number, address: string | null = '127.0.0.1') => ({
  method: 'GET',
  url: `https://${host}:${port}/scim/Users`,
  headers: { Authorization: 'Bearer CANARY' },
  address,
  signal,
});

describe('a handshake', () => {
  it('shows protocol, names and dates of a certificate that is trusted here only', async () => {
    const port = await httpsServer('server.crt');
    const facts = await probe().handshake({ url: `https://${host}:${port}/`, address: '127.0.0.1', signal });
    expect(facts).toMatchObject({ fault: null, publiclyTrusted: false, issuer: 'Contoso Test Root' });
    expect(facts.names).toContain(host);
    expect(facts.protocol).toMatch(/^TLSv1\.[23]$/);
    expect(facts.validTo).toBeGreaterThan(Date.UTC(2090, 0, 1));
  });

  it.each([
    ['expired', 'expired.crt', 'server.key', [privateCa], 'CERT_HAS_EXPIRED'],
    ['for another host', 'other-host.crt', 'other-host.key', [privateCa], 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['of an authority that is not trusted', 'server.crt', 'server.key', [], 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])(
    'tells a certificate that is %s, and no request is sent with it',
    async (...[, certificate, key, trust, fault]) => {
      const port = await httpsServer(certificate, key);
      const seeing = probe({ trust });
      const facts = await seeing.handshake({ url: `https://${host}:${port}/`, address: '127.0.0.1', signal });
      expect(facts.fault).toBe(fault);
      expect((await failureOf(seeing.send(requestTo(port)))).code).toBe('offline');
    },
  );

  it('names a server that speaks no TLS, one that refuses and one that says nothing', async () => {
    const plain = await httpServer();
    const silent = await listen(net.createServer(() => undefined));
    const shake = (port: number) =>
      probe({ connectMs: 300 }).handshake({ url: `https://${host}:${port}/`, address: '127.0.0.1', signal });
    expect((await failureOf(shake(plain))).reason).toBe('tlsFailure');
    expect((await failureOf(shake(1))).reason).toBe('connectionRefused');
    expect((await failureOf(shake(silent))).code).toBe('timeout');
  });
});

describe('a request', () => {
  it('goes to the address that was looked at, whatever the name leads to by then', async () => {
    const port = await secured((request, response) => response.end(request.headers.host));
    const rebound = probe({ lookup: async () => ['192.0.2.1'] });
    const answer = await rebound.send(requestTo(port));
    expect([answer.status, answer.body]).toEqual([200, `${host}:${port}`]);
    await expect(rebound.send(requestTo(port, null))).rejects.toThrow('needs its address');
  });

  it('hands a redirect back and sends nothing to where it leads', async () => {
    const arrived: string[] = [];
    const elsewhere = await secured((request, response) => {
      arrived.push(request.headers.authorization ?? '');
      response.end();
    });
    const port = await secured((_request, response) => {
      response.writeHead(302, { location: `https://localhost:${elsewhere}/` }).end();
    });
    const answer = await probe().send(requestTo(port));
    expect([answer.status, arrived]).toEqual([302, []]);
  });

  it('stops at a body that is too long, and at a small one that grows when it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * bodyLimit));
    const long = await secured((_request, response) => {
      response.on('error', () => undefined);
      response.end(Buffer.alloc(4 * bodyLimit, 'x'));
    });
    const packed = await secured((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    expect(await probe().send(requestTo(long))).toMatchObject({ cut: true, body: '' });
    expect(await probe().send(requestTo(packed))).toMatchObject({ cut: true, body: '' });
  });

  it('unpacks what nobody asked to be packed, and tells what it cannot', async () => {
    const good = await secured((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"totalResults":0}'));
    });
    const bad = await secured((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip at all');
    });
    const odd = await secured((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'zebra' }).end('striped');
    });
    expect((await probe().send(requestTo(good))).body).toBe('{"totalResults":0}');
    expect(await probe().send(requestTo(bad))).toMatchObject({ garbled: true, body: '' });
    expect(await probe().send(requestTo(odd))).toMatchObject({ garbled: true, body: '' });
  });

  it('ends a server that drips or hangs when its time is over', async () => {
    const hanging = await secured(() => undefined);
    const dripping = await secured((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    for (const port of [hanging, dripping]) {
      const asked = { ...requestTo(port), signal: AbortSignal.timeout(300) };
      expect(await failureOf(probe().send(asked))).toMatchObject({ code: 'timeout', reason: 'noAnswer' });
    }
  });

  it('names a proxy that hides the address, and goes through it with the certificate checked', async () => {
    const port = await httpsServer('server.crt');
    const proxy = await connectProxy(200);
    const through = probe({ env: { HTTPS_PROXY: proxy.url } });
    const url = `https://${host}:${port}/scim`;
    expect(through.routeTo(url)).toEqual({ kind: 'proxy', proxy: proxy.url });
    expect((await through.handshake({ url, address: null, signal })).fault).toBeNull();
    expect((await through.send(requestTo(port, null))).status).toBe(200);
    expect(new Set(proxy.asked)).toEqual(new Set([`${host}:${port}`]));
  });
});

describe('looking a name up', () => {
  it('gives a literal address as it is, also in brackets', async () => {
    expect(await probe().addressesOf('[::1]', signal)).toEqual(['::1']);
    expect(await probe().addressesOf('10.0.0.5', signal)).toEqual(['10.0.0.5']);
  });

  it('gives what the system gives for this machine’s own name', async () => {
    const found = await probe({ lookup: undefined }).addressesOf('localhost', signal);
    expect(found.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });

  it('tells a name that nobody has, and one that nobody answers for', async () => {
    const lost = probe({ lookup: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    expect((await failureOf(lost.addressesOf('nobody.invalid', signal))).reason).toBe('dnsFailure');
    const slow = probe({ lookup: () => new Promise(() => undefined), connectMs: 50 });
    expect((await failureOf(slow.addressesOf('slow.invalid', signal))).code).toBe('timeout');
  });

  it('has stand-ins only for hosts of its tenant', async () => {
    const demo = probe({
      routes: createTargetRoutes(
        { ...builtInClouds[0], name: 'Demo', builtIn: false },
        { 'https://scim.demo.example': 'http://127.0.0.1:4100' },
      ),
    });
    expect(demo.routeTo('https://scim.demo.example/scim')).toEqual({ kind: 'standIn', address: '127.0.0.1:4100' });
    expect(() => demo.routeTo('https://elsewhere.example/scim')).toThrow('cannot be found');
  });
});
