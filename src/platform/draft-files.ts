import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DraftStore, JournalKey } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { hasCode } from './disk.ts';
import { journalName } from './journal-file.ts';
import { replaceFile } from './replace-file.ts';

const ending = '.json';
/** Anything else in an id could lead out of the folder. */
const plainId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Takes the folder under which drafts are kept, one folder for each tenant of each cloud (0700), one file for each draft
 * (0600); gives the store. Its calls raise `storage_full`, or `internal` (reason draftsUnusable).
 */
export function createDraftStore({ folder }: { readonly folder: string }): DraftStore {
  const folderOf = (key: JournalKey): string => join(folder, journalName(key));
  const pathOf = (key: JournalKey, id: string): string => {
    if (!plainId.test(id)) throw unusable('A draft has no such id.');
    return join(folderOf(key), `${id.toLowerCase()}${ending}`);
  };
  return {
    list: (key) =>
      guarded(async () => {
        const names = (await namesIn(folderOf(key))).filter((name) => name.endsWith(ending));
        const ids = names.map((name) => name.slice(0, -ending.length)).filter((id) => plainId.test(id));
        const texts = await Promise.all(ids.map(async (id) => ({ id, text: await readOrNull(pathOf(key, id)) })));
        return texts.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]));
      }),
    read: (key, id) => guarded(() => readOrNull(pathOf(key, id))),
    write: (key, { id, text }) =>
      guarded(async () => {
        const path = pathOf(key, id);
        await mkdir(folderOf(key), { recursive: true, mode: 0o700 });
        await replaceFile(path, text);
      }),
    remove: (key, id) =>
      guarded(async () => {
        try {
          await rm(pathOf(key, id));
          return true;
        } catch (cause) {
          if (hasCode(cause, 'ENOENT')) return false;
          throw cause;
        }
      }),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CoreError) throw cause;
    if (hasCode(cause, 'ENOSPC', 'EDQUOT')) {
      throw new CoreError('storage_full', 'The disk is full: the set-up could not be kept.', {
        reason: 'draftsFull',
        nextStep: 'Free some space; what you entered is still in the window.',
        cause,
      });
    }
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw unusable(`The set-ups that were begun could not be read or written${code}.`, cause);
  }
}

function unusable(message: string, cause?: unknown): CoreError {
  return new CoreError('internal', message, {
    reason: 'draftsUnusable',
    nextStep: 'Check the rights on the data folder.',
    cause,
  });
}
