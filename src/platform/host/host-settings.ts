import { readFileSync } from 'node:fs';
import type { HostPort, HostSettingsChange } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { builtInClouds, cloudByName } from '#platform/clouds';
import { proxyFor } from '#platform/network-proxy';
import { parseCertificates } from '#platform/network-trust';
import { cloudKey, type Settings, type SettingsStore } from '#platform/settings';
import type { Cloud } from '#shared/model/session';
import type { SettingsView } from '#shared/model/settings';
import type { UpdatePolicy } from './machine-policy.ts';

export interface HostSettingsOptions {
  readonly store: SettingsStore;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataFolder: string;
  readonly policy: UpdatePolicy;
  /** Whether this installation can update itself. */
  readonly updatable: boolean;
  /** Told before a change of what the connection is made with; raises when it cannot be made now. */
  readonly beforeReconnect?: (() => void) | undefined;
  /** Told after it. */
  readonly onReconnect?: (() => Promise<void>) | undefined;
  /** Told what the settings are after any change. */
  readonly onChange?: ((settings: SettingsView) => void) | undefined;
}

const reconnecting = ['cloud', 'clientId', 'proxy', 'certificateFile', 'profileFolder'] as const;

/**
 * Takes the settings' file and what is told of changes; gives the settings as core shows and changes them. A change raises
 * `bad_request` (reasons cloudUnknown, caFileInvalid, caFileUnreadable, updatesManaged) before anything was written.
 */
export function createHostSettings(options: HostSettingsOptions): HostPort['settings'] {
  const { store } = options;
  const view = (): SettingsView => viewOf(options, store.read());
  return {
    view,
    async change(change) {
      checkChange(options, change);
      const reconnects = reconnecting.some((name) => change[name] !== undefined);
      if (reconnects) options.beforeReconnect?.();
      store.update(storedChange(store.read(), change));
      if (reconnects) await options.onReconnect?.();
      options.onChange?.(view());
      return view();
    },
  };
}

/** Takes the settings; gives the cloud that a real sign-in uses. */
export const chosenCloud = ({ cloud }: Settings): Cloud =>
  (cloud === undefined ? null : cloudByName(cloud)) ?? builtInClouds[0];

function viewOf({ env, dataFolder, policy, updatable }: HostSettingsOptions, settings: Settings): SettingsView {
  const cloud = chosenCloud(settings);
  return {
    theme: settings.theme,
    cloud: cloud.name,
    clouds: builtInClouds.map((known) => ({ ...known })),
    clientId: settings.clientIds[cloudKey(cloud)] ?? null,
    profileFolder: settings.profileDir ?? null,
    certificateFile: settings.caFile ?? null,
    proxy: proxyOf(settings, env, cloud),
    logRetentionDays: settings.logRetentionDays,
    updates: { mode: policy.mode ?? settings.updates, managed: policy.mode !== null, available: updatable },
    dataFolder,
  };
}

function proxyOf(settings: Settings, env: HostSettingsOptions['env'], cloud: Cloud): SettingsView['proxy'] {
  if (settings.proxy) return { address: settings.proxy, source: 'settings' };
  const proxy = proxyFor(new URL(cloud.graph), env);
  return proxy === null ? { address: null, source: 'system' } : { address: proxy.shown, source: 'environment' };
}

function checkChange({ policy }: HostSettingsOptions, change: HostSettingsChange): void {
  if (change.cloud !== undefined && cloudByName(change.cloud) === null) {
    throw new CoreError('bad_request', `There is no cloud "${change.cloud}".`, {
      reason: 'cloudUnknown',
      nextStep: `Choose one of ${builtInClouds.map(({ name }) => name).join(', ')}.`,
    });
  }
  if (change.updates !== undefined && policy.mode !== null) {
    throw new CoreError('bad_request', 'Updates are decided by the administrators of this machine.', {
      reason: 'updatesManaged',
      nextStep: `The policy stands in ${policy.file}.`,
    });
  }
  if (typeof change.certificateFile === 'string') parseCertificates(readCertificates(change.certificateFile));
}

function readCertificates(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CoreError('bad_request', 'The certificate file cannot be read.', { reason: 'caFileUnreadable', cause });
  }
}

function storedChange(settings: Settings, change: HostSettingsChange): Partial<Settings> {
  const cloud = change.cloud === undefined ? chosenCloud(settings) : (cloudByName(change.cloud) ?? builtInClouds[0]);
  const stored = {
    theme: change.theme,
    cloud: change.cloud === undefined ? undefined : cloud.name,
    clientIds: clientIdsAfter(settings.clientIds, cloudKey(cloud), change.clientId),
    profileDir: change.profileFolder,
    caFile: change.certificateFile,
    proxy: change.proxy,
    logRetentionDays: change.logRetentionDays,
    updates: change.updates,
  };
  return Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined));
}

function clientIdsAfter(known: Settings['clientIds'], key: string, clientId: string | null | undefined) {
  if (clientId === undefined) return undefined;
  const others = Object.fromEntries(Object.entries(known).filter(([name]) => name !== key));
  return clientId === null ? others : { ...others, [key]: clientId };
}
