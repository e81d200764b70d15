import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, HostPort, Ports } from '#core/ports';
import { createFixedHost } from '#platform/host/fixed-host';
import { currentAccountIn, currentAccountInMemory } from '#platform/identity/current-account';
import { createKeychain, type KeyVault } from '#platform/identity/keychain';
import { createMsalIdentity } from '#platform/identity/msal-identity';
import { createTokenCache, tokenCachePath } from '#platform/identity/token-cache';
import { createMemoryTokenCache } from '#platform/identity/token-cache-store';
import type { Cloud } from '#shared/model/session';
import { createDraftStore } from './draft-files.ts';
import { createJournalStore } from './journal-file.ts';
import { createFileLog } from './log-file.ts';
import { createNetwork, type Network, type NetworkOptions } from './network.ts';
import { withProxy } from './network-proxy.ts';
import { createTargetRoutes } from './network-routes.ts';
import { trustedIssuers } from './network-trust.ts';
import { createProfileSource } from './profile-files.ts';
import type { SettingsStore } from './settings.ts';
import { createSystemClock, type FollowingClock } from './system-clock.ts';

export interface PortsOptions {
  readonly cloud: Cloud;
  /** Public https origin → origin on this machine; empty for a real cloud. */
  readonly loopback: Readonly<Record<string, string>>;
  /** Public https origin of a vendor → origin on this machine; left out for a real cloud. */
  readonly targets?: Readonly<Record<string, string>> | undefined;
  readonly clientId: string | null;
  readonly productVersion: string;
  /** The user's folder, as `openUserData` gives it. */
  readonly dataFolder: string;
  readonly settings: SettingsStore;
  readonly builtInProfiles: string;
  /** File with further issuers to trust, or null. */
  readonly caFile: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The clock of a tenant in this process; null = the machine's, which follows a custom cloud's answers. */
  readonly clock: Clock | null;
  /** True on a demo tenant in this process: what belongs to it ends with it, sign-in included. */
  readonly demo: boolean;
  /** How a demo vendor's console makes a token, on a demo tenant in this process. */
  readonly demoToken?: Ports['demoToken'];
  readonly openBrowser: (url: string) => Promise<unknown>;
  readonly onLogFailure: (cause: unknown) => void;
  /** The program around core; left out = one that works on this tenant until it ends. */
  readonly host?: HostPort | undefined;
  /** Another way to the network than Node's. */
  readonly openNetwork?: ((options: NetworkOptions) => Network) | undefined;
  /** Another keychain than the operating system's own; its key opens only what it closed, so it has a folder of its own. */
  readonly keychain?: { readonly vault: KeyVault; readonly folder: string } | undefined;
}

/** Everything outside core, and the way to end it. */
export interface OpenPorts {
  readonly ports: Ports;
  /** Takes a public URL; gives the one that a browser on this machine can open. */
  readonly forBrowser: (url: string) => string;
  close(): Promise<void>;
}

/**
 * Takes what the host knows of machine and person; gives the ports of core on Node. Raises `bad_request` for a file of
 * issuers that cannot be used and `storage_corrupt` for settings that cannot be read.
 */
export function createPorts(options: PortsOptions): OpenPorts {
  const { dataFolder, settings, demo } = options;
  const kept = settings.read();
  const env = withProxy(options.env, kept.proxy ?? null);
  const machineClock = createSystemClock();
  const clock = options.clock ?? machineClock;
  const log = createFileLog({
    folder: join(dataFolder, 'logs'),
    now: Date.now,
    keepDays: kept.logRetentionDays,
    onFailure: options.onLogFailure,
  });
  const networks = openNetworks({ ...options, env, caFile: options.caFile ?? kept.caFile ?? null }, machineClock);
  const identity = createMsalIdentity({
    cloud: options.cloud,
    clientId: options.clientId,
    productVersion: options.productVersion,
    network: networks.cloud.fetch,
    clock,
    openBrowser: options.openBrowser,
    rewriteForBrowser: networks.cloud.forBrowser,
    ...keptSignIn(options, log),
  });
  const target = demo ? 'demo' : 'tenant';
  return {
    ports: {
      clock,
      network: networks.cloud.fetch,
      target: networks.targets.fetch,
      identity,
      journal: createJournalStore({ folder: join(dataFolder, 'journal') }),
      drafts: createDraftStore({ folder: join(dataFolder, 'drafts') }),
      profiles: createProfileSource({ builtIn: options.builtInProfiles, administrator: kept.profileDir ?? null }),
      host: options.host ?? createFixedHost({ version: options.productVersion, target, settings, dataFolder, env }),
      log,
      newId: randomUUID,
      random: Math.random,
      demoToken: options.demoToken,
      demo,
    },
    forBrowser: networks.cloud.forBrowser,
    close: async () => {
      await Promise.all([networks.cloud.close(), networks.targets.close()]);
    },
  };
}

/** The way to the cloud, and the one to vendors' own endpoints. */
function openNetworks(
  { cloud, loopback, targets, env, caFile, openNetwork = createNetwork }: PortsOptions,
  clock: FollowingClock,
) {
  const trust = trustedIssuers(caFile);
  return {
    cloud: openNetwork({
      cloud,
      loopback,
      env,
      trust,
      ...(cloud.builtIn ? {} : { onServerDate: (serverTime: number) => clock.follow(serverTime) }),
    }),
    targets: openNetwork({ cloud, env, trust, routes: createTargetRoutes(cloud, targets ?? {}) }),
  };
}

function keptSignIn(options: PortsOptions, log: Ports['log']) {
  const { demo, clientId, cloud, dataFolder, env, settings, keychain } = options;
  if (demo || clientId === null)
    return { tokenCache: createMemoryTokenCache(), currentAccount: currentAccountInMemory() };
  return {
    tokenCache: createTokenCache({
      path: tokenCachePath(keychain?.folder ?? dataFolder, cloud, clientId),
      vault: keychain?.vault ?? createKeychain({ env }),
      log,
    }),
    currentAccount: currentAccountIn(settings, cloud),
  };
}
