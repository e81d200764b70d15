import type { Clock, IdentityPort, NetworkRequest, Ports, TokenRequest } from '#core/ports';
import type { Cloud } from '#shared/model/session';
import { keptProfiles } from '#test/support/kept-profiles';
import { createMemoryDrafts } from '#test/support/memory-drafts';
import { createMemorySealed } from '#test/support/memory-sealed';
import { noArchive, noExports } from '#test/support/no-archive';
import { noProbe } from '#test/support/scripted-probe';
import { stillHost } from '#test/support/still-host';
import { unusedEvidence } from '#test/support/unused-evidence';

export const globalCloud: Cloud = {
  name: 'Global',
  authority: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  adminCenter: 'https://entra.microsoft.com',
  builtIn: true,
};

/** A clock whose sleeps end at once and move its time; every sleep is noted. */
export function createFakeClock(startAt = Date.UTC(2026, 0, 10, 12)): Clock & { readonly sleeps: number[] } {
  let time = startAt;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      time += milliseconds;
    },
  };
}

/** What the scripted network answers next: a response, or a fault to raise. */
export type Scripted = Response | Error | ((request: NetworkRequest) => Response | Promise<Response>);

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'request-id': `r-${status}`, ...headers },
  });

export const graphError = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  json(status, { error: { code, message: `the service says ${code}`, innerError: null } }, headers);

/** A network that answers in the order of its script and notes what it was sent. Raises when the script is over. */
export function createScriptedNetwork(script: readonly Scripted[]) {
  const sent: NetworkRequest[] = [];
  const left = [...script];
  const network = async (request: NetworkRequest): Promise<Response> => {
    sent.push(request);
    const next = left.shift();
    if (next === undefined) throw new Error(`nothing was scripted for ${request.method} ${request.url}`);
    if (next instanceof Error) throw next;
    return next instanceof Response ? next : next(request);
  };
  return { network, sent };
}

/** A network that answers by "METHOD /path?query" without the version, the query decoded; unknown requests are a fault of the test. */
export function createRoutedNetwork(routes: Readonly<Record<string, (request: NetworkRequest) => Response>>) {
  const sent: NetworkRequest[] = [];
  const network = async (request: NetworkRequest): Promise<Response> => {
    sent.push(request);
    const { pathname, search } = new URL(request.url);
    const key = `${request.method} ${decodeURIComponent(pathname.replace(/^\/v1\.0/, ''))}${decodeURIComponent(search)}`;
    const route = routes[key] ?? routes[key.split('?')[0] ?? key];
    if (route === undefined) throw new Error(`no route for ${key}`);
    return route(request);
  };
  return { network, sent };
}

export function createFakeIdentity(
  overrides: Partial<IdentityPort> = {},
): IdentityPort & { readonly tokenRequests: TokenRequest[] } {
  const tokenRequests: TokenRequest[] = [];
  const account = {
    homeAccountId: 'home.1',
    tenantId: '11111111-1111-1111-1111-111111111111',
    username: 'admin@contoso.example',
    displayName: 'Ada Admin',
    cloud: 'Global',
  };
  return {
    tokenRequests,
    cloud: globalCloud,
    clientId: '22222222-2222-2222-2222-222222222222',
    persistence: async () => 'process',
    current: async () => account,
    accounts: async () => [account],
    select: async () => account,
    signIn: async () => account,
    signOut: async () => ({ removed: 1, browserSignOutUrl: 'https://login.microsoftonline.com/logout' }),
    accessToken: async (request) => {
      tokenRequests.push(request);
      return `token-${tokenRequests.length}`;
    },
    adminConsentUrl: async (scopes) => `https://login.microsoftonline.com/adminconsent?scope=${scopes.join('+')}`,
    ...overrides,
  };
}

/** All ports, each a plain fake; what a test does not hand over must not be used by it. */
export function createFakePorts(overrides: Partial<Ports>): Ports {
  let ids = 0;
  return {
    clock: createFakeClock(),
    network: async (request) => {
      throw new Error(`unexpected request ${request.method} ${request.url}`);
    },
    target: async (request) => {
      throw new Error(`unexpected request to a target: ${request.url}`);
    },
    probe: noProbe,
    drafts: createMemoryDrafts(),
    sealed: createMemorySealed(),
    evidence: unusedEvidence,
    archive: noArchive,
    exports: noExports,
    host: stillHost,
    identity: createFakeIdentity(),
    journal: {
      read: async () => ({ lines: [], tornTail: null }),
      open: async () => {
        throw new Error('unexpected use of the journal');
      },
    },
    profiles: keptProfiles(),
    log: { write: () => undefined },
    newId: () => {
      ids += 1;
      return `00000000-0000-0000-0000-${String(ids).padStart(12, '0')}`;
    },
    random: () => 0.5,
    demo: false,
    ...overrides,
  };
}
