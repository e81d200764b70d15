import type { Fault, FaultSwitchboard } from '#emulator/faults/switchboard';
import type { IdentityService, TenantState } from '#emulator/state';
import { authenticate, authorize, type Caller } from './authorization.ts';
import { answerBatch } from './batch.ts';
import { errorReply, faultOf, type RequestIds } from './error-reply.ts';
import { GraphFault } from './graph-fault.ts';
import type { GraphReply, GraphTenant } from './graph-tenant.ts';
import { isWithinDepth } from './json-depth.ts';
import { identifyRequest } from './request-identity.ts';
import { findRoute, methodsOf } from './route-table.ts';
import { costOf } from './throttling.ts';
import { captivePortal, connectionReset, echoReply, faultReply, hangUntil } from './transport-faults.ts';

export interface GraphServiceOptions {
  readonly identity: IdentityService;
  readonly faults: FaultSwitchboard;
  /** The demo tenant, whose names faults go by. */
  readonly state: TenantState;
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

/** A schema with an expression as deep as can be has some 310 levels; what reads a body calls itself for each level. */
const deepestBody = 400;

/** Puts the routes behind one function that speaks HTTP. Unknown routes answer 501 and name the route. */
export function createGraphService(options: GraphServiceOptions): GraphService {
  return {
    async fetch(request) {
      const url = new URL(request.url);
      const ids = idsOf(request.headers, options);
      const text = await request.text();
      const bare = { method: request.method, url, path: pathOf(url), body: text };
      const fault = options.faults.next(() => identifyRequest(bare, options.state));
      if (fault?.kind === 'reset') throw connectionReset();
      if (fault?.kind === 'hang') return hangUntil(request.signal);
      if (fault?.kind === 'captivePortal') return captivePortal();
      const reply = await answerRequest({ ...bare, headers: request.headers, fault, body: text }, { ids, options });
      return toResponse(reply, ids);
    },
  };
}

interface RequestContext {
  readonly ids: RequestIds;
  readonly options: GraphServiceOptions;
}

async function answerRequest(
  request: Incoming & { readonly body: string },
  { ids, options }: RequestContext,
): Promise<GraphReply> {
  const { method, url, fault } = request;
  const early = fault === null ? null : faultReply(fault, 'before');
  try {
    if (early !== null) throw early;
    const body = parseBody(request.body);
    const caller = authenticate(request.headers, options.identity, options.tenantOf);
    const isBatch = method === 'POST' && pathOf(url) === '/$batch';
    const incoming = { ...request, body };
    const reply = isBatch ? await answerItems(incoming, caller, options) : await answerOne(incoming, caller);
    const late = fault === null ? null : faultReply(fault, 'after');
    if (late !== null && reply.status < 400) throw late;
    return reply;
  } catch (cause) {
    return errorReply(faultOf(cause), ids);
  }
}

function answerItems(batch: Incoming, caller: Caller, options: GraphServiceOptions): Promise<GraphReply> {
  return answerBatch(batch.body, async (item) => {
    const ids = idsOf(item.headers, options);
    try {
      const url = new URL(`${options.origin}${version}${item.url}`);
      const path = pathOf(url);
      if (path === '/$batch') throw new GraphFault(400, 'BadRequest', { message: 'A batch holds no batch.' });
      if (options.faults.standing.batchRefusesSynchronization && path.includes('/synchronization')) {
        throw new GraphFault(400, 'BadRequest', { message: `'${path}' is not supported inside a batch.` });
      }
      const fault = options.faults.next(() => identifyRequest({ ...item, url, path }, options.state));
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
  if (match === null) throw noRoute(method, url);
  authorize(caller, match);
  const { tenant, person, token } = caller;
  const { limit } = match.route;
  const { clientId } = token;
  if (limit === 'reports' && tenant.faults.standing.reportLimit) tenant.memory.reportLimit.take(clientId);
  if (limit === 'onDemand') tenant.memory.onDemandLimit.take(clientId);
  const cost = costOf(method, match.route.pattern, url.searchParams);
  const { tenantId } = tenant.state;
  const used = cost === null ? {} : tenant.memory.identityAllowance.use({ clientId, tenantId, cost });
  const dropSecrets = fault?.kind === 'dropSecrets';
  const { parameters } = match;
  const identify = () => identifyRequest({ method, url, path: pathOf(url), body }, tenant.state);
  const call = { method, url, headers, body, parameters, person, token, dropSecrets, identify };
  const reply = await match.route.handle(call, tenant);
  return { ...reply, headers: { ...used, ...reply.headers } };
}

/** A call that the tenant does not know must never look like an empty answer; Graph itself may well know it. */
function noRoute(method: string, url: URL): GraphFault {
  const methods = url.pathname.startsWith(`${version}/`) ? methodsOf(pathOf(url)) : [];
  const known = methods.length === 0 ? '' : ` It answers ${methods.join(', ')} there.`;
  return new GraphFault(501, 'NotImplemented', {
    message: `The demo tenant has no route ${method} ${url.pathname}; it knows only what the product and its tests use.${known}`,
  });
}

function pathOf(url: URL): string {
  return url.pathname.startsWith(`${version}/`) ? url.pathname.slice(version.length) : url.pathname;
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    if (isWithinDepth(text, deepestBody)) return JSON.parse(text) as unknown;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new GraphFault(400, 'BadRequest', {
    message:
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  });
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
