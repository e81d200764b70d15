import type { ArchiveWriter } from '#core/archive/archive-port';
import { archivedRowOf } from '#core/archive/archived-row';
import { CoreError } from '#core/rpc/errors';
import type { KeyVault } from '#platform/identity/keychain';
import { openByAny } from './archive-access.ts';
import type { ArchiveFiles } from './archive-files.ts';
import { type EngineThread, startEngine } from './engine-thread.ts';
import { SqlFault } from './sql-database.ts';

interface Recovering {
  readonly files: ArchiveFiles;
  readonly vault: KeyVault;
  readonly writer: ArchiveWriter;
}

/**
 * Takes the files of an archive, its writer and which file that was set aside is to be read with which secret; copies what can
 * be read and gives how many rows were new and how many could not be read. The file stays as it is. Raises `not_found`,
 * `secret_required` (reason keyDoesNotOpen) and `storage_corrupt` (reason nothingReadable).
 */
export async function recoverRows(
  { files, vault, writer }: Recovering,
  { name, secret }: { readonly name: string; readonly secret: string | null },
): Promise<{ readonly added: number; readonly unreadable: number }> {
  const known = (await files.listAside()).some((aside) => aside.name === name);
  if (!known) {
    throw new CoreError('not_found', `No file of the log archive called "${name}" was set aside.`, {
      reason: 'unknownFile',
      nextStep: 'Take a name that "archive status" lists.',
    });
  }
  const key = await openByAny((await files.readLocks(name)) ?? [], vault, secret);
  if (key === null) {
    throw new CoreError('secret_required', `The file "${name}" is not opened by what was given.`, {
      reason: 'keyDoesNotOpen',
      nextStep: 'Give its recovery key or the passphrase that it had. The file stays as it is.',
    });
  }
  const engine = await openAside(files.rowsPath(name), key);
  try {
    return await copyAll(engine, writer);
  } finally {
    await engine.close();
  }
}

async function openAside(path: string, key: Uint8Array): Promise<EngineThread> {
  try {
    return await startEngine({ path, key, writes: false });
  } catch (cause) {
    if (!(cause instanceof SqlFault && cause.trouble === 'damaged')) throw cause;
    throw new CoreError('storage_corrupt', 'Nothing in the file can be read.', {
      reason: 'nothingReadable',
      nextStep: 'The file stays as it is. A copy of an earlier day can be put in its place.',
      cause,
    });
  }
}

/** Nothing becomes final by being copied. */
const finalAfter = Number.MAX_SAFE_INTEGER;

async function copyAll(engine: EngineThread, writer: ArchiveWriter) {
  const { runStartedAt } = await writer.state();
  let added = 0;
  let unreadable = 0;
  for (let from: number | null = 1; from !== null; ) {
    const copied: Awaited<ReturnType<typeof nextRows>> = await nextRows(engine, from);
    const rows = copied.rows.map((json) => archivedRowOf(JSON.parse(json))).filter((row) => row !== null);
    added += await writer.append({ rows, read: null, runStartedAt, finalAfter });
    unreadable += copied.unreadable;
    from = copied.next;
  }
  // What was read counts as read only if all of it is still there.
  if (unreadable === 0) {
    for (const read of (await engine.call('state', null)).segments) {
      await writer.append({ rows: [], read, runStartedAt, finalAfter });
    }
  }
  return { added, unreadable };
}

const nextRows = (engine: EngineThread, from: number) => engine.call('copy', { from });
