import Conf from 'conf';
import { z } from 'zod';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { Theme, UpdateMode } from '#shared/model/settings';

/** The account that commands work with. */
const CurrentAccount = z.object({ homeAccountId: z.string(), tenantId: z.string() });
export type CurrentAccount = z.infer<typeof CurrentAccount>;

/** What is remembered between runs. Keys of the two records are {@link cloudKey}s: each cloud has registrations of its own. */
const Settings = z.object({
  cloud: z.string().optional(),
  clientIds: z.record(z.string(), z.string()).default({}),
  accounts: z.record(z.string(), CurrentAccount).default({}),
  profileDir: z.string().nullish(),
  /** File with further certificate authorities. */
  caFile: z.string().nullish(),
  /** `host:port` of a proxy that comes before those of the environment. */
  proxy: z.string().nullish(),
  theme: Theme.default('system'),
  /** Days that files of the program's own log are kept. */
  logRetentionDays: z.number().int().min(1).default(30),
  updates: UpdateMode.default('ask'),
});
export type Settings = z.infer<typeof Settings>;

/** Settings on the disk: read and written at once, so that two programs see each other's changes. */
export interface SettingsStore {
  /** Raises `storage_corrupt` (reason settingsUnreadable) when the file is not what this program wrote. */
  read(): Settings;
  /** Replaces the members that are given. */
  update(change: Partial<Settings>): void;
}

/** Takes a cloud; gives the name under which things that belong to it are kept. */
export const cloudKey = (cloud: Pick<Cloud, 'authority' | 'graph'>): string => `${cloud.authority} ${cloud.graph}`;

/** How the settings' file is opened, in the words that conf and electron-store share. */
export interface SettingsFile {
  readonly cwd: string;
  readonly configFileMode: number;
  readonly accessPropertiesByDotNotation: false;
}

/** An open settings' file. */
export interface OpenSettings {
  readonly store: Record<string, unknown>;
  set(change: Record<string, unknown>): void;
}

const openWithConf = (file: SettingsFile): OpenSettings =>
  new Conf<Record<string, unknown>>({ ...file, configName: 'config' });

/**
 * Takes the user's data folder and, in Electron, how electron-store opens a file; gives the settings in the folder's
 * `config.json` (0600), which is the same file for all hosts.
 */
export function createSettings(
  folder: string,
  openFile: (file: SettingsFile) => OpenSettings = openWithConf,
): SettingsStore {
  const open = (): OpenSettings =>
    openFile({ cwd: folder, configFileMode: 0o600, accessPropertiesByDotNotation: false });
  return {
    read: () => readable(folder, () => Settings.parse(open().store)),
    update: (change) => readable(folder, () => open().set(change)),
  };
}

function readable<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new CoreError('storage_corrupt', `The settings in ${folder} cannot be read or written.`, {
      reason: 'settingsUnreadable',
      nextStep: 'Check the rights on config.json in that folder, or move the file away; it is made anew.',
      cause,
    });
  }
}
