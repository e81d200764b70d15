import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTenantControl, type TenantControl } from '#emulator/control/tenant-control';
import { createTargetNetwork } from '#emulator/scim/serve-target-network';
import { findVendorTarget } from '#emulator/scim/vendor-targets';
import type { TenantOptions } from '#emulator/tenant-options';
import { createTenant, type Tenant, tenantOrigins } from './tenant.ts';

/** What another process needs to reach the tenant: the content of an endpoints file. */
export interface TenantEndpoints {
  readonly name: string;
  readonly authority: string;
  readonly graph: string;
  /** Loopback address of each public origin. */
  readonly loopback: Readonly<Record<string, string>>;
  /** Loopback address of each vendor's public origin. */
  readonly targets: Readonly<Record<string, string>>;
}

export interface ServedTenant {
  readonly endpoints: TenantEndpoints;
  readonly tenant: Tenant;
  /** Loopback address of every public origin, those of the vendors too. */
  readonly urls: Readonly<Record<string, string>>;
  /** Where faults, time and vendors' tokens are controlled, with the secret of this run; null unless it was asked for. */
  readonly control: { readonly url: string; readonly secret: string } | null;
  /** Ends the servers and every open connection. */
  close(): Promise<void>;
}

export interface ServeOptions extends TenantOptions {
  /** Opens one more port on 127.0.0.1, on which other processes control the tenant. Default false. */
  readonly control?: boolean;
}

const maximumBodyBytes = 8 * 1024 * 1024;
const tickMs = 200;

/**
 * Serves a tenant over HTTP: one server on 127.0.0.1 for each public origin, on ports that the system chooses. In `real`
 * mode due cycles run by themselves. The provisioning service reaches the vendors over these servers too. Raises what
 * `createTenant` raises, and the system's error when no port can be opened.
 */
export async function serveTenant(options: ServeOptions): Promise<ServedTenant> {
  const urls: Record<string, string> = {};
  const network = createTargetNetwork({ resolve: (origin) => resolveOrigin(origin, urls, tenant) });
  const tenant: Tenant = createTenant({ ...options, network });
  const origins = [...Object.values(tenantOrigins), ...tenant.targets.flatMap((target) => target.origins)];
  const servers = await Promise.all(
    origins.map(async (origin) => {
      const { server, url } = await open(
        (incoming, outgoing) => void answer({ incoming, outgoing, origin, tenant, urls }),
      );
      urls[origin] = url;
      return server;
    }),
  );
  const control = options.control === true ? await openControl(tenant) : null;
  if (control !== null) servers.push(control.server);
  const ticking = options.clockMode === 'real' ? setInterval(() => void tenant.clock.runDue(), tickMs) : undefined;
  ticking?.unref();
  const { login, graph, adminCenter } = tenantOrigins;
  const loopback = Object.fromEntries([login, graph, adminCenter].map((origin) => [origin, urls[origin] ?? '']));
  const vendorOrigins = tenant.targets.flatMap((target) => target.origins);
  const targets = Object.fromEntries(vendorOrigins.map((each) => [each, urls[each] ?? '']));
  return {
    endpoints: { name: tenant.state.tenantName, authority: login, graph, loopback, targets },
    tenant,
    urls,
    control: control === null ? null : { url: control.url, secret: control.secret },
    async close() {
      clearInterval(ticking);
      network.close();
      await Promise.all(servers.map(closeServer));
    },
  };
}

function resolveOrigin(origin: string, urls: Readonly<Record<string, string>>, tenant: Tenant): string | undefined {
  const target = findVendorTarget(tenant.targets, origin);
  if (target === undefined) return undefined;
  return urls[origin] ?? urls[target.origins[0] ?? ''];
}

async function open(listener: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(listener);
  server.on('clientError', (_error, socket) => socket.destroy());
  return { server, url: await listen(server) };
}

/** The control answers in this process only to who knows the secret; see {@link TenantControl}. */
async function openControl(tenant: Tenant) {
  const control: TenantControl = createTenantControl(tenant);
  const { server, url } = await open((incoming, outgoing) => {
    const fetch = (request: Request) => control.fetch(request, new URL(url).host);
    void answer({ incoming, outgoing, origin: url, tenant: { ...tenant, fetch }, urls: {} });
  });
  return { server, url, secret: control.secret };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly origin: string;
  readonly tenant: Tenant;
  readonly urls: Readonly<Record<string, string>>;
}

async function answer({ incoming, outgoing, origin, tenant, urls }: Exchange): Promise<void> {
  const aborter = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableEnded) aborter.abort(new DOMException('The client went away.', 'AbortError'));
  });
  try {
    const body = await readBody(incoming);
    if (body === null) {
      outgoing.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const request = toRequest({
      incoming,
      origin: publicOriginOf(incoming, origin, tenant),
      body,
      signal: aborter.signal,
    });
    await send(outgoing, await tenant.fetch(request), urls);
  } catch (cause) {
    // Faults break the connection on purpose, and a client that went away breaks it by itself.
    if (isBrokenConnection(cause) || outgoing.headersSent) incoming.socket.destroy();
    else
      outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(`The demo tenant has a defect: ${String(cause)}`);
  }
}

function isBrokenConnection(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? cause.code : undefined;
  return cause.name === 'AbortError' || ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(code));
}

/** A vendor of many hosts tells them apart by the Host header; a browser on 127.0.0.1 gets the server's own origin. */
function publicOriginOf(incoming: IncomingMessage, origin: string, tenant: Tenant): string {
  const named = `https://${incoming.headers.host ?? ''}`;
  const own = findVendorTarget(tenant.targets, origin);
  return own !== undefined && findVendorTarget(tenant.targets, named) === own ? named : origin;
}

/** The whole body, or null when it is too large. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBodyBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

interface RequestParts {
  readonly incoming: IncomingMessage;
  readonly origin: string;
  readonly body: Uint8Array;
  readonly signal: AbortSignal;
}

function toRequest({ incoming, origin, body, signal }: RequestParts): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  const takesBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  const request = new Request(`${origin}${incoming.url ?? '/'}`, {
    method,
    headers,
    ...(takesBody ? { body: body as Uint8Array<ArrayBuffer> } : {}),
  });
  // A request made with a signal follows it by weak references and so lives until the next full collection: in a cycle
  // over 100,000 people that doubled the memory of the process. Nothing copies the request, so it may just carry it.
  return Object.defineProperty(request, 'signal', { value: signal });
}

async function send(
  outgoing: ServerResponse,
  response: Response,
  urls: Readonly<Record<string, string>>,
): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value;
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const { location } = headers;
  if (typeof location === 'string') headers.location = loopbackLocation(location, urls);
  if (response.status !== 204) headers['content-length'] = String(body.length);
  outgoing.writeHead(response.status, headers).end(body);
}

/** A browser cannot open the public names, so a redirect to one leads to its loopback server. */
function loopbackLocation(location: string, urls: Readonly<Record<string, string>>): string {
  if (!URL.canParse(location)) return location;
  const { origin, pathname, search, hash } = new URL(location);
  const loopback = urls[origin];
  return loopback === undefined ? location : `${loopback}${pathname}${search}${hash}`;
}
