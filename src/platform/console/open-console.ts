import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '#core/create-core';
import type { Clock } from '#core/ports';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts, type PortsOptions } from '#platform/create-ports';
import { chosenCloud } from '#platform/host/host-settings';
import { cloudKey, type SettingsStore } from '#platform/settings';
import type { Cloud } from '#shared/model/session';
import { keepLogArchived } from './keep-archived.ts';

/** A demo tenant in this process, as a host's `demo.ts` starts it. */
export interface EmbeddedTenant {
  /** What an endpoints file would say. */
  readonly endpoints: object;
  readonly clock: Clock;
  /** Whether its administrator is signed in from the start. */
  readonly signedIn: boolean;
  /** Makes a token as a vendor's console would; null for a vendor that is not there. */
  mintToken(vendorId: string): string | null;
  /** Opens an address on this machine as the administrator's browser would. */
  visit(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Which tenant the console works on: an embedded demo tenant, a real one, or one that an endpoints file describes. */
export type ConsoleTarget =
  | { readonly kind: 'demo'; readonly start: () => Promise<EmbeddedTenant> }
  | { readonly kind: 'tenant' }
  | { readonly kind: 'endpoints'; readonly text: string };

export interface ConsoleOptions
  extends Pick<PortsOptions, 'env' | 'productVersion' | 'openNetwork' | 'keychain' | 'host'> {
  readonly target: ConsoleTarget;
  /** The user's folder. What belongs to a demo tenant goes into another one, which ends with it. */
  readonly dataFolder: string;
  readonly openSettings: (folder: string) => SettingsStore;
  /** Folder that holds `assets`. */
  readonly packageFolder: string;
  readonly openBrowser: (url: string) => Promise<unknown>;
  /** Told one sentence about what went wrong beside the calls. */
  readonly onFault: (message: string) => void;
}

/** Core, open for one page or window. */
export interface OpenConsole {
  readonly core: Core;
  /** Takes a link that the page shows; gives the one that a browser on this machine can open. */
  readonly forBrowser: (url: string) => string;
  /** Whether an address is one of the demo tenant inside this program. */
  readonly isTenantLink: (url: string) => boolean;
  /** Opens a link that a person chose: at the demo tenant's visitor, or in the browser. */
  openLink(url: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes what the host knows of machine and person; gives core on this tenant. On a demo tenant its administrator can be
 * signed in from the start. Raises `bad_request` (reason endpointsFileInvalid), `storage_corrupt` for settings that cannot be read.
 */
export async function openConsole(options: ConsoleOptions): Promise<OpenConsole> {
  const place = await placeOf(options);
  const { tenant, folder, settings } = place;
  const ofTenant = new Set([...Object.keys(place.loopback), ...Object.values(place.loopback)]);
  const isTenantLink = (url: string): boolean =>
    tenant !== null && URL.canParse(url) && ofTenant.has(new URL(url).origin);
  const { ports, forBrowser, close } = createPorts({
    cloud: place.cloud,
    loopback: place.loopback,
    targets: place.targets,
    clientId: place.clientId,
    productVersion: options.productVersion,
    dataFolder: folder,
    settings,
    builtInProfiles: join(options.packageFolder, 'assets', 'profiles'),
    // Profiles are about vendors, not about a tenant: what somebody made in the demo is there on the real one.
    ownProfiles: join(options.dataFolder, 'profiles'),
    caFile: null,
    env: options.env,
    clock: tenant?.clock ?? null,
    demo: tenant !== null,
    demoToken: tenant === null ? undefined : (vendorId) => tenant.mintToken(vendorId),
    openBrowser: async (url) => (tenant === null ? options.openBrowser(url) : visit(options, tenant, url)),
    onLogFailure: () => options.onFault('The log file cannot be written; the program goes on without it.'),
    openNetwork: options.openNetwork,
    keychain: options.keychain,
    host: options.host,
  });
  const core = createCore(ports);
  if (tenant?.signedIn === true) await signIn(core);
  const keeper = keepLogArchived({ dispatch: core.dispatch, log: ports.log });
  return {
    core,
    forBrowser,
    isTenantLink,
    async openLink(url) {
      if (tenant !== null && isTenantLink(url)) await visit(options, tenant, forBrowser(url));
      else await options.openBrowser(url);
    },
    async close() {
      await keeper.stop();
      await close();
      await tenant?.close();
      if (tenant !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly cloud: Cloud;
  readonly loopback: Readonly<Record<string, string>>;
  readonly targets: Readonly<Record<string, string>>;
  readonly clientId: string | null;
  readonly tenant: EmbeddedTenant | null;
  readonly folder: string;
  readonly settings: SettingsStore;
}

async function placeOf({ target, dataFolder, openSettings }: ConsoleOptions): Promise<Place> {
  if (target.kind === 'tenant') {
    const settings = openSettings(dataFolder);
    const cloud = chosenCloud(settings.read());
    const clientId = settings.read().clientIds[cloudKey(cloud)] ?? null;
    return { cloud, loopback: {}, targets: {}, clientId, tenant: null, folder: dataFolder, settings };
  }
  const tenant = target.kind === 'demo' ? await target.start() : null;
  // The same fence as for any file: a demo tenant cannot stand for a real cloud.
  const custom = parseEndpointsFile(target.kind === 'demo' ? JSON.stringify(tenant?.endpoints) : target.text);
  const folder = tenant === null ? dataFolder : mkdtempSync(join(tmpdir(), 'provisioning-demo-'));
  const isDemo = Object.hasOwn(custom.loopback, custom.authority);
  const settings = openSettings(folder);
  const cloud = toCloud(custom);
  const clientId = settings.read().clientIds[cloudKey(cloud)] ?? (isDemo ? demoClientId : null);
  return { cloud, loopback: custom.loopback, targets: custom.targets, clientId, tenant, folder, settings };
}

async function visit({ onFault }: ConsoleOptions, tenant: EmbeddedTenant, url: string): Promise<void> {
  try {
    await tenant.visit(url);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown fault';
    onFault(`A page of the demo tenant could not be visited: ${why}`);
  }
}

async function signIn({ dispatch }: Core): Promise<void> {
  const listed = await dispatch('session.listPermissions', {});
  const scopes = listed.ok ? listed.data.permissions.map(({ scope }) => scope) : [];
  const started = await dispatch('session.signIn', { scopes });
  if (started.ok) await dispatch('tasks.wait', { taskId: started.data.taskId });
}
