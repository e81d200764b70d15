import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { type BundleEntry, type BundleSource, manifestName, signatureName } from '#assets/verify/verify-bundle.mjs';

/** More entries, or more bytes once they are unpacked, are no bundle but an attack on whoever opens it. */
const mostEntries = 200_000;
const mostBytes = 8 * 1024 ** 3;

/** An archive as a source of files; `close` ends it. */
export interface ArchiveSource extends BundleSource {
  close(): void;
}

const openZip = (fd: number): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true } as const;
    fromFd(fd, options, (cause, zip) => (cause ? reject(cause) : resolve(zip)));
  });

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = new Promise<Entry | null>((resolve, reject) => {
      const settle = (end: () => void) => () => {
        zip.removeAllListeners();
        end();
      };
      zip.once('entry', (entry: Entry) => settle(() => resolve(entry))());
      zip.once(
        'end',
        settle(() => resolve(null)),
      );
      zip.once('error', (cause: Error) => settle(() => reject(cause))());
    });
    zip.readEntry();
    const entry = await next;
    if (entry === null) return;
    yield entry;
  }
}

const symbolicLink = 0o120000;
const kindMask = 0o170000;

function faultOf(entry: Entry, isInOrder: boolean): string | null {
  const kind = (entry.externalFileAttributes >>> 16) & kindMask;
  if (kind === symbolicLink) return 'it is a link; a bundle holds files only';
  if (entry.fileName.endsWith('/')) return 'it is a folder of its own; a bundle holds files only';
  if (entry.isEncrypted()) return 'it is encrypted';
  return isInOrder ? null : 'it is not at its place in the archive: entries were reordered';
}

/** Files stand in the order of their names, then the manifest and its signature. */
function isBefore(one: string, other: string): boolean {
  const rank = (name: string): number => (name === manifestName ? 1 : name === signatureName ? 2 : 0);
  return rank(one) === rank(other) ? one < other : rank(one) < rank(other);
}

/**
 * Takes the descriptor of an open file; gives the archive in it as a source of files. Names that lead out of it, sizes that lie and
 * archives that would fill a disk make `list` raise; links and doubles are told as faults. Nothing is unpacked to the disk.
 */
export async function openArchive(fd: number): Promise<ArchiveSource> {
  const zip = await openZip(fd);
  const entries = new Map<string, Entry>();
  const list = async (): Promise<BundleEntry[]> => {
    if (zip.entryCount > mostEntries) throw new Error(`it has ${zip.entryCount} entries`);
    const found: BundleEntry[] = [];
    let bytes = 0;
    let last = '';
    for await (const entry of entriesOf(zip)) {
      bytes += entry.uncompressedSize;
      if (bytes > mostBytes) throw new Error(`it would have more than ${mostBytes} bytes when it is unpacked`);
      const isInOrder = last === '' || isBefore(last, entry.fileName);
      found.push({ path: entry.fileName, bytes: entry.uncompressedSize, fault: faultOf(entry, isInOrder) });
      if (!entries.has(entry.fileName)) entries.set(entry.fileName, entry);
      last = entry.fileName;
    }
    return found;
  };
  return {
    list,
    async *read(path) {
      const entry = entries.get(path);
      if (entry === undefined) throw new Error('it is not in the archive');
      const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        zip.openReadStream(entry, (cause, opened) => (cause ? reject(cause) : resolve(opened)));
      });
      for await (const chunk of stream) yield chunk as Uint8Array;
    },
    close: () => zip.close(),
  };
}
