import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '#platform/disk';
import { ArchiveSettings } from '#shared/model/archive';
import { KeyLock } from './archive-keys.ts';

const KeyFile = z.strictObject({ version: z.literal(1), locks: z.array(KeyLock) });

/** A year, and a day for rows to arrive. */
const usualSettings: ArchiveSettings = { retentionDays: 365, finalAfterHours: 24 };

const asideName = /^set-aside-[0-9TZ-]+(?:-[a-z]+)+$/;

/** Why a file was set aside. */
export type AsideReason = 'key-does-not-open' | 'damaged';

/** The files of one tenant's archive: `current` with the rows and the locks of its key, and what was set aside. */
export interface ArchiveFiles {
  readonly folder: string;
  /** Path of the file with the rows; `name`: of one that was set aside. */
  rowsPath(name?: string): string;
  /** null: there are none, or none that can be read. */
  readLocks(name?: string): Promise<readonly KeyLock[] | null>;
  writeLocks(locks: readonly KeyLock[]): Promise<void>;
  readSettings(): Promise<ArchiveSettings>;
  writeSettings(settings: ArchiveSettings): Promise<void>;
  /** Bytes on the disk, what is not merged yet included; null = there is no such file. */
  size(name?: string): Promise<number | null>;
  /** Remembers that the file is damaged, so that the next run sets it aside. */
  markDamaged(): Promise<void>;
  isMarkedDamaged(): Promise<boolean>;
  /** Puts the file out of the way, whole, and gives its new name. */
  setAside(why: AsideReason, now: number): Promise<string>;
  listAside(): Promise<readonly { readonly name: string; readonly bytes: number; readonly why: string }[]>;
  make(): Promise<void>;
}

/** Takes the folder of a tenant's archive; gives its files. Calls raise Node's own errors. */
export function archiveFilesIn(folder: string): ArchiveFiles {
  const place = (name = 'current'): string => join(folder, name);
  const rowsPath = (name?: string): string => join(place(name), 'log.db');
  const marker = join(place(), 'damaged');
  const size = async (name?: string): Promise<number | null> => {
    const sizes = await Promise.all(['', '-wal'].map((ending) => sizeOf(`${rowsPath(name)}${ending}`)));
    return sizes[0] === null ? null : sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  };
  return {
    folder,
    rowsPath,
    size,
    readLocks: async (name) => (await readJson(join(place(name), 'key.json'), KeyFile))?.locks ?? null,
    writeLocks: (locks) => writeWhole(join(place(), 'key.json'), { version: 1, locks }),
    readSettings: async () => (await readJson(join(folder, 'settings.json'), ArchiveSettings)) ?? usualSettings,
    writeSettings: async (settings) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(join(folder, 'settings.json'), settings);
    },
    markDamaged: () => writeFile(marker, '', { mode: 0o600 }),
    isMarkedDamaged: async () => (await sizeOf(marker)) !== null,
    async setAside(why, now) {
      const moment = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
      const name = `set-aside-${moment}Z-${why}`;
      if ((await namesIn(folder)).includes(name)) return this.setAside(why, now + 1000);
      await rename(place(), place(name));
      return name;
    },
    async listAside() {
      const names = (await namesIn(folder)).filter((name) => asideName.test(name)).sort();
      return Promise.all(
        names.map(async (name) => ({
          name,
          bytes: (await size(name)) ?? 0,
          why: name.replace(/^set-aside-[0-9TZ-]+-/, ''),
        })),
      );
    },
    make: async () => {
      await mkdir(place(), { recursive: true, mode: 0o700 });
    },
  };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return null;
    throw cause;
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  }
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR') || cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** A crash leaves the old file or the new one. */
async function writeWhole(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${randomUUID()}.draft`;
  await writeFile(draft, `${JSON.stringify(value)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
}
