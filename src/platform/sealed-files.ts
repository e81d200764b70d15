import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedPlace, SealedRecord, SealedStore } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { hasCode } from './disk.ts';
import type { Keychain, KeyVault } from './identity/keychain.ts';
import { journalName } from './journal-file.ts';
import { replaceFile } from './replace-file.ts';
import { type SealingKey, seal, sealingKeyOf, unseal } from './sealed-text.ts';

const ending = '.sealed';
const aside = '.corrupt';
const plain = 'plain';
/** Anything else in an id could lead out of the folder. */
const safeId = /^[0-9a-z][0-9a-z-]{0,79}$/;
const fileName = /^([0-9a-z][0-9a-z-]{0,79})\.(plain|[0-9a-f]{16})\.sealed$/;

interface Keeping {
  readonly folder: string;
  readonly replace: (path: string, text: string) => Promise<void>;
  readonly key: () => Promise<SealingKey | null>;
}

/**
 * Takes the folder under which records are kept and the vault, null where none may be used; gives the store. One folder
 * for each tenant and kind (0700), one file for each record (0600): a line with its head, a line with its body, each
 * sealed on its own, so that a list reads only heads. A name says with which key a file was sealed.
 */
export function createSealedStore(options: {
  readonly folder: string;
  readonly vault: KeyVault | Keychain | null;
  /** Replaces a file as a whole; left out = that of this machine's disk. */
  readonly replace?: (path: string, text: string) => Promise<void>;
}): SealedStore {
  const { folder, vault, replace = replaceFile } = options;
  let key: Promise<SealingKey | null> | null = null;
  const keeping: Keeping = {
    folder,
    replace,
    key: () => {
      key ??= keyOf(vault);
      return key;
    },
  };
  return {
    protection: async () =>
      (await keeping.key()) === null ? { kind: 'none', reason: reasonOf(vault) } : { kind: 'vault', reason: null },
    list: (place) => guarded(() => list(keeping, place)),
    read: (place, id) => guarded(() => read(keeping, place, id)),
    write: (place, record) => guarded(() => write(keeping, place, record)),
  };
}

async function keyOf(vault: KeyVault | null): Promise<SealingKey | null> {
  const raw = await vault?.get();
  return raw === null || raw === undefined ? null : sealingKeyOf(raw);
}

function reasonOf(vault: KeyVault | Keychain | null): string {
  if (vault === null) return 'The demo tenant ends with this program, and its records with it.';
  const said = 'unavailableBecause' in vault ? vault.unavailableBecause() : null;
  return said ?? 'The system offers no vault.';
}

const folderOf = ({ folder }: Keeping, { key, kind }: SealedPlace): string => join(folder, journalName(key), kind);

const placeOf = ({ key, kind }: SealedPlace, id: string, part: 'head' | 'body'): string =>
  `${journalName(key)}/${kind}/${id}/${part}`;

async function list(keeping: Keeping, place: SealedPlace) {
  const key = await keeping.key();
  const folder = folderOf(keeping, place);
  const names = await namesIn(folder);
  const setAside = names.filter((name) => name.endsWith(aside));
  const records: Omit<SealedRecord, 'body'>[] = [];
  let locked = 0;
  for (const name of names) {
    const [, id, sealedWith] = fileName.exec(name) ?? [];
    if (id === undefined) continue;
    if (sealedWith !== plain && sealedWith !== key?.name) {
      locked += 1;
      continue;
    }
    const head = await unseal(await firstLine(join(folder, name)), placeOf(place, id, 'head'), key);
    if (head === null) setAside.push(await moveAside(folder, name));
    else records.push({ id, head });
  }
  return { records, setAside, locked };
}

async function read(keeping: Keeping, place: SealedPlace, id: string): Promise<string | null> {
  const key = await keeping.key();
  const folder = folderOf(keeping, place);
  for (const sealedWith of [...(key === null ? [] : [key.name]), plain]) {
    const name = `${checked(id)}.${sealedWith}${ending}`;
    const text = await readOrNull(join(folder, name));
    if (text === null) continue;
    const body = await unseal(text.split('\n')[1] ?? '', placeOf(place, id, 'body'), key);
    if (body !== null) return body;
    throw corrupt(await moveAside(folder, name));
  }
  return null;
}

async function write(keeping: Keeping, place: SealedPlace, record: SealedRecord): Promise<void> {
  const key = await keeping.key();
  const folder = folderOf(keeping, place);
  const { id } = record;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines = await Promise.all([
    seal(record.head, placeOf(place, id, 'head'), key),
    seal(record.body, placeOf(place, id, 'body'), key),
  ]);
  await keeping.replace(join(folder, `${checked(id)}.${key?.name ?? plain}${ending}`), `${lines.join('\n')}\n`);
}

function checked(id: string): string {
  if (safeId.test(id)) return id;
  throw unusable('A record has no such id.');
}

async function moveAside(folder: string, name: string): Promise<string> {
  const target = `${name}${aside}`;
  await rename(join(folder, name), join(folder, target));
  return target;
}

async function firstLine(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const parts: Buffer[] = [];
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8_192), 0, 8_192, null);
      const part = buffer.subarray(0, bytesRead);
      const end = part.indexOf(0x0a);
      parts.push(end < 0 ? part : part.subarray(0, end));
      if (end >= 0 || bytesRead === 0) return Buffer.concat(parts).toString('utf8');
    }
  } finally {
    await file.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
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
      throw new CoreError('storage_full', 'The disk is full: a record of this run could not be kept.', {
        reason: 'recordsFull',
        nextStep: 'Free some space and run it again; nothing that has to be recorded first was sent to Graph.',
        cause,
      });
    }
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw unusable(`The records of this tenant could not be read or written${code}.`, cause);
  }
}

const corrupt = (name: string): CoreError =>
  new CoreError('storage_corrupt', `A record is damaged; its file was set aside as ${name}.`, {
    reason: 'recordCorrupt',
    nextStep: 'Look at the list again; the others are not touched. Keep the file if it is evidence.',
  });

function unusable(message: string, cause?: unknown): CoreError {
  return new CoreError('internal', message, {
    reason: 'recordsUnusable',
    nextStep: 'Check the rights on the data folder, or choose another with --data-dir.',
    cause,
  });
}
