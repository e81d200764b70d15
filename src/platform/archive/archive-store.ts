import { join } from 'node:path';
import type { ArchiveReader, ArchiveStore, ArchiveWriter } from '#core/archive/archive-port';
import type { Clock, JournalKey, Log } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { KeyVault } from '#platform/identity/keychain';
import { journalName } from '#platform/journal-file';
import { acquireLock, type ProcessLock } from '#platform/process-lock';
import { type Access, accessTo, type OpenedKeys, openByAny, withLock } from './archive-access.ts';
import type { EngineCall, EngineCalls } from './archive-engine.ts';
import { archiveLocked, archiveOff, asArchiveError, lockedArchive } from './archive-errors.ts';
import { type ArchiveFiles, type AsideReason, archiveFilesIn } from './archive-files.ts';
import { type KeyLock, lockKey, newArchiveKey, newRecoveryKey, unlockKey } from './archive-keys.ts';
import { describeArchive } from './describe-archive.ts';
import { type EngineThread, startEngine } from './engine-thread.ts';
import { recoverRows } from './recover-rows.ts';
import { SqlFault } from './sql-database.ts';

export interface ArchiveStoreOptions {
  /** Folder that holds one folder for each tenant of each cloud. */
  readonly folder: string;
  readonly vault: KeyVault;
  readonly clock: Clock;
  readonly log: Log;
  /** See `EngineOptions`. */
  readonly maxPages?: number | undefined;
}

/** An {@link ArchiveStore} that is ended with its process. */
export interface OpenArchiveStore extends ArchiveStore {
  close(): Promise<void>;
}

/** What belongs to one tenant while this process runs. */
export interface OpenArchive {
  readonly files: ArchiveFiles;
  readonly access: () => Promise<Access>;
  /** Opens the file with that key, or gives it as it is open. */
  readonly engine: (key: Uint8Array, writes: boolean) => Promise<EngineThread>;
  readonly shut: () => Promise<void>;
}

/**
 * Takes where archives lie and the vault of the system; gives the archives of this process. Each is opened when it is first
 * used and ends with `close`. Raises what {@link ArchiveStore} names.
 */
export function createArchiveStore(options: ArchiveStoreOptions): OpenArchiveStore {
  const opened: OpenedKeys = new Map();
  const archives = new Map<string, OpenArchive>();
  const archiveOf = (key: JournalKey): OpenArchive => {
    const folder = join(options.folder, journalName(key));
    const known = archives.get(folder);
    if (known !== undefined) return known;
    const made = openArchive(archiveFilesIn(folder), { ...options, opened });
    archives.set(folder, made);
    return made;
  };
  return {
    describe: (key) => inWords(() => describeArchive(archiveOf(key))),
    configure: (key, change) =>
      inWords(async () => {
        const { files } = archiveOf(key);
        const settings = { ...(await files.readSettings()), ...change };
        await files.writeSettings(settings);
        return settings;
      }),
    read: (key) => inWords(() => readArchive(archiveOf(key))),
    write: (key) => inWords(() => writeArchive(archiveOf(key), options)),
    passphrase: (key, passphrase) => inWords(() => protect({ archive: archiveOf(key), opened, options }, passphrase)),
    makeRecoveryKey: (key, hand) => inWords(() => makeRecoveryKey(archiveOf(key), hand)),
    recover: (key, from) =>
      inWords(async () => {
        const archive = archiveOf(key);
        const writer = await writeArchive(archive, options);
        try {
          return await recoverRows({ files: archive.files, vault: options.vault, writer }, from);
        } finally {
          await writer.close();
        }
      }),
    close: async () => {
      await Promise.all([...archives.values()].map((archive) => archive.shut()));
      opened.clear();
    },
  };
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw asArchiveError(cause);
  }
}

function openArchive(files: ArchiveFiles, options: ArchiveStoreOptions & { readonly opened: OpenedKeys }): OpenArchive {
  const { vault, opened, maxPages } = options;
  let engine: Promise<EngineThread> | null = null;
  const shut = async (): Promise<void> => {
    const open = engine;
    engine = null;
    await (await open?.catch(() => null))?.close();
  };
  return {
    files,
    access: () => accessTo({ files, vault, opened }),
    engine: (key, writes) => {
      engine ??= startEngine({ path: files.rowsPath(), key, writes, maxPages }).catch((cause: unknown) => {
        engine = null;
        throw cause;
      });
      return engine;
    },
    shut,
  };
}

/** Calls an engine; what it finds damaged is remembered, so that the next run sets it aside. */
const callOf =
  ({ files }: OpenArchive, engine: EngineThread) =>
  <C extends EngineCall>(name: C, input: EngineCalls[C]['input']): Promise<EngineCalls[C]['output']> =>
    inWords(async () => {
      try {
        return await engine.call(name, input);
      } catch (cause) {
        if (cause instanceof SqlFault && cause.trouble === 'damaged') await files.markDamaged();
        throw cause;
      }
    });

function readerOf(archive: OpenArchive, engine: EngineThread): ArchiveReader {
  const call = callOf(archive, engine);
  return {
    state: () => call('state', null),
    search: (filter, page) => call('search', { filter, ...page }),
    count: (filter) => call('count', filter),
    groups: (filter, groups) => call('groups', { filter, ...groups }),
    cycles: (filter, limit) => call('cycles', { filter, limit }),
    originals: (ids) => call('originals', ids),
  };
}

