import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { builtInClouds } from '#platform/clouds';
import { createTargetRoutes } from '#platform/network-routes';
import { createTargetProbe, type TargetProbe } from '#platform/target-probe';
import { closeOpened, httpsServer, listen, privateCa, tlsFile } from '#test/integration/platform/network-fixture';
import { preflightWorld, resultOf, troubles } from '#test/unit/core/monitor/preflight/preflight-world';

const host = 'private.test.example';
const probes: TargetProbe[] = [];
afterEach(async () => {
  for (const probe of probes.splice(0)) await probe.close();
  await closeOpened();
});

type Answering = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A SCIM server behind real TLS on this machine, and a preflight of it with the real probe; `answer` may take requests over. */
async function overTls(answer: Answering = () => false) {
  const arrived: { readonly path: string; readonly authorization: string }[] = [];
  const probe = createTargetProbe({
    routes: createTargetRoutes(builtInClouds[0], {}),
    env: {},
    trust: [privateCa],
    lookup: async () => ['127.0.0.1'],
  });
  probes.push(probe);
  const world = preflightWorld({ probe });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    arrived.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' });
    if (answer(request, response)) return;
    const body = await text(request);
    const headers = { authorization: request.headers.authorization ?? '' };
    const sent = { method: request.method ?? 'GET', headers, ...(body === '' ? {} : { body }) };
    const answered = await world.target.fetch(new Request(`https://scim.demo.example${request.url}`, sent));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
  };
  const port = await listen(
    https.createServer(
      { cert: readFileSync(tlsFile('server.crt')), key: readFileSync(tlsFile('server.key')) },
      (request, response) => void handle(request, response),
    ),
  );
  const tenantUrl = `https://${host}:${port}/scim`;
  const run = (more: { readonly userName?: string } = {}) =>
    world.run({ tenantUrl, allowPrivate: ['127.0.0.1'], ...more });
  return { ...world, probe, run, unconfirmed: () => world.run({ tenantUrl }), arrived, tenantUrl };
}

const hasToken = (request: IncomingMessage, token: string): boolean =>
  request.headers.authorization === `Bearer ${token}`;

describe('a preflight over real TLS', () => {
  it('connects to nothing until a loopback address is confirmed, then reads and writes', async () => {
    const { run, unconfirmed, arrived, target } = await overTls();
    const waiting = await unconfirmed();
    expect([troubles(waiting), waiting.toConfirm, arrived]).toEqual([['address: privateAddress'], ['127.0.0.1'], []]);
    const report = await run({ userName: 'preflight.test' });
    expect(troubles(report)).toEqual(['address: privateAddressConfirmed', 'tls: trustedHereOnly']);
    expect(resultOf(report, 'write').verdict).toBe('passed');
    expect(resultOf(report, 'tls').facts).toContainEqual({ name: 'asked', value: '127.0.0.1' });
    expect(target.users()).toEqual([]);
  });

  it('lets no token arrive where a redirect leads, whoever is redirected', async () => {
    const elsewhere: string[] = [];
    const canary = await listen(
      https.createServer(
        { cert: readFileSync(tlsFile('server.crt')), key: readFileSync(tlsFile('server.key')) },
        (request, response) => {
          elsewhere.push(request.headers.authorization ?? '');
          response.end('{}');
        },
      ),
    );
    const location = `https://${host}:${canary}/scim/Users`;
    const all = await overTls((_request, response) => {
      response.writeHead(308, { location }).end();
      return true;
    });
    expect(troubles(await all.run())).toContain('redirect: redirectElsewhere');
    const holder = await overTls((request, response) => {
      if (!hasToken(request, holder.token)) return false;
      response.writeHead(302, { location }).end();
      return true;
    });
    expect(troubles(await holder.run())).toContain('authentication: redirectElsewhere');
    expect(holder.arrived.filter(({ authorization }) => authorization.includes(holder.token))).toHaveLength(1);
    expect(elsewhere).toEqual([]);
  });

  it.each(['expired.crt', 'other-host.crt'])('sends nothing to a server with %s', async (certificate) => {
    const { run } = preflightWorld({ probe: (await overTls()).probe });
    const port = await httpsServer(certificate, certificate.replace('expired', 'server').replace('.crt', '.key'));
    const report = await run({ tenantUrl: `https://${host}:${port}/scim`, allowPrivate: ['127.0.0.1'] });
    expect([resultOf(report, 'tls').verdict, report.requests]).toEqual(['failed', 0]);
  });

  it.each([
    ['a page', 'text/html', Buffer.from('<html>Sign in</html>'), {}],
    ['two megabytes', 'application/scim+json', Buffer.alloc(2_000_000, '['), {}],
    ['a bomb', 'application/scim+json', gzipSync(Buffer.alloc(100_000_000)), { 'content-encoding': 'gzip' }],
    ['a thousand brackets', 'application/scim+json', Buffer.from('['.repeat(1_000)), {}],
    ['nothing', 'application/scim+json', Buffer.alloc(0), {}],
  ])('survives %s in place of a list', async (...[, type, body, headers]) => {
    const world = await overTls((request, response) => {
      if (!hasToken(request, world.token)) return false;
      response.on('error', () => undefined);
      response.writeHead(200, { 'content-type': type, ...headers }).end(body);
      return true;
    });
    const report = await world.run();
    expect(report.verdict).toBe('notReady');
    expect(troubles(report).some((one) => /^(authentication|filter): /.test(one))).toBe(true);
  });
});
