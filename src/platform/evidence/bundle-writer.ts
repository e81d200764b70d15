import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { manifestName, pathFault, signatureName } from '#assets/verify/verify-bundle.mjs';
import type { BundlePlace, BundleWriter, LineFile, WrittenFile } from '#core/audit/evidence-port';
import { CoreError } from '#core/rpc/errors';
import { hasCode } from '#platform/disk';
import { onDisk, refused } from './evidence-faults.ts';

/** Name of the archive, where one is asked for. */
export const archiveName = 'evidence.zip';

/** One moment for all entries, so that the same files make the same archive. */
const entryTime = new Date(Date.UTC(2000, 0, 1));

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/**
 * Takes where a bundle goes; gives its writer. Everything is written into a folder inside of that place and moved at the end, the
 * signature last: what a crash leaves is no bundle. Raises `bad_request` (reasons folderNotEmpty, folderUnusable), `storage_full`.
 */
export async function createBundleWriter({ path, inside, zip }: BundlePlace): Promise<BundleWriter> {
  const folder = inside === null ? path : join(path, inside);
  return onDisk(folder, async () => {
    const first = await mkdir(folder, { recursive: true });
    await checkFree(folder, zip);
    const draft = join(folder, `.unfinished-${randomUUID()}`);
    await mkdir(draft);
    return openWriter({ folder, draft, zip, made: first !== undefined });
  });
}

async function checkFree(folder: string, zip: boolean): Promise<void> {
  const names = await readdir(folder);
  if (zip ? !names.includes(archiveName) : names.length === 0) return;
  throw refused(
    'folderNotEmpty',
    zip ? `${join(folder, archiveName)} is there already.` : `The folder ${folder} is not empty.`,
    'Give a new folder: evidence is never written over, and nothing else may stand in its folder.',
  );
}

interface Opened {
  readonly folder: string;
  readonly draft: string;
  readonly zip: boolean;
  readonly made: boolean;
}

function openWriter(opened: Opened): BundleWriter {
  const { folder, draft } = opened;
  const written: string[] = [];
  const begin = async (path: string): Promise<FileHandle> => {
    const fault = pathFault(path);
    if (fault !== null) throw new CoreError('internal', `A bundle cannot hold "${path}": ${fault}.`);
    await mkdir(dirname(join(draft, path)), { recursive: true });
    const file = await open(join(draft, path), 'wx');
    written.push(path);
    return file;
  };
  const writeFile = async (path: string, content: string | Uint8Array): Promise<WrittenFile> => {
    const bytes = bytesOf(content);
    const file = await begin(path);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    write: (path, content) => onDisk(folder, () => writeFile(path, content)),
    lines: (path) => onDisk(folder, async () => lineFile({ path, folder, file: await begin(path) })),
    reread: (path) => onDisk(folder, () => readFile(join(draft, path), 'utf8')),
    finish: (manifest, signature) =>
      onDisk(folder, async () => {
        await writeFile(manifestName, manifest);
        await writeFile(signatureName, signature);
        return opened.zip ? archive(opened, written) : settle(opened);
      }),
    discard: () => onDisk(folder, () => remove(opened)),
  };
}

/** Lines are gathered to pieces of this size, in characters, before they go to the disk. */
const pieceLength = 65_536;

function lineFile({ path, folder, file }: { path: string; folder: string; file: FileHandle }): LineFile {
  const hash = createHash('sha256');
  let bytes = 0;
  let waiting = '';
  const flush = async (): Promise<void> => {
    const piece = bytesOf(waiting);
    waiting = '';
    hash.update(piece);
    bytes += piece.length;
    await file.writeFile(piece);
  };
  return {
    add: (line) =>
      onDisk(folder, async () => {
        waiting += `${line}\n`;
        if (waiting.length > pieceLength) await flush();
      }),
    end: () =>
      onDisk(folder, async () => {
        await flush();
        await file.sync();
        await file.close();
        return { path, bytes, sha256: hash.digest('hex') };
      }),
  };
}

/** A bundle is one as soon as its signature is there, so that goes last. */
async function settle({ folder, draft }: Opened): Promise<string> {
  const names = (await readdir(draft)).filter((name) => name !== signatureName);
  for (const name of [...names, signatureName]) await rename(join(draft, name), join(folder, name));
  await rmdir(draft);
  return folder;
}

async function archive({ folder, draft }: Opened, written: readonly string[]): Promise<string> {
  const zip = new ZipFile();
  const ends: readonly string[] = [manifestName, signatureName];
  const files = written.filter((path) => !ends.includes(path)).sort();
  for (const path of [...files, ...ends]) zip.addFile(join(draft, path), path, { mtime: entryTime, mode: 0o100644 });
  zip.end();
  const target = join(folder, archiveName);
  const draftOfArchive = join(draft, `${randomUUID()}.tmp`);
  await pipeline(zip.outputStream, createWriteStream(draftOfArchive, { flags: 'wx' }));
  await rename(draftOfArchive, target);
  await rm(draft, { recursive: true });
  return target;
}

async function remove({ folder, draft, made }: Opened): Promise<void> {
  await rm(draft, { recursive: true, force: true });
  if (!made) return;
  try {
    if ((await lstat(folder)).isDirectory()) await rmdir(folder);
  } catch (cause) {
    // Somebody else has put something there meanwhile: it stays.
    if (!hasCode(cause, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw cause;
  }
}
