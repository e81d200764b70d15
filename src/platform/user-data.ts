import { mkdirSync } from 'node:fs';
import { posix, resolve, win32 } from 'node:path';
import { CoreError } from '#core/rpc/errors';

/** The product's name, as Electron uses it for the same folder, so that all hosts read and write one set of files. */
const productName = 'Provisioning Console';

export interface System {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Takes the system; gives the absolute folder in which this user's files belong.
 * Source: www.electronjs.org/docs/latest/api/app#appgetpathname (userData)
 */
export function platformFolder({ platform, env, home }: System): string {
  if (platform === 'win32') return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), productName);
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', productName);
  return posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), productName);
}

/**
 * Takes the system and the folder that a person chose instead, if any; gives the folder, made where it was missing and
 * closed to other users (0700). Raises `bad_request` (reason dataFolderUnusable).
 */
export function openUserData(system: System, chosen: string | null): string {
  const folder = chosen === null ? platformFolder(system) : resolve(chosen);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (cause) {
    throw new CoreError('bad_request', `The data folder ${folder} cannot be made.`, {
      reason: 'dataFolderUnusable',
      nextStep: 'Choose another one with --data-dir.',
      cause,
    });
  }
}
