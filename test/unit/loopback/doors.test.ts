import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseLoopbackArguments } from '#loopback/arguments';
import { writeEntryPage } from '#loopback/entry-page';
import { watchIdle } from '#loopback/idle';
import { createPageSession } from '#loopback/page-session';
import { type Doorway, type GuardedRequest, refusalOf } from '#loopback/request-guard';
import { openTerminal } from '#loopback/terminal';

const host = '127.0.0.1:4000';
const own = { host, allows: (authorization: string | undefined) => authorization === 'Bearer right' };
const asked = (method: string, headers: GuardedRequest['headers'] = {}): GuardedRequest => ({
  method,
  headers: { host, authorization: 'Bearer right', 'content-type': 'application/json', ...headers },
});

describe('a request', () => {
  it.each([
    ['file', asked('GET', { authorization: undefined })],
    ['file', asked('HEAD')],
    ['exchange', asked('POST', { authorization: undefined })],
    ['call', asked('POST', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })],
    ['call', asked('POST', { 'content-type': 'application/json; charset=utf-8' })],
    ['events', asked('GET', { 'content-type': undefined })],
  ] as const)('for a %s is let in', (doorway, request) => {
    expect(refusalOf(request, doorway, own)).toBeNull();
  });

  it.each([
    ['a rebound name as its Host', 'file', asked('GET', { host: 'evil.example:4000' }), 403],
    ['localhost as its Host', 'call', asked('POST', { host: 'localhost:4000' }), 403],
    ['another port as its Host', 'call', asked('POST', { host: '127.0.0.1:4001' }), 403],
    ['no Host', 'call', asked('POST', { host: undefined }), 403],
    ['a foreign Origin', 'call', asked('POST', { origin: 'https://evil.example' }), 403],
    ['the Origin of a file', 'exchange', asked('POST', { origin: 'null' }), 403],
    ['our own Origin over https', 'call', asked('POST', { origin: `https://${host}` }), 403],
    ['another site behind it', 'events', asked('GET', { 'sec-fetch-site': 'cross-site' }), 403],
    ['no token', 'call', asked('POST', { authorization: undefined }), 401],
    ['a wrong token', 'events', asked('GET', { authorization: 'Bearer wrong' }), 401],
    ['a form as its body', 'call', asked('POST', { 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['text as its body', 'exchange', asked('POST', { 'content-type': 'text/plain' }), 415],
    ['no body type', 'call', asked('POST', { 'content-type': undefined }), 415],
    ['GET for a call', 'call', asked('GET'), 405],
    ['OPTIONS, which asks for CORS', 'call', asked('OPTIONS'), 405],
    ['POST for a file', 'file', asked('POST'), 405],
  ] as readonly (readonly [string, Doorway, GuardedRequest, number])[])(
    'with %s is refused',
    (...[, doorway, request, status]) => {
      expect(refusalOf(request, doorway, own)).toBe(status);
    },
  );
});

describe('the session of a page', () => {
  it('gives its token for the right code, once, within 30 seconds', () => {
    let now = 0;
    const session = createPageSession(() => now);
    const code = session.issueCode();
    now = 30_000;
    const token = session.exchange(code);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(session.exchange(code)).toBeNull();
    expect(session.allows(`Bearer ${token}`)).toBe(true);
    const late = session.issueCode();
    now = 60_001;
    expect(session.exchange(late)).toBeNull();
  });

  it.each([undefined, '', 'Bearer ', 'Bearer x', 'bearer', `Bearer ${'x'.repeat(43)}`, 'Bearer é'])(
    'does not allow "%s"',
    (authorization) => {
      expect(createPageSession(() => 0).allows(authorization)).toBe(false);
    },
  );

  it('forgets a code when a newer one is made, and when somebody guesses', () => {
    const session = createPageSession(() => 0);
    const first = session.issueCode();
    const second = session.issueCode();
    expect(session.exchange(first)).toBeNull();
    expect(session.exchange(second)).toBeNull();
  });
});

describe('the page that leads a browser in', () => {
  it('says that somebody is signed in, where that is so, for the page to be drawn at once', () => {
    const page = writeEntryPage({ origin: 'http://127.0.0.1:4000', code: 'a-code', signedIn: true });
    expect(readFileSync(page.path, 'utf8')).toContain('#code=a-code&signed-in"');
    page.remove();
  });

  it('can be read by its user only, holds the code behind # and goes away', () => {
    const page = writeEntryPage({ origin: 'http://127.0.0.1:4000', code: 'a-code', signedIn: false });
    const html = readFileSync(page.path, 'utf8');
    expect(html).toContain('location.replace("http://127.0.0.1:4000/#code=a-code")');
    expect(html).toContain('url=http://127.0.0.1:4000/#code=a-code"');
    if (process.platform !== 'win32') {
      expect(statSync(page.path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(page.path)).mode & 0o777).toBe(0o700);
    }
    page.remove();
    expect(existsSync(dirname(page.path))).toBe(false);
  });
});

describe('a question in the terminal', () => {
  const question = { title: 'Delete it?', lines: ['Airstack', 'its job'] };
  const open = () => {
    const input = new PassThrough();
    const output = new PassThrough();
    let lines = 0;
    const terminal = openTerminal({ input, output, onLine: () => (lines += 1) });
    return { input, output, terminal, lines: () => lines };
  };

  it.each([
    ['yes', true],
    [' YES ', true],
    ['y', false],
    ['', false],
    ['no', false],
    ['yes please', false],
  ])('is answered by "%s" with %s', async (line, confirmed) => {
    const { input, output, terminal } = open();
    const answer = terminal.ask(question);
    input.write(`${line}\n`);
    expect(await answer).toBe(confirmed);
    expect(String(output.read())).toContain('Delete it?\n  - Airstack\n  - its job\n');
  });

  it('is a no where nobody can type, or stops typing', async () => {
    const { input, terminal } = open();
    const answer = terminal.ask(question);
    input.end();
    expect(await answer).toBe(false);
    expect(await terminal.ask(question)).toBe(false);
  });

  it('takes no line that was typed before it was asked', async () => {
    const { input, terminal, lines } = open();
    input.write('yes\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines()).toBe(1);
    const answer = terminal.ask(question);
    input.write('no\n');
    expect(await answer).toBe(false);
  });
});

describe('a host that nobody uses', () => {
  it('ends after its limit, but not while a page is open or something happens', () => {
    let now = 0;
    let pages = 1;
    let ended = 0;
    let look = (): void => undefined;
    const watch = watchIdle({
      limitMs: 100,
      now: () => now,
      pages: () => pages,
      onIdle: () => (ended += 1),
      every: (given) => {
        look = given;
        return () => {
          look = () => undefined;
        };
      },
    });
    for (const [at, open] of [
      [500, 1],
      [550, 0],
    ] as const) {
      now = at;
      pages = open;
      look();
    }
    now = 590;
    watch.touch();
    now = 680;
    look();
    expect(ended).toBe(0);
    now = 690;
    look();
    now = 2000;
    look();
    expect(ended).toBe(1);
  });
});

describe('the arguments of the loopback host', () => {
  it('are few', () => {
    expect(parseLoopbackArguments([])).toEqual({ tenant: false, endpoints: null, browser: true, dataFolder: null });
    expect(parseLoopbackArguments(['--tenant', '--no-open', '--data-dir', 'x'])).toMatchObject({
      tenant: true,
      browser: false,
      dataFolder: 'x',
    });
    expect(() => parseLoopbackArguments(['--token', 'secret'])).toThrow();
  });
});
