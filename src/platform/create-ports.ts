import { randomBytes, randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { manifestName } from '#assets/verify/verify-bundle.mjs';
import type { EvidencePort } from '#core/audit/evidence-port';
import type { Clock, HostPort, Ports } from '#core/ports';
import { createEvidence } from '#platform/evidence/evidence-files';
import { createFixedHost } from '#platform/host/fixed-host';
import { currentAccountIn, currentAccountInMemory } from '#platform/identity/current-account';
import { createKeychain, type KeyVault } from '#platform/identity/keychain';
import { createMsalIdentity } from '#platform/identity/msal-identity';
import { createTokenCache, tokenCachePath } from '#platform/identity/token-cache';
import { createMemoryTokenCache } from '#platform/identity/token-cache-store';
import type { Cloud } from '#shared/model/session';
import { createArchiveStore } from './archive/archive-store.ts';
import { type ChooseExport, createExportFiles } from './archive/export-files.ts';
import { createDraftStore } from './draft-files.ts';
import { createJournalStore } from './journal-file.ts';
import { createFileLog } from './log-file.ts';
import { createNetwork, type Network, type NetworkOptions } from './network.ts';
import { withProxy } from './network-proxy.ts';
import { createTargetRoutes } from './network-routes.ts';
import { trustedIssuers } from './network-trust.ts';
import { createProfileStore } from './profile-files.ts';
import { createSealedStore } from './sealed-files.ts';
import type { SettingsStore } from './settings.ts';
import { createSystemClock, type FollowingClock } from './system-clock.ts';
import { createTargetProbe } from './target-probe.ts';

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
  /** How a person names a folder or a bundle where the host has no windows: the command line takes it from its arguments. */
  readonly choosePlace?: EvidencePort['choosePlace'] | undefined;
  /** Asks where an exported file goes; left out = the windows of the host. */
  readonly chooseExport?: ChooseExport | undefined;
  /** The administrator's own folder of profiles where none is chosen in the settings; left out = `profiles` in the data folder. */
  readonly ownProfiles?: string | undefined;
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
  const archive = createArchiveStore({
    folder: join(dataFolder, 'archive'),
    vault: demo ? createMemoryVault() : vaultOf(options),
    clock,
    log,
  });
  const host = options.host ?? createFixedHost({ version: options.productVersion, target, settings, dataFolder, env });
  return {
    ports: {
      clock,
      network: networks.cloud.fetch,
      target: networks.targets.fetch,
      probe: networks.probe,
      identity,
      journal: createJournalStore({ folder: join(dataFolder, 'journal') }),
      drafts: createDraftStore({ folder: join(dataFolder, 'drafts') }),
      evidence: createEvidence({
        folder: join(dataFolder, 'evidence'),
        vault: demo ? noVault : createKeychain({ env, keyName: 'evidence-signing-key' }),
        choosePlace: options.choosePlace ?? windowsOf(host),
        verifier: join(dirname(options.builtInProfiles), 'verify', 'verify-bundle.mjs'),
      }),
      sealed: createSealedStore({ folder: join(dataFolder, 'sealed'), vault: demo ? null : vaultOf(options) }),
      profiles: createProfileStore({
        builtIn: options.builtInProfiles,
        chosen: () => host.settings.view().profileFolder,
        usual: options.ownProfiles ?? join(dataFolder, 'profiles'),
      }),
      archive,
      exports: createExportFiles(options.chooseExport ?? host.picker?.chooseExport ?? null),
      host,
      log,
      newId: randomUUID,
      random: Math.random,
      demoToken: options.demoToken,
      demo,
    },
    forBrowser: networks.cloud.forBrowser,
    close: async () => {
      await Promise.all([networks.cloud.close(), networks.targets.close(), networks.probe.close(), archive.close()]);
    },
  };
}

/** The way to the cloud, the one to vendors' own endpoints, and what looks at those piece by piece. */
function openNetworks(
  { cloud, loopback, targets, env, caFile, openNetwork = createNetwork }: PortsOptions,
  clock: FollowingClock,
) {
  const trust = trustedIssuers(caFile);
  const routes = createTargetRoutes(cloud, targets ?? {});
  return {
    cloud: openNetwork({
      cloud,
      loopback,
      env,
      trust,
      ...(cloud.builtIn ? {} : { onServerDate: (serverTime: number) => clock.follow(serverTime) }),
    }),
    targets: openNetwork({ cloud, env, trust, routes }),
    probe: createTargetProbe({ routes, env, trust }),
  };
}

/** What is signed on a demo tenant proves nothing to anybody, so no key of a vault is made for it. */
const noVault: KeyVault = { get: async () => null };

/** Windows of the system choose files: a bundle that is a folder is chosen by its manifest. */
const withoutManifest = (path: string): string => (basename(path) === manifestName ? dirname(path) : path);

function windowsOf({ picker }: HostPort): EvidencePort['choosePlace'] {
  if (picker === null) return null;
  return async (what) => {
    const isNew = what === 'newBundle';
    const path = await (isNew ? picker.chooseBundleFolder() : picker.chooseBundle(what));
    return path === null ? null : { path: withoutManifest(path), exact: !isNew };
  };
}

/** A demo tenant's archive ends with it, and so does the key that protects it. */
function createMemoryVault(): KeyVault {
  const key = Uint8Array.from(randomBytes(32));
  return { get: async () => key };
}

/** A demo tenant's records end with it, so no key of a vault is made for them. */
const vaultOf = ({ keychain, env }: PortsOptions): KeyVault => keychain?.vault ?? createKeychain({ env });

function keptSignIn(options: PortsOptions, log: Ports['log']) {
  const { demo, clientId, cloud, dataFolder, settings, keychain } = options;
  if (demo || clientId === null)
    return { tokenCache: createMemoryTokenCache(), currentAccount: currentAccountInMemory() };
  return {
    tokenCache: createTokenCache({
      path: tokenCachePath(keychain?.folder ?? dataFolder, cloud, clientId),
      vault: vaultOf(options),
      log,
    }),
    currentAccount: currentAccountIn(settings, cloud),
  };
}
