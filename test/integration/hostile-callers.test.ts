import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageSession, type PageSession } from '#loopback/page-session';
import { type LoopbackHost, listenOnLoopback } from '#loopback/server';
import { paths } from '#shared/contract/index';
import { WireError } from '#shared/contract/result';
import { createFuzzCore } from '#test/contract/fuzz-core';
import { plausibleInputs } from '#test/contract/inputs';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const secret = 'what stands beside the page';
let folder = '';
let host: LoopbackHost;
let session: PageSession;
let token = '';
let faults: readonly string[] = [];
const reached: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'page', 'index.html'), '<p>the page</p>');
  writeFileSync(join(folder, 'secret.txt'), secret);
  const fuzz = createFuzzCore();
  faults = fuzz.faults;
  session = createPageSession(Date.now);
  const dispatch = ((path: string, input: unknown, options: object) => {
    reached.push(path);
    return (fuzz.core.dispatch as (path: string, input: unknown, options: object) => unknown)(path, input, options);
  }) as typeof fuzz.core.dispatch;
  host = await listenOnLoopback({ core: { ...fuzz.core, dispatch }, session, pageFolder: join(folder, 'page') });
  token = session.exchange(session.issueCode()) ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

function send({ method = 'POST', path = '/rpc/session.show', headers = {}, body = '{}' }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(host.origin);
    const sent = request({ hostname, port, path, method, headers: { 'content-type': 'application/json', ...headers } });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.end(method === 'GET' ? undefined : body);
  });
}

const authorized = () => ({ authorization: `Bearer ${token}` });

/** Sends bytes as they are; gives what came back until the host ends the connection or answers. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1', () => socket.end(text));
    let got = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      got += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(got));
  });
}

describe('a hostile caller of the loopback host', () => {
  it.each([
    ['no token', {}, 401],
    ['a wrong token', { authorization: `Bearer ${'x'.repeat(43)}` }, 401],
    ['a token of another length in other letters', { authorization: 'Bearer \u00e9' }, 401],
    ['a rebound name', { host: 'evil.example' }, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('with %s reaches nothing', async (_what, headers, status) => {
    const before = reached.length;
    const isAboutToken = status === 401;
    const got = await send({ headers: { ...(isAboutToken ? {} : authorized()), ...headers } });
    expect(got.status).toBe(status);
    expect(WireError.safeParse(JSON.parse(got.text).error).success).toBe(true);
    expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(reached.length).toBe(before);
  });

  it('cannot use a code twice, guess one, or get a token with anything else', async () => {
    const code = session.issueCode();
    const exchange = (body: string) => send({ path: '/session', body });
    for (const body of ['', '{}', 'null', '{"code":7}', '{"code":"wrong"}', `{"code":"${'x'.repeat(2000)}"}`]) {
      expect((await exchange(body)).status).toBe(401);
    }
    expect((await exchange(JSON.stringify({ code }))).status).toBe(401);
    const right = JSON.stringify({ code: session.issueCode() });
    expect((await exchange(right)).status).toBe(200);
    expect((await exchange(right)).status).toBe(401);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '//etc/passwd',
    '/./../secret.txt',
    '/assets/%00',
    '/%',
    `/${'a'.repeat(5000)}`,
  ])('gets no file with %s', async (path) => {
    const got = await send({ method: 'GET', path });
    expect([got.status, got.text]).toEqual([404, 'Not found']);
  });

  it.each([
    'GET http://evil.example/secret.txt HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    'GET ../secret.txt HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
    'GET * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    'POST /rpc/session.show HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
  ])('gets nothing with %j', async (text) => {
    const got = await sendRaw(text.replaceAll('HOST', new URL(host.origin).host));
    expect(got).not.toContain(secret);
    expect(got).not.toMatch(/^HTTP\/1\.1 200/);
  });

  it.each(['__proto__', 'constructor', 'toString', '%', '%00', 'session.show/..', '', 'a'.repeat(5000)])(
    'finds no procedure "%s"',
    async (path) => {
      const got = await send({ path: `/rpc/${path}`, headers: authorized() });
      expect(JSON.parse(got.text)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    },
  );

  it('gets an answer to what is too large, too deep or no JSON', async () => {
    const inputs = [
      ['"'.padEnd(16_000_010, 'x'), 'inputTooLarge'],
      [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'invalidInput'],
      [`${'{"deep":['.repeat(50_000)}${']}'.repeat(50_000)}`, 'invalidInput'],
      ['{', 'inputNotJson'],
      ['', 'inputNotJson'],
      ['\u0000', 'inputNotJson'],
      ['{"__proto__":{"polluted":true}}', 'invalidInput'],
    ] as const;
    for (const [body, reason] of inputs) {
      const got = await send({ headers: authorized(), body });
      expect(JSON.parse(got.text)).toMatchObject({ ok: false, error: { code: 'bad_request', reason } });
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each(paths)('gets a result of %s, whatever is sent', async (path) => {
    const body = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.json({ maxDepth: 2 }).map((text) => JSON.stringify({ ...plausibleInputs[path], extra: JSON.parse(text) })),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const got = await send({ path: `/rpc/${path}`, headers: authorized(), body: text });
        const answer = JSON.parse(got.text);
        expect(answer.ok === true || WireError.safeParse(answer.error).success).toBe(true);
      }),
      { numRuns: 12 },
    );
    expect(faults).toEqual([]);
  });
});
