import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Ports } from '#core/ports';
import { currentAccountIn, currentAccountInMemory } from '#platform/identity/current-account';
import { createKeychain } from '#platform/identity/keychain';
import { createMsalIdentity } from '#platform/identity/msal-identity';
import { createTokenCache, tokenCachePath } from '#platform/identity/token-cache';
import { createMemoryTokenCache } from '#platform/identity/token-cache-store';
import type { Cloud } from '#shared/model/session';
import { createJournalStore } from './journal-file.ts';
import { createFileLog } from './log-file.ts';
import { createNetwork } from './network.ts';
import { trustedIssuers } from './network-trust.ts';
import { createProfileSource } from './profile-files.ts';
import type { SettingsStore } from './settings.ts';
import { createSystemClock } from './system-clock.ts';

export interface PortsOptions {
  readonly cloud: Cloud;
  /** Public https origin → origin on this machine; empty for a real cloud. */
  readonly loopback: Readonly<Record<string, string>>;
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
  readonly openBrowser: (url: string) => Promise<unknown>;
  readonly onLogFailure: (cause: unknown) => void;
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
  const { cloud, dataFolder, env, settings } = options;
  const machineClock = createSystemClock();
  const clock = options.clock ?? machineClock;
  const log = createFileLog({ folder: join(dataFolder, 'logs'), now: Date.now, onFailure: options.onLogFailure });
  const network = createNetwork({
    cloud,
    loopback: options.loopback,
    env,
    trust: trustedIssuers(options.caFile),
    ...(cloud.builtIn ? {} : { onServerDate: (serverTime: number) => machineClock.follow(serverTime) }),
  });
  const identity = createMsalIdentity({
    cloud,
    clientId: options.clientId,
    productVersion: options.productVersion,
    network: network.fetch,
    clock,
    openBrowser: options.openBrowser,
    rewriteForBrowser: network.forBrowser,
    ...keptSignIn(options, log),
  });
  return {
    ports: {
      clock,
      network: network.fetch,
      identity,
      journal: createJournalStore({ folder: join(dataFolder, 'journal') }),
      profiles: createProfileSource({
        builtIn: options.builtInProfiles,
        administrator: settings.read().profileDir ?? null,
      }),
      log,
      newId: randomUUID,
      random: Math.random,
      demo: options.demo,
    },
    forBrowser: network.forBrowser,
    close: network.close,
  };
}

function keptSignIn({ demo, clientId, cloud, dataFolder, env, settings }: PortsOptions, log: Ports['log']) {
  if (demo || clientId === null)
    return { tokenCache: createMemoryTokenCache(), currentAccount: currentAccountInMemory() };
  return {
    tokenCache: createTokenCache({
      path: tokenCachePath(dataFolder, cloud, clientId),
      vault: createKeychain({ env }),
      log,
    }),
    currentAccount: currentAccountIn(settings, cloud),
  };
}
