import { setTimeout as delay } from 'node:timers/promises';
import { type Configuration, type ICachePlugin, PublicClientApplication } from '@azure/msal-node';
import type { Clock, NetworkFetch } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import type { CurrentAccountStore } from './accounts.ts';
import { createCachePlugin } from './msal-cache-plugin.ts';
import { createMsalNetwork, type MsalNetwork } from './msal-network.ts';
import { createMutex, type Mutex } from './mutex.ts';
import type { TokenCacheStore } from './token-cache-store.ts';

/** What sign-in is made of. */
export interface MsalIdentityOptions {
  readonly cloud: Cloud;
  /** Application (client) id that people registered; null = none configured yet. */
  readonly clientId: string | null;
  readonly network: NetworkFetch;
  /** The tenant's time: tokens are renewed by it. */
  readonly clock: Clock;
  /** Starts the system browser and returns; rejects when it knows that nobody will see the page. */
  readonly openBrowser: (url: string) => Promise<unknown>;
  readonly tokenCache: TokenCacheStore;
  readonly currentAccount: CurrentAccountStore;
  readonly productVersion: string;
  /** Takes a public URL; gives the one that a browser on this machine can open. Left out = the same. */
  readonly rewriteForBrowser?: (url: string) => string;
  /**
   * Waits real milliseconds, for limits on people and services; left out = Node's timers. Not the clock: that of a demo
   * tenant moves forward as soon as somebody sleeps.
   */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds for one request to the sign-in service; default 30,000. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds in which a person must finish a sign-in; default 5 minutes. */
  readonly signInLimitMs?: number;
}

/** One MSAL client with all that must go round it. */
export interface MsalEngine {
  readonly options: MsalIdentityOptions;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly forBrowser: (url: string) => string;
  readonly network: MsalNetwork;
  /** Held while MSAL reads or writes its cache: a refresh beside a sign-out brings the account back to life. */
  readonly mutex: Mutex;
  /** Held by the one sign-in that waits for a person. */
  readonly signInTurn: Mutex;
  /** Claims with which the next sign-in of an account must come, by account key. */
  readonly pendingClaims: Map<string, string>;
  /** When tokens expire on the tenant's clock, by token. */
  readonly tokenExpiry: Map<string, number>;
  /** How often each person was signed out, by homeAccountId. */
  readonly signOuts: Map<string, number>;
  /** The MSAL client. Raises `unauthenticated` (reason clientIdMissing) without an application id. */
  client(): PublicClientApplication;
}

const realWait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  delay(milliseconds, undefined, signal === undefined ? {} : { signal });

/** Takes the options; gives the engine. The MSAL client is made at its first use. */
export function createMsalEngine(options: MsalIdentityOptions): MsalEngine {
  const wait = options.wait ?? realWait;
  const network = createMsalNetwork({
    network: options.network,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    wait,
  });
  let client: PublicClientApplication | null = null;
  return {
    options,
    wait,
    network,
    forBrowser: options.rewriteForBrowser ?? ((url) => url),
    mutex: createMutex(),
    signInTurn: createMutex(),
    pendingClaims: new Map(),
    tokenExpiry: new Map(),
    signOuts: new Map(),
    client() {
      const clearMemory = (): void => client?.clearCache();
      const cachePlugin = createCachePlugin({ store: options.tokenCache, clearMemory });
      client ??= new PublicClientApplication(configurationOf(options, { network, cachePlugin }));
      return client;
    },
  };
}

/** MSAL spreads what it is given over its defaults, so a key without a value must not be there at all. */
function configurationOf(
  { cloud, clientId, productVersion }: MsalIdentityOptions,
  { network, cachePlugin }: { readonly network: MsalNetwork; readonly cachePlugin: ICachePlugin },
): Configuration {
  if (clientId === null) throw clientIdMissing(cloud);
  return {
    auth: {
      clientId,
      authority: authorityOf(cloud, null),
      clientCapabilities: ['CP1'],
      // MSAL knows the built-in clouds by heart. For any other it would ask the public cloud whether the host is real.
      ...(cloud.builtIn ? {} : { knownAuthorities: [new URL(cloud.authority).host] }),
    },
    cache: { cachePlugin },
    system: { networkClient: network.client },
    telemetry: { application: { appName: 'ProvisioningConsole', appVersion: productVersion } },
  };
}

function clientIdMissing(cloud: Cloud): CoreError {
  return new CoreError('unauthenticated', `No application (client) id is set for the cloud "${cloud.name}".`, {
    reason: 'clientIdMissing',
    nextStep: 'Register an application with the redirect URI http://localhost in your tenant, and give its client id.',
  });
}

const tenantForm = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/**
 * Takes a cloud and a tenant id or domain (null = work or school accounts of any tenant); gives the authority URL.
 * Raises `bad_request` (reason tenantInvalid) for anything that is neither.
 */
export function authorityOf(cloud: Cloud, tenant: string | null): string {
  if (tenant !== null && !tenantForm.test(tenant)) {
    throw new CoreError('bad_request', 'The tenant is neither an id nor a domain.', {
      reason: 'tenantInvalid',
      nextStep: 'Give the tenant as its id (a GUID) or as a domain such as contoso.com.',
    });
  }
  return `${cloud.authority}/${tenant ?? 'organizations'}`;
}

/**
 * Takes short permission names; gives them as this cloud's sign-in service knows them. MSAL adds openid, profile and
 * offline_access itself. One form everywhere, because MSAL compares scopes as text.
 */
export const graphScopes = (cloud: Cloud, names: readonly string[]): string[] =>
  names.map((name) => `${cloud.graph}/${name}`);
