import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { JournalContent, JournalKey, JournalStore, JournalWriter } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { type Disk, type DiskFile, hasCode, nodeDisk } from './disk.ts';
import { acquireLock, type LockOwner, type ProcessLock } from './process-lock.ts';

const lineBreak = 0x0a;

/**
 * Takes the folder under which journals are kept, one folder for each tenant of each cloud, and the disk; gives the
 * store. Its calls raise `conflict` (reason journalLocked), `storage_full`, or `internal` (reason journalUnusable).
 */
export function createJournalStore(options: { readonly folder: string; readonly disk?: Disk }): JournalStore {
  const disk = options.disk ?? nodeDisk;
  const folderOf = (key: JournalKey): string => join(options.folder, journalName(key));
  return {
    read: (key) => guarded(async () => contentOf(await disk.read(journalPath(folderOf(key))))),
    open: (key) =>
      guarded(async () => {
        const folder = folderOf(key);
        await disk.makeFolder(folder);
        const outcome = await acquireLock(folder);
        if ('heldBy' in outcome) throw lockedError(outcome.heldBy);
        return openWriter({ disk, path: journalPath(folder), lock: outcome.lock });
      }),
  };
}

/**
 * Takes the cloud's hosts and a tenant id; gives the name of the folder of that journal. Hosts and the id are compared
 * without regard to case, as the service does.
 */
export function journalName(key: JournalKey): string {
  const parts = [key.authority, key.graph, key.tenantId].map((part) => part.toLowerCase().replace(/\/+$/, ''));
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

const journalPath = (folder: string): string => join(folder, 'journal.jsonl');

function contentOf(bytes: Uint8Array | null): JournalContent {
  if (bytes === null) return { lines: [], tornTail: null };
  const end = wholeLength(bytes);
  const lines = decode(bytes.subarray(0, end)).split('\n').slice(0, -1);
  return { lines, tornTail: end === bytes.length ? null : decode(bytes.subarray(end)) };
}

const wholeLength = (bytes: Uint8Array): number => bytes.lastIndexOf(lineBreak) + 1;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

interface Opening {
  readonly disk: Disk;
  readonly path: string;
  readonly lock: ProcessLock;
}

async function openWriter({ disk, path, lock }: Opening): Promise<JournalWriter> {
  try {
    const file = await disk.openForAppend(path);
    const bytes = (await disk.read(path)) ?? new Uint8Array();
    return createWriter({ file, lock, bytes });
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

function createWriter(open: {
  readonly file: DiskFile;
  readonly lock: ProcessLock;
  readonly bytes: Uint8Array;
}): JournalWriter {
  const { file, lock, bytes } = open;
  let torn = bytes.length - wholeLength(bytes);
  let broken = false;
  let closed = false;
  return {
    content: contentOf(bytes),
    append: (line) =>
      guarded(async () => {
        if (broken || closed) throw unusable('The journal can no longer be written in this run.');
        if (torn > 0) throw unusable('The torn end of the journal was not cut off before writing.');
        if (line.includes('\n')) throw unusable('A journal entry is one line.');
        const length = await file.size();
        try {
          await file.append(new TextEncoder().encode(`${line}\n`));
          await file.sync();
        } catch (cause) {
          broken = !(await cutBack(file, length));
          throw cause;
        }
      }),
    truncateTornTail: () =>
      guarded(async () => {
        if (torn === 0) return;
        await file.truncate((await file.size()) - torn);
        await file.sync();
        torn = 0;
      }),
    close: () =>
      guarded(async () => {
        if (closed) return;
        closed = true;
        await file.close();
        await lock.release();
      }),
  };
}

/** Takes away what a failed append left, so that the next one does not stand behind half a line; false when it cannot. */
async function cutBack(file: DiskFile, length: number): Promise<boolean> {
  try {
    await file.truncate(length);
    await file.sync();
    return true;
  } catch {
    return false;
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw toStorageError(cause);
  }
}

function toStorageError(cause: unknown): unknown {
  if (cause instanceof CoreError) return cause;
  if (hasCode(cause, 'ENOSPC', 'EDQUOT')) {
    return new CoreError(
      'storage_full',
      'The disk is full: the journal could not be written, so nothing was sent to Graph.',
      {
        reason: 'journalFull',
        nextStep: 'Free some space and run the command again.',
        cause,
      },
    );
  }
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return unusable(`The journal could not be read or written${code}.`, cause);
}

function unusable(message: string, cause?: unknown): CoreError {
  return new CoreError('internal', message, {
    reason: 'journalUnusable',
    nextStep: 'Check the rights on the data folder, or choose another with --data-dir.',
    cause,
  });
}

function lockedError(owner: LockOwner): CoreError {
  const where = `process ${owner.pid} on ${owner.host}`;
  return new CoreError('conflict', `Another run is writing in this tenant (${where}).`, {
    reason: 'journalLocked',
    nextStep: 'Wait until it has ended, then run the command again.',
  });
}
