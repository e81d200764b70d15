import { constants, type Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that is only ever lengthened, or cut back to a length it had. */
export interface DiskFile {
  size(): Promise<number>;
  /** Writes all bytes at the end of the file. */
  append(bytes: Uint8Array): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Returns after what was written is on the disk itself. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The few things that a journal needs from a disk. */
export interface Disk {
  /** Makes a folder (0700) and those above it, each of them durable. */
  makeFolder(path: string): Promise<void>;
  /** The whole file; null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Opens for appending; a new file (0600) is durable in its folder when this returns. */
  openForAppend(path: string): Promise<DiskFile>;
}

/** Node's file system as a {@link Disk}. Raises Node's own errors, with their `code`. */
export const nodeDisk: Disk = {
  async makeFolder(path) {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  },
  async read(path) {
    try {
      return await readFile(path);
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return null;
      throw cause;
    }
  },
  async openForAppend(path) {
    const handle = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
    const stats = await handle.stat();
    if (stats.size === 0) await syncFolder(dirname(path));
    return nodeFile(handle, stats);
  },
};

/** Takes anything thrown and a code such as ENOENT; says whether that is the code on it. */
export function hasCode(cause: unknown, ...codes: readonly string[]): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && codes.includes(cause.code);
}

function nodeFile(handle: FileHandle, opened: Stats): DiskFile {
  let known = opened.size;
  return {
    size: async () => known,
    async append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done);
        done += bytesWritten;
      }
      known += bytes.length;
    },
    async truncate(length) {
      await handle.truncate(length);
      known = length;
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Makes a new name in a folder durable. Windows has no such call and needs none: NTFS journals its names. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
