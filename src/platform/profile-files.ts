import { copyFile, mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileEntry, ProfileStore } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { longestProfile } from '#shared/model/text-limits';
import { hasCode } from './disk.ts';
import { parseJsonText } from './json-text.ts';
import { replaceFile } from './replace-file.ts';

/** Where profiles are. */
export interface ProfileFolders {
  readonly builtIn: string;
  /** The folder that the administrator chose; null: none. It has to be there: without it nobody knows what it replaces. */
  readonly chosen: () => string | null;
  /** The administrator's own folder where none was chosen; it is made when the first profile is kept. null: there is none. */
  readonly usual: string | null;
}

/** Names that are devices on Windows. Source: learn.microsoft.com/windows/win32/fileio/naming-a-file */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Takes the folder of the built-in vendor profiles and the administrator's own; gives both as unparsed JSON, each file being
 * `<folder>/<vendor id>/profile.json`, and keeps profiles in the second. A file that cannot be read is listed with its fault; listing
 * raises `bad_request` (reason profileFolderMissing) for a folder that is not there.
 */
export function createProfileStore(folders: ProfileFolders): ProfileStore {
  return {
    async list() {
      const builtIn = await readProfiles(folders.builtIn, 'built-in');
      const chosen = folders.chosen();
      if (chosen !== null) return [...builtIn, ...(await readProfiles(chosen, 'administrator'))];
      if (folders.usual === null || !(await isThere(folders.usual))) return builtIn;
      return [...builtIn, ...(await readProfiles(folders.usual, 'administrator'))];
    },
    async keep({ id, text }) {
      const folder = folders.chosen() ?? folders.usual;
      if (folder === null) throw unusable('There is no folder for profiles of your own.');
      if (deviceName.test(id)) throw reserved(id);
      const place = join(folder, id, 'profile.json');
      try {
        await mkdir(join(folder, id), { recursive: true, mode: 0o700 });
        await keepPrevious(place);
        await replaceFile(place, text);
      } catch (cause) {
        throw notKept(place, cause);
      }
      return { place };
    },
    async remove(id) {
      const folder = folders.chosen() ?? folders.usual;
      if (folder === null) throw unusable('There is no folder for profiles of your own.');
      const place = join(folder, id, 'profile.json');
      try {
        await rename(place, previousOf(place));
      } catch (cause) {
        throw unusable(`The profile ${place} cannot be removed.`, cause);
      }
      return { place: previousOf(place) };
    },
  };
}

const previousOf = (place: string): string => place.replace(/\.json$/, '.previous.json');

async function keepPrevious(place: string): Promise<void> {
  try {
    await copyFile(place, previousOf(place));
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  }
}

async function readProfiles(folder: string, source: ProfileEntry['source']): Promise<readonly ProfileEntry[]> {
  const ids = await vendorFolders(folder);
  const read = await Promise.all(
    ids.map(async (id): Promise<readonly ProfileEntry[]> => {
      const place = join(folder, id, 'profile.json');
      const content = await readProfile(place);
      return content === null ? [] : [{ id, source, place, content: null, ...content }];
    }),
  );
  return read.flat();
}

async function vendorFolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (cause) {
    throw new CoreError('bad_request', `The folder of vendor profiles ${folder} cannot be read.`, {
      reason: 'profileFolderMissing',
      nextStep: 'Check the setting of your own profile folder, or install the program again.',
      cause,
    });
  }
}

/** Null where a folder holds no profile: it may hold only what belongs to the profiles. */
async function readProfile(path: string): Promise<{ readonly content: unknown } | { readonly fault: string } | null> {
  try {
    const { size } = await stat(path);
    if (size > longestProfile) return { fault: `the file has more than ${longestProfile} bytes and is no profile` };
    const text = await readFile(path, 'utf8');
    return { content: parseJsonText(text, { what: 'the file', reason: 'profileUnreadable' }) };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    if (cause instanceof CoreError) return { fault: cause.message.replace(/\.$/, '') };
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return { fault: `the file cannot be read${code}` };
  }
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await stat(folder);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return false;
    throw cause;
  }
}

const unusable = (message: string, cause?: unknown): CoreError =>
  new CoreError('bad_request', message, {
    reason: 'profileFolderUnusable',
    nextStep: 'Choose another folder for your own profiles in the settings, or check the rights on it.',
    cause,
  });

const reserved = (id: string): CoreError =>
  new CoreError('bad_request', `A folder cannot be called "${id}" on every system.`, {
    reason: 'profileNameReserved',
    nextStep: 'Give the profile another id.',
  });

function notKept(place: string, cause: unknown): CoreError {
  if (!hasCode(cause, 'ENOSPC', 'EDQUOT')) return unusable(`The profile cannot be written to ${place}.`, cause);
  return new CoreError('storage_full', `The disk is full: the profile was not written to ${place}.`, {
    reason: 'profilesFull',
    nextStep: 'Free some space and try again.',
    cause,
  });
}
