import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileSource } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { hasCode } from './disk.ts';
import { parseJsonText } from './json-text.ts';

type ProfileFile = Awaited<ReturnType<ProfileSource['list']>>[number];

/**
 * Takes the folder of the built-in vendor profiles and, if there is one, the administrator's own; gives both as unparsed
 * JSON, each file being `<folder>/<vendor id>/profile.json`. Listing raises `bad_request` (reason profileFolderMissing or
 * profileUnreadable) and names the file.
 */
export function createProfileSource(folders: {
  readonly builtIn: string;
  readonly administrator: string | null;
}): ProfileSource {
  return {
    async list() {
      const builtIn = await readProfiles(folders.builtIn, 'built-in');
      if (folders.administrator === null) return builtIn;
      return [...builtIn, ...(await readProfiles(folders.administrator, 'administrator'))];
    },
  };
}

async function readProfiles(folder: string, source: ProfileFile['source']): Promise<readonly ProfileFile[]> {
  const ids = await vendorFolders(folder);
  const read = await Promise.all(
    ids.map(async (id) => {
      const content = await readProfile(join(folder, id, 'profile.json'));
      return content === null ? [] : [{ id, source, content: content.value }];
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
      nextStep: 'Check the setting profileDir, or install the program again.',
      cause,
    });
  }
}

/** Null where a folder holds no profile: it may hold only what belongs to the profiles. */
async function readProfile(path: string): Promise<{ readonly value: unknown } | null> {
  try {
    const text = await readFile(path, 'utf8');
    return { value: parseJsonText(text, { what: `The vendor profile ${path}`, reason: 'profileUnreadable' }) };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    if (cause instanceof CoreError) throw cause;
    throw new CoreError('bad_request', `The vendor profile ${path} cannot be read.`, {
      reason: 'profileUnreadable',
      nextStep: 'Check the rights on the file.',
      cause,
    });
  }
}
