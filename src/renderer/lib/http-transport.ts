import type { PageEvent } from '#shared/contract/host-events';
import { readLines } from './read-lines.ts';
import type { StreamSharing } from './stream-sharing.ts';
import { type Carried, cancelled, carriedOf, eventOf, failed, type Transport } from './transport.ts';

/** What the transport over HTTP needs. */
export interface HttpTransportOptions {
  /** Origin of the host, for example `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Token of this session, sent as a bearer header and nowhere else; null where the page has none. Never rejects. */
  readonly token: Promise<string | null>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Told when the host is gone or no longer knows the token. */
  readonly onLost: () => void;
  /** Lets a moment pass before events are asked for again. */
  readonly pause: () => Promise<void>;
  /** One stream for all pages of the browser; left out or null = one of this page's own. */
  readonly sharing?: () => Promise<StreamSharing | null>;
}

/**
 * Takes the host and the token; gives the transport over HTTP. Events come over one streamed answer, which one page of the
 * browser asks for when somebody first listens, again when it breaks off, and ends when nobody listens; when that page is
 * closed, another one goes on.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const listeners = new Set<(event: PageEvent) => void>();
  let stream: AbortController | null = null;
  const gapListeners = new Set<() => void>();
  const hearing: Hearing = {
    onLine(line) {
      void eventOf(parsed(line)).then((event) => {
        if (event !== null) for (const listener of listeners) listener(event);
      });
    },
    onGap() {
      for (const listener of gapListeners) listener();
    },
  };
  return {
    call: (path, input, signal) => post(options, { path, input, signal }),
    subscribe(listener) {
      listeners.add(listener);
      if (stream === null) {
        stream = new AbortController();
        void hearTogether(options, stream.signal, hearing);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stream?.abort();
        stream = null;
      };
    },
    onGap: (listener) => void gapListeners.add(listener),
  };
}

interface Posting {
  readonly path: string;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
}

async function post(options: HttpTransportOptions, { path, input, signal }: Posting): Promise<Carried> {
  try {
    const response = await options.fetch(`${options.origin}/rpc/${encodeURIComponent(path)}`, {
      method: 'POST',
      headers: { ...(await bearer(options)), 'Content-Type': 'application/json' },
      body: JSON.stringify(input) ?? 'null',
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status === 401) options.onLost();
    return await carriedOf(await response.json());
  } catch {
    if (signal?.aborted === true) return cancelled;
    options.onLost();
    return failed('offline', 'hostGone', 'The program that serves this page has ended. Start it again.');
  }
}

interface Hearing {
  readonly onLine: (line: string) => void;
  readonly onGap: () => void;
}

/** Hears for the other pages of the browser too, or from the one of them that hears for all. */
async function hearTogether(options: HttpTransportOptions, signal: AbortSignal, own: Hearing): Promise<void> {
  const sharing = (await options.sharing?.()) ?? null;
  if (sharing === null) return listen(options, signal, own);
  sharing.onTold((shared) => {
    if (signal.aborted) return;
    if ('line' in shared) own.onLine(shared.line);
    else own.onGap();
  });
  // What was told before this page listened.
  own.onGap();
  const all: Hearing = {
    onLine(line) {
      own.onLine(line);
      sharing.tell({ line });
    },
    onGap() {
      own.onGap();
      sharing.tell({ gap: true });
    },
  };
  await sharing.lead(() => listen(options, signal, all), signal);
}

async function listen(options: HttpTransportOptions, signal: AbortSignal, hearing: Hearing): Promise<void> {
  while (await hear(options, signal, hearing)) await options.pause();
  if (signal.aborted) return;
  options.onLost();
  hearing.onGap();
}

/** Hears events until the stream ends; gives whether there was one, so that another is worth asking for. */
async function hear(options: HttpTransportOptions, signal: AbortSignal, hearing: Hearing): Promise<boolean> {
  let opened = false;
  try {
    const response = await options.fetch(`${options.origin}/events`, { headers: await bearer(options), signal });
    if (!response.ok || response.body === null) return false;
    opened = true;
    hearing.onGap();
    await readLines(response.body, hearing.onLine);
  } catch {
    // A stream that breaks is followed by another one; a host that is gone has none.
  }
  return opened && !signal.aborted;
}

const bearer = async ({ token }: HttpTransportOptions) => ({ Authorization: `Bearer ${(await token) ?? ''}` });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
