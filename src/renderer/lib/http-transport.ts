import type { PageEvent } from '#shared/contract/host-events';
import { readLines } from './read-lines.ts';
import { type Carried, cancelled, carriedOf, eventOf, failed, type Transport } from './transport.ts';

/** What the transport over HTTP needs. */
export interface HttpTransportOptions {
  /** Origin of the host, for example `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Token of this session, sent as a bearer header and nowhere else. */
  readonly token: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Told when the host is gone or no longer knows the token. */
  readonly onLost: () => void;
}

/**
 * Takes the host and the token; gives the transport over HTTP. Events come over one streamed answer, which is asked for
 * when somebody first listens and ended when nobody does.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const listeners = new Set<(event: PageEvent) => void>();
  let stream: AbortController | null = null;
  const tell = (line: string): void => {
    const event = eventOf(parsed(line));
    if (event !== null) for (const listener of listeners) listener(event);
  };
  return {
    call: (path, input, signal) => post(options, { path, input, signal }),
    subscribe(listener) {
      listeners.add(listener);
      if (stream === null) {
        stream = new AbortController();
        void listen(options, stream.signal, tell);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stream?.abort();
        stream = null;
      };
    },
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
      headers: { ...bearer(options), 'Content-Type': 'application/json' },
      body: JSON.stringify(input) ?? 'null',
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status === 401) options.onLost();
    return carriedOf(await response.json());
  } catch {
    if (signal?.aborted === true) return cancelled;
    options.onLost();
    return failed('offline', 'hostGone', 'The program that serves this page has ended. Start it again.');
  }
}

async function listen(options: HttpTransportOptions, signal: AbortSignal, tell: (line: string) => void): Promise<void> {
  try {
    const response = await options.fetch(`${options.origin}/events`, { headers: bearer(options), signal });
    if (response.ok && response.body !== null) await readLines(response.body, tell);
    if (!signal.aborted) options.onLost();
  } catch {
    if (!signal.aborted) options.onLost();
  }
}

const bearer = ({ token }: HttpTransportOptions) => ({ Authorization: `Bearer ${token}` });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