async function readArchive(archive: OpenArchive): Promise<ArchiveReader | null> {
  const access = await archive.access();
  if (access.kind === 'new' || (access.kind === 'off' && (await archive.files.size()) === null)) return null;
  const key = keyOf(access);
  if ((await archive.files.size()) === null) return null;
  return readerOf(archive, await archive.engine(key, false));
}

/** Raises where an archive cannot be opened now. */
function keyOf(access: Access): Uint8Array {
  if (access.kind === 'open' || access.kind === 'new') return access.key;
  if (access.kind === 'off') throw archiveOff();
  if (access.kind === 'passphraseNeeded') throw archiveLocked();
  throw new CoreError('storage_corrupt', 'The key of this machine does not open the log archive any more.', {
    reason: 'keyDoesNotOpen',
    nextStep:
      'Synchronise: the file is set aside and a new one begun. "archive recover" with the recovery key brings its rows back.',
  });
}

async function writeArchive(archive: OpenArchive, options: ArchiveStoreOptions): Promise<ArchiveWriter> {
  const { files } = archive;
  await files.make();
  const outcome = await acquireLock(files.folder);
  if ('heldBy' in outcome) throw lockedArchive(`process ${outcome.heldBy.pid} on ${outcome.heldBy.host}`);
  try {
    const engine = await engineToWrite(archive, options);
    const call = callOf(archive, engine);
    return {
      ...readerOf(archive, engine),
      append: (batch) => call('append', batch),
      prune: (before) => call('prune', before),
      close: () => outcome.lock.release(),
    };
  } catch (cause) {
    await release(outcome.lock);
    throw cause;
  }
}

const release = (lock: ProcessLock): Promise<void> => lock.release();

/** Opens the file, or a new one in the place of one that its key does not open or that is damaged. Nothing is deleted. */
async function engineToWrite(archive: OpenArchive, { clock, log }: ArchiveStoreOptions): Promise<EngineThread> {
  const { files } = archive;
  const aside = async (why: AsideReason): Promise<EngineThread> => {
    await archive.shut();
    const name = await files.setAside(why, clock.now());
    log.write('warn', 'the log archive was set aside', { name, why });
    return begin(archive);
  };
  if (await files.isMarkedDamaged()) return aside('damaged');
  const access = await archive.access();
  if (access.kind === 'keyDoesNotOpen') return aside('key-does-not-open');
  try {
    return await begin(archive);
  } catch (cause) {
    if (cause instanceof SqlFault && cause.trouble === 'damaged') return aside('damaged');
    throw cause;
  }
}

async function begin(archive: OpenArchive): Promise<EngineThread> {
  const access = await archive.access();
  const key = keyOf(access);
  await archive.files.make();
  // The key is on the disk before anything is that needs it.
  if (access.kind === 'new') await archive.files.writeLocks(access.locks);
  return archive.engine(key, true);
}

interface Protecting {
  readonly archive: OpenArchive;
  readonly opened: OpenedKeys;
  readonly options: ArchiveStoreOptions;
}

async function protect({ archive, opened, options }: Protecting, passphrase: string): Promise<void> {
  const { files } = archive;
  const locks = await files.readLocks();
  const access = await archive.access();
  if (locks === null || access.kind === 'open') {
    // An archive that is open gets the passphrase beside what opens it already.
    const key = access.kind === 'open' || access.kind === 'new' ? access.key : newArchiveKey();
    const known = access.kind === 'open' || access.kind === 'new' ? access.locks : [];
    await files.make();
    await files.writeLocks(withLock(known, await lockKey(key, { kind: 'passphrase', text: passphrase })));
    opened.set(files.folder, key);
    return;
  }
  const key = await openByAny(locks, { get: async () => null }, passphrase);
  if (key === null) {
    throw new CoreError('secret_required', 'The passphrase does not open the log archive.', {
      reason: 'passphraseWrong',
      nextStep: 'Enter it again, or use the recovery key. Nothing was changed.',
    });
  }
  await renewVaultLock({ archive, opened, options }, locks, key);
  opened.set(files.folder, key);
}

/** Where the vault has another key than it had, the old lock opens nothing any more. One that never was is not added. */
async function renewVaultLock(
  { archive, options }: Protecting,
  locks: readonly KeyLock[],
  key: Uint8Array,
): Promise<void> {
  const vaultKey = await options.vault.get();
  const old = locks.find(({ kind }) => kind === 'vault');
  if (vaultKey === null || old === undefined) return;
  if ((await unlockKey(old, { kind: 'vault', key: vaultKey })) !== null) return;
  await archive.files.writeLocks(withLock(locks, await lockKey(key, { kind: 'vault', key: vaultKey })));
}

async function makeRecoveryKey(archive: OpenArchive, hand: (recoveryKey: string) => Promise<void>): Promise<void> {
  const access = await archive.access();
  const key = keyOf(access);
  if (access.kind !== 'open' && access.kind !== 'new') throw archiveOff();
  const text = newRecoveryKey();
  const lock = await lockKey(key, { kind: 'recovery', text });
  // The one before stays good until this one is in somebody's hands.
  await hand(text);
  await archive.files.make();
  await archive.files.writeLocks(withLock(access.locks, lock));
}
