import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type BundleReport,
  type BundleSource,
  fingerprintOf,
  folderSource,
  verifyBundle,
} from '#assets/verify/verify-bundle.mjs';
import type { FileReader } from '#core/audit/evidence-port';
import { type ArchiveSource, openArchive } from './bundle-archive.ts';
import { refused } from './evidence-faults.ts';

/** The largest file that is read whole, in bytes. */
const largestText = 256 * 1024 ** 2;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Takes the path of a folder or an archive and the fingerprint that the owner of the key told, or null; gives what is proven. Raises nothing about the bundle itself. */
export async function verifyAt(path: string, fingerprint: string | null): Promise<BundleReport> {
  const expected = fingerprint === null ? null : fingerprintOf(fingerprint);
  if (fingerprint !== null && expected === null)
    throw refused('fingerprintInvalid', 'That is not a fingerprint.', 'A fingerprint has 64 hexadecimal digits.');
  return withSource(path, (source) => verifyBundle(source, expected), {
    unreadable: (cause) => verifyBundle(brokenSource(cause), expected),
  });
}

const brokenSource = (cause: unknown): BundleSource => ({
  list: () => Promise.reject(cause instanceof Error ? cause : new Error('it cannot be opened')),
  read: () => {
    throw cause;
  },
});

async function withSource<T>(
  path: string,
  use: (source: BundleSource) => Promise<T>,
  { unreadable }: { readonly unreadable: (cause: unknown) => Promise<T> },
): Promise<T> {
  let file: FileHandle | null = null;
  let archive: ArchiveSource | null = null;
  try {
    const facts = await stat(path);
    if (!facts.isDirectory()) {
      file = await open(path, 'r');
      archive = await openArchive(file.fd);
    }
  } catch (cause) {
    await file?.close();
    return unreadable(cause);
  }
  try {
    return await use(archive ?? folderSource(path));
  } finally {
    archive?.close();
    await closeQuietly(file);
  }
}

/** The archive closes the descriptor that it was given. */
async function closeQuietly(file: FileHandle | null): Promise<void> {
  await file?.close().catch(() => undefined);
}

async function textOf(source: BundleSource, path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source.read(path)) {
    bytes += chunk.length;
    if (bytes > largestText)
      throw refused('fileTooLarge', `${path} has more than ${largestText} bytes.`, 'Take it out, or choose another.');
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

const unreadable = (path: string, cause: unknown): Error =>
  refused(
    'bundleUnreadable',
    `${path} cannot be read: ${messageOf(cause)}.`,
    'Check the path, your rights on it, and that it is a bundle or a folder of configuration files.',
  );

/**
 * Takes the path of a bundle (a folder or an archive), of a folder of configuration files, or of one such file; gives a reader of its
 * texts. A link, a name that leads out of it, a double or a device makes it refused as a whole. Raises `bad_request` (reasons
 * bundleUnreadable, bundleRefused, fileTooLarge).
 */
export async function openFiles(path: string): Promise<FileReader> {
  const facts = await stat(path).catch((cause: unknown) => Promise.reject(unreadable(path, cause)));
  if (facts.isFile() && /\.(?:ya?ml|json)$/i.test(path)) return oneFile(path);
  const paths = await withSource(path, (source) => namesIn(path, source), {
    unreadable: (cause) => Promise.reject(unreadable(path, cause)),
  });
  return {
    paths,
    text: (name) =>
      withSource(path, (source) => readNamed(source, { path, name, paths }), {
        unreadable: (cause) => Promise.reject(unreadable(path, cause)),
      }),
  };
}

async function namesIn(path: string, source: BundleSource): Promise<readonly string[]> {
  const entries = await source.list().catch((cause: unknown) => Promise.reject(unreadable(path, cause)));
  const seen = new Set<string>();
  for (const entry of entries) {
    const fault = entry.fault ?? (seen.has(entry.path.toLowerCase()) ? 'its name is there twice' : null);
    seen.add(entry.path.toLowerCase());
    if (fault !== null)
      throw refused(
        'bundleRefused',
        `${path} is refused because of "${entry.path}": ${fault}.`,
        'Take it out of there.',
      );
  }
  return entries.map((entry) => entry.path).sort();
}

async function readNamed(
  source: BundleSource,
  { path, name, paths }: { readonly path: string; readonly name: string; readonly paths: readonly string[] },
): Promise<string> {
  if (!paths.includes(name)) throw unreadable(name, new Error('it is not there'));
  // An archive knows its entries only after they were listed.
  if ('close' in source) await source.list();
  try {
    return await textOf(source, name);
  } catch (cause) {
    throw unreadable(`${name} in ${path}`, cause);
  }
}

function oneFile(path: string): FileReader {
  const name = basename(path);
  const read = async function* (): AsyncIterable<Uint8Array> {
    const file = await open(path, 'r');
    try {
      for await (const chunk of file.createReadStream({ autoClose: false })) yield chunk as Uint8Array;
    } finally {
      await file.close();
    }
  };
  const source: BundleSource = { list: () => Promise.resolve([]), read };
  return {
    paths: [name],
    text: () => textOf(source, name).catch((cause: unknown) => Promise.reject(unreadable(path, cause))),
  };
}
