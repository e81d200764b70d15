import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignInRequest } from '#core/ports';
import type { EntraOptions } from '#emulator/entra/entra-context';
import { visitSignIn } from '#emulator/entra/visitor';
import { currentAccountInMemory } from '#platform/identity/current-account';
import type { MsalIdentityOptions } from '#platform/identity/msal-engine';
import { createMsalIdentity } from '#platform/identity/msal-identity';
import { createMemoryTokenCache } from '#platform/identity/token-cache-store';
import { createNetwork } from '#platform/network';
import type { Cloud } from '#shared/model/session';
import {
  clientId,
  createEntraTenant,
  type EntraTenantForTests,
  graphOrigin,
  origin,
} from '#test/emulator/entra/entra-tenant';

export const cloud: Cloud = {
  name: 'demo',
  authority: origin,
  graph: graphOrigin,
  adminCenter: origin,
  builtIn: false,
};
export const scopes = ['User.Read'];
export const ada = 'ada@contoso.demo.example';
export const olga = 'olga@contoso.demo.example';

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
}

/** What the server does with a request instead of asking the tenant. */
export type Fault = (received: Received) => Response | 'hang' | 'reset' | null;

/** The sign-in service behind a real HTTP server on 127.0.0.1. */
export interface ServedTenant extends EntraTenantForTests {
  readonly loopback: Readonly<Record<string, string>>;
  readonly received: Received[];
  fault: Fault;
  /** Token requests by grant type, so far. */
  grants(): readonly string[];
  close(): Promise<void>;
}

export async function serveTenant(options: Partial<EntraOptions> = {}): Promise<ServedTenant> {
  const tenant = createEntraTenant({ deviceCodeIntervalSeconds: 0.05, ...options });
  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const path = incoming.url ?? '/';
    const received = { method: incoming.method ?? '', path: path.split('?')[0] ?? '', form: new URLSearchParams(body) };
    served.received.push(received);
    const fault = served.fault(received);
    if (fault === 'hang') return;
    if (fault === 'reset') {
      incoming.socket.destroy();
      return;
    }
    const response = fault ?? (await tenant.service.fetch(requestOf(incoming, body)));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const served: ServedTenant = {
    ...tenant,
    loopback: { [origin]: `http://127.0.0.1:${port}` },
    received: [],
    fault: () => null,
    grants: () => served.received.map(({ form }) => form.get('grant_type')).filter((grant) => grant !== null),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return served;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function requestOf(incoming: IncomingMessage, body: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === 'string') headers.set(name, value);
  const { method = 'GET' } = incoming;
  return new Request(`${origin}${incoming.url ?? '/'}`, { method, headers, ...(method === 'POST' ? { body } : {}) });
}

/** What the person in front of the browser does. */
export interface PersonAtBrowser {
  username: string;
  consent: 'accept' | 'decline';
  forOrganization: boolean;
  /** Never finishes the page: the browser was closed. */
  walksAway: boolean;
  readonly opened: string[];
}

/** An identity on a served tenant with a visitor for a browser. */
export function identityOn(tenant: ServedTenant, changes: Partial<MsalIdentityOptions> = {}) {
  const person: PersonAtBrowser = {
    username: ada,
    consent: 'accept',
    forOrganization: false,
    walksAway: false,
    opened: [],
  };
  const network = createNetwork({ cloud, loopback: tenant.loopback, env: {} });
  const visit = (url: string, userCode?: string) => {
    const { username, consent, forOrganization } = person;
    const fetcher = (address: string, init: RequestInit) => fetch(address, init);
    return visitSignIn(url, { fetch: fetcher, username, consent, forOrganization, ...(userCode ? { userCode } : {}) });
  };
  const identity = createMsalIdentity({
    cloud,
    clientId,
    network: network.fetch,
    clock: { now: () => tenant.clock.now(), sleep: async () => undefined },
    openBrowser: async (url) => {
      person.opened.push(url);
      if (!person.walksAway) await visit(url);
    },
    rewriteForBrowser: network.forBrowser,
    tokenCache: createMemoryTokenCache(),
    currentAccount: currentAccountInMemory(),
    productVersion: '0.0.0',
    ...changes,
  });
  const signIn = (request: Partial<SignInRequest> = {}) =>
    identity.signIn({ scopes, method: 'browser', onPrompt: () => undefined, ...request });
  return { identity, person, signIn, visit };
}

/** Payload of a token, unchecked. */
export const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

/** Waits until the condition holds, one turn of the event loop at a time. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
