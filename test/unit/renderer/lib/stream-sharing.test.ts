import { describe, expect, it, vi } from 'vitest';
import { createHttpTransport } from '#renderer/lib/http-transport';
import { type Browser, openStreamSharing } from '#renderer/lib/stream-sharing';

// Digests and streams take their time where other things run too.
vi.setConfig({ testTimeout: 20_000 });
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000 });

/** A browser with any number of pages: its locks, its channels, and the streams that the host opened for them. */
function createBrowser() {
  const queues = new Map<string, Promise<unknown>>();
  const channels = new Map<string, Set<(event: { data: unknown }) => void>>();
  const streams: { readonly token: string; say(line: string): void; end(): void }[] = [];
  const page = (): Browser => {
    const own = new Set<(event: { data: unknown }) => void>();
    return {
      locks: {
        async request(name, { signal }, work) {
          const before = queues.get(name) ?? Promise.resolve();
          const aborted = new Promise<never>((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError'))),
          );
          const turn = Promise.race([before, aborted]).then(work);
          queues.set(
            name,
            turn.catch(() => before),
          );
          return turn;
        },
      },
      openChannel(name) {
        const all = channels.get(name) ?? new Set();
        channels.set(name, all);
        return {
          postMessage: (data) => {
            for (const listener of all) if (!own.has(listener)) listener({ data });
          },
          addEventListener(_type, listener) {
            own.add(listener);
            all.add(listener);
          },
        };
      },
    };
  };
  const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const end = (): void => controller.close();
        init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        const token = String(new Headers(init.headers).get('authorization'));
        streams.push({ token, say: (line) => controller.enqueue(encoder.encode(`${line}\n`)), end });
      },
    });
    return new Response(body);
  };
  const open = (token = 'token', browser: Browser = page()) => {
    const heard: string[] = [];
    let gaps = 0;
    const transport = createHttpTransport({
      origin: 'http://127.0.0.1:1',
      token: Promise.resolve(token),
      fetch,
      onLost: () => undefined,
      pause: async () => undefined,
      sharing: () => openStreamSharing(token, browser),
    });
    transport.onGap(() => {
      gaps += 1;
    });
    const close = transport.subscribe((event) => heard.push(event.topic));
    return { heard, gaps: () => gaps, close };
  };
  return { open, streams };
}

const told = JSON.stringify({ topic: 'menu.chosen', payload: { command: 'about' } });

describe('pages of one browser', () => {
  it('hear over one stream, all of them', async () => {
    const browser = createBrowser();
    const pages = Array.from({ length: 7 }, () => browser.open());
    await eventually(() => expect(pages.every(({ gaps }) => gaps() > 0)).toBe(true));
    expect(browser.streams).toHaveLength(1);
    browser.streams[0]?.say(told);
    await eventually(() => expect(pages.map(({ heard }) => heard)).toEqual(pages.map(() => ['menu.chosen'])));
    expect(browser.streams).toHaveLength(1);
  });

  it('go on when the page that hears for all is closed, and know that they may have missed something', async () => {
    const browser = createBrowser();
    // Digests may end in any order: who opens the stream alone is the one that hears for all.
    const first = browser.open();
    await eventually(() => expect(browser.streams).toHaveLength(1));
    const [second, third] = [browser.open(), browser.open()];
    await eventually(() => expect(Math.min(...[first, second, third].map(({ gaps }) => gaps()))).toBeGreaterThan(0));
    const before = [second.gaps(), third.gaps()];
    first.close();
    await eventually(() =>
      expect([second, third].map(({ gaps }, index) => gaps() > (before[index] ?? 0))).toEqual([true, true]),
    );
    expect(browser.streams).toHaveLength(2);
    browser.streams[1]?.say(told);
    await eventually(() => expect([second.heard, third.heard]).toEqual([['menu.chosen'], ['menu.chosen']]));
    expect(first.heard).toEqual([]);
  });

  it('ask for another stream when theirs breaks off, one for all', async () => {
    const browser = createBrowser();
    const pages = [browser.open(), browser.open()];
    await eventually(() => expect(Math.min(...pages.map(({ gaps }) => gaps()))).toBeGreaterThan(0));
    expect(browser.streams).toHaveLength(1);
    browser.streams[0]?.end();
    await eventually(() => expect(browser.streams).toHaveLength(2));
    browser.streams[1]?.say(told);
    await eventually(() => expect(pages.map(({ heard }) => heard.length)).toEqual([1, 1]));
  });

  it('tell nothing to a page that does not know the token', async () => {
    const browser = createBrowser();
    const stranger = browser.open('another');
    const own = browser.open();
    await eventually(() => expect(browser.streams).toHaveLength(2));
    browser.streams.find(({ token }) => token === 'Bearer token')?.say(told);
    await eventually(() => expect(own.heard).toEqual(['menu.chosen']));
    expect(stranger.heard).toEqual([]);
  });

  it('have a stream each where the browser has no locks', async () => {
    const browser = createBrowser();
    const bare: Browser = { openChannel: () => ({ postMessage: () => undefined, addEventListener: () => undefined }) };
    const pages = [browser.open('token', bare), browser.open('token', bare)];
    await eventually(() => expect(browser.streams).toHaveLength(2));
    for (const stream of browser.streams) stream.say(told);
    await eventually(() => expect(pages.map(({ heard }) => heard.length)).toEqual([1, 1]));
  });

  it('take nothing for an event that is none', async () => {
    const listeners: ((event: { data: unknown }) => void)[] = [];
    const sharing = await openStreamSharing('token', {
      locks: { request: async () => undefined },
      openChannel: () => ({
        postMessage: () => undefined,
        addEventListener: (_type, listener) => listeners.push(listener),
      }),
    });
    const heard: unknown[] = [];
    sharing?.onTold((shared) => heard.push(shared));
    for (const data of [null, 7, 'line', {}, { line: 7 }, { line: 'x', more: 1 }]) listeners[0]?.({ data });
    expect(heard).toEqual([{ line: 'x' }]);
  });
});
