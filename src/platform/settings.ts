import Conf from 'conf';
import { z } from 'zod';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';

/** The account that commands work with. */
const CurrentAccount = z.object({ homeAccountId: z.string(), tenantId: z.string() });
export type CurrentAccount = z.infer<typeof CurrentAccount>;

/** What is remembered between runs. Keys of the two records are {@link cloudKey}s: each cloud has registrations of its own. */
const Settings = z.object({
  cloud: z.string().optional(),
  clientIds: z.record(z.string(), z.string()).default({}),
  accounts: z.record(z.string(), CurrentAccount).default({}),
  profileDir: z.string().optional(),
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

/** Takes the user's data folder; gives the settings in its `config.json` (0600), the file that electron-store uses as well. */
export function createSettings(folder: string): SettingsStore {
  const open = (): Conf<Record<string, unknown>> =>
    new Conf({ cwd: folder, configName: 'config', configFileMode: 0o600, accessPropertiesByDotNotation: false });
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
