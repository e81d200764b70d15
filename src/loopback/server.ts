import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core } from '#core/create-core';
import type { Dispatch } from '#core/rpc/dispatch';
import { toWireError } from '#core/rpc/errors';
import { answerPageFile } from '#platform/page/page-files';
import type { Result } from '#shared/contract/result';
import { createEventStreams } from './event-streams.ts';
import type { PageSession } from './page-session.ts';
import { readJsonBody } from './read-body.ts';
import { type Doorway, type Refusal, refusalOf } from './request-guard.ts';

export interface LoopbackOptions {
  readonly core: Core;
  readonly session: PageSession;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Told at each request that was let in and each event, for whoever ends an idle host. */
  readonly onUse?: (() => void) | undefined;
}

/** A host that listens. */
export interface LoopbackHost {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** How many pages listen to events. */
  readonly pages: () => number;
  close(): Promise<void>;
}

// The largest input that the contract takes is 5,000,000 characters, three bytes each at most.
const bodyLimit = 16_000_000;

interface Door extends LoopbackOptions {
  readonly host: string;
  readonly streams: ReturnType<typeof createEventStreams>;
}

/**
 * Takes core, who may call and where the page is; listens on 127.0.0.1, on a free port, and gives the host. Static files
 * are open to whoever reaches them, since they hold nothing; everything else asks for the token.
 */
export async function listenOnLoopback(options: LoopbackOptions): Promise<LoopbackHost> {
  const streams = createEventStreams();
  const server = createServer({ requestTimeout: 60_000 });
  const port = await portOf(server);
  const door: Door = { ...options, host: `127.0.0.1:${port}`, streams };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(door, request, response).catch(() => response.destroy());
  });
  const unsubscribe = options.core.subscribe((event) => {
    options.onUse?.();
    streams.tell(event);
  });
  return {
    origin: `http://${door.host}`,
    pages: streams.count,
    close: () =>
      new Promise((resolve) => {
        unsubscribe();
        streams.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The loopback host has no port.'));
    });
  });
}

async function answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // `//x` would be read as a host by the URL parser, and what is not a path at all as nothing.
  const target = request.url ?? '';
  const path = target.startsWith('/') ? (target.split(/[?#]/, 1)[0] ?? '') : '';
  const doorway = doorwayOf(path);
  const refusal = refusalOf(request, doorway, { host: door.host, allows: door.session.allows });
  if (refusal !== null) return refuse(response, refusal);
  door.onUse?.();
  if (doorway === 'file') return sendFile(door, path, { request, response });
  if (doorway === 'events') return door.streams.add(response);
  if (doorway === 'exchange') return exchange(door, request, response);
  return call(door, path, { request, response });
}

function doorwayOf(path: string): Doorway {
  if (path === '/session') return 'exchange';
  if (path === '/events') return 'events';
  return path.startsWith('/rpc/') ? 'call' : 'file';
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function sendFile({ pageFolder }: Door, path: string, { request, response }: Exchange): Promise<void> {
  const { status, headers, body } = await answerPageFile(pageFolder, path);
  response.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function exchange({ session }: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJsonBody(request, 1_000).catch(() => null);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  const token = typeof code === 'string' ? session.exchange(code) : null;
  if (token === null) refuse(response, 401);
  else sendJson(response, 200, { token });
}

async function call({ core }: Door, path: string, { request, response }: Exchange): Promise<void> {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  sendJson(response, 200, await resultOf(core.dispatch, path, { request, signal: controller.signal }));
}

async function resultOf(
  dispatch: Dispatch,
  path: string,
  { request, signal }: { readonly request: IncomingMessage; readonly signal: AbortSignal },
): Promise<Result<unknown>> {
  try {
    const procedure = decodeURIComponent(path.slice('/rpc/'.length));
    const anyDispatch = dispatch as (path: string, input: unknown, options: object) => Promise<Result<unknown>>;
    return await anyDispatch(procedure, await readJsonBody(request, bodyLimit), { signal });
  } catch (cause) {
    if (cause instanceof URIError) return { ok: false, error: { code: 'not_found', message: 'No such procedure.' } };
    return { ok: false, error: toWireError(cause) };
  }
}

const refusals: Readonly<Record<Refusal, Result<never>>> = {
  401: {
    ok: false,
    error: {
      code: 'unauthenticated',
      reason: 'pageUnknown',
      message: 'This page does not belong to the program that runs now.',
      nextStep: 'Press Enter in the terminal that started the program; it opens a new page.',
    },
  },
  403: { ok: false, error: { code: 'forbidden', reason: 'callerUnknown', message: 'This caller is not allowed.' } },
  405: { ok: false, error: { code: 'bad_request', reason: 'methodNotAllowed', message: 'Not this method.' } },
  415: { ok: false, error: { code: 'bad_request', reason: 'notJson', message: 'Only JSON is taken.' } },
};

const refuse = (response: ServerResponse, status: Refusal): void => sendJson(response, status, refusals[status]);

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // What was not read of a refused request would be taken for the next one.
    ...(status === 200 ? {} : { Connection: 'close' }),
  });
  response.end(JSON.stringify(body));
}
