import type { Fault, FaultSwitchboard } from '#emulator/faults/switchboard';
import type { IdentityService } from '#emulator/state';
import { authenticate, authorize, type Caller } from './authorization.ts';
import { answerBatch } from './batch.ts';
import { errorReply, faultOf, type RequestIds } from './error-reply.ts';
import { GraphFault } from './graph-fault.ts';
import type { GraphReply, GraphTenant } from './graph-tenant.ts';
import { findRoute } from './route-table.ts';
import { captivePortal, connectionReset, echoReply, faultReply, hangUntil } from './transport-faults.ts';

export interface GraphServiceOptions {
  readonly identity: IdentityService;
  readonly faults: FaultSwitchboard;
  /** The tenant that a token is for; null for one that is not here. */
  readonly tenantOf: (tenantId: string) => GraphTenant | null;
  /** Public https origin. */
  readonly origin: string;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Microsoft Graph of the demo tenant. */
export interface GraphService {
  /** Answers one request; rejects only for a fault that breaks the connection (`code` ECONNRESET) or when it is aborted. */
  fetch(request: Request): Promise<Response>;
}

/** One request, its own or one of a batch. */
interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
  readonly fault: Fault | null;
}

const version = '/v1.0';

/** Puts the routes behind one function that speaks HTTP. Unknown routes answer 501 and name the route. */
export function createGraphService(options: GraphServiceOptions): GraphService {
  return {
    async fetch(request) {
      const url = new URL(request.url);
      const ids = idsOf(request.headers, options);
      const fault = options.faults.next({ method: request.method, path: pathOf(url) });
      if (fault?.kind === 'reset') throw connectionReset();
      if (fault?.kind === 'hang') return hangUntil(request.signal);
      if (fault?.kind === 'captivePortal') return captivePortal();
      const reply = await answerRequest(request, { url, fault, ids, options });
      return toResponse(reply, ids);
    },
  };
}

interface RequestContext {
  readonly url: URL;
  readonly fault: Fault | null;
  readonly ids: RequestIds;
  readonly options: GraphServiceOptions;
}

async function answerRequest(request: Request, context: RequestContext): Promise<GraphReply> {
  const { url, fault, ids, options } = context;
  const early = fault === null ? null : faultReply(fault, 'before');
  try {
    if (early !== null) throw early;
    const body = await readBody(request);
    const caller = authenticate(request.headers, options.identity, options.tenantOf);
    const incoming = { method: request.method, url, headers: request.headers, body, fault };
    const isBatch = request.method === 'POST' && pathOf(url) === '/$batch';
    const reply = isBatch ? await answerItems(incoming, caller, context) : await answerOne(incoming, caller);
    const late = fault === null ? null : faultReply(fault, 'after');
    if (late !== null && reply.status < 400) throw late;
    return reply;
  } catch (cause) {
    return errorReply(faultOf(cause), ids);
  }
}

function answerItems(batch: Incoming, caller: Caller, { options }: RequestContext): Promise<GraphReply> {
  return answerBatch(batch.body, async (item) => {
    const ids = idsOf(item.headers, options);
    try {
      const url = new URL(`${options.origin}${version}${item.url}`);
      if (pathOf(url) === '/$batch') throw new GraphFault(400, 'BadRequest', { message: 'A batch holds no batch.' });
      const fault = options.faults.next({ method: item.method, path: pathOf(url) });
      const early = fault === null ? null : faultReply(fault, 'before');
      if (early !== null) throw early;
      const reply = await answerOne({ ...item, url, fault }, caller);
      const late = fault === null ? null : faultReply(fault, 'after');
      if (late !== null && reply.status < 400) throw late;
      return reply;
    } catch (cause) {
      return errorReply(faultOf(cause), ids);
    }
  });
}

async function answerOne(incoming: Incoming, caller: Caller): Promise<GraphReply> {
  const { method, url, headers, body, fault } = incoming;
  if (fault?.kind === 'echoRequest') throw echoReply(incoming);
  const match = url.pathname.startsWith(`${version}/`) ? findRoute(method, pathOf(url)) : null;
  if (match === null) throw unknownRoute(method, url);
  authorize(caller, match);
  const { tenant, person, token } = caller;
  const { limit } = match.route;
  if (limit === 'reports') tenant.memory.reportLimit.take(token.clientId);
  if (limit === 'onDemand') tenant.memory.onDemandLimit.take(token.clientId);
  const dropSecrets = fault?.kind === 'dropSecrets';
  const { parameters } = match;
  return match.route.handle({ method, url, headers, body, parameters, person, token, dropSecrets }, tenant);
}

function unknownRoute(method: string, url: URL): GraphFault {
  return new GraphFault(501, 'NotImplemented', {
    message: `The demo tenant has no route ${method} ${url.pathname}. It answers only what the product and its tests use.`,
  });
}

function pathOf(url: URL): string {
  return url.pathname.startsWith(`${version}/`) ? url.pathname.slice(version.length) : url.pathname;
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new GraphFault(400, 'BadRequest', {
      message:
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    });
  }
}

function idsOf(headers: Headers, { newId, now }: GraphServiceOptions): RequestIds {
  const requestId = newId();
  return { requestId, clientRequestId: headers.get('client-request-id') ?? requestId, now: now() };
}

function toResponse({ status, headers, body }: GraphReply, ids: RequestIds): Response {
  const all = new Headers({
    'Cache-Control': 'no-cache',
    Date: new Date(ids.now).toUTCString(),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic':
      '{"ServerInfo":{"DataCenter":"Demo","Slice":"E","Ring":"0","ScaleUnit":"000","RoleInstance":"DEMO"}}',
    ...headers,
  });
  if (body === undefined) return new Response(null, { status, headers: all });
  all.set(
    'Content-Type',
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  );
  return new Response(JSON.stringify(body), { status, headers: all });
}
