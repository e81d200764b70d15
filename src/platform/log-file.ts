import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#core/ports';
import { hasCode } from './disk.ts';
import { redact } from './redact.ts';

export interface LogFileOptions {
  readonly folder: string;
  readonly now: () => number;
  /** A file is put aside when it has this many bytes. */
  readonly limitBytes?: number;
  /** So many files that were put aside are kept. */
  readonly keep?: number;
  /** Files that were put aside and not written to for so many days are removed at the start; left out = none. */
  readonly keepDays?: number;
  /** Told once, when the log cannot be written; the program goes on without it. */
  readonly onFailure: (cause: unknown) => void;
}

/**
 * Takes a folder; gives the program's own log: one JSON object a line, in `console.log.jsonl`, older ones in
 * `console.log.1.jsonl` and so on. Each line is written at once, so that it is there when the process dies.
 */
export function createFileLog(options: LogFileOptions): Log {
  const { folder, limitBytes = 2_000_000, keep = 4 } = options;
  let failed = false;
  if (options.keepDays !== undefined) removeOld({ ...options, keep, keepDays: options.keepDays });
  return {
    write(level, message, fields = {}) {
      if (failed) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        rotate({ folder, limitBytes, keep });
        const entry = { at: new Date(options.now()).toISOString(), level, message, ...fields };
        appendFileSync(nameOf(folder, 0), `${redact(JSON.stringify(entry))}\n`, { mode: 0o600 });
      } catch (cause) {
        failed = true;
        options.onFailure(cause);
      }
    },
  };
}

const nameOf = (folder: string, age: number): string =>
  join(folder, age === 0 ? 'console.log.jsonl' : `console.log.${age}.jsonl`);

function rotate({
  folder,
  limitBytes,
  keep,
}: {
  readonly folder: string;
  readonly limitBytes: number;
  readonly keep: number;
}): void {
  if (sizeOf(nameOf(folder, 0)) < limitBytes) return;
  for (let age = keep - 1; age >= 0; age -= 1) {
    if (sizeOf(nameOf(folder, age)) > 0) renameSync(nameOf(folder, age), nameOf(folder, age + 1));
  }
}

function removeOld({
  folder,
  now,
  keep,
  keepDays,
  onFailure,
}: LogFileOptions & { keep: number; keepDays: number }): void {
  try {
    for (let age = 1; age <= keep; age += 1) {
      const path = nameOf(folder, age);
      const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (written !== undefined && now() - written > keepDays * 86_400_000) rmSync(path);
    }
  } catch (cause) {
    onFailure(cause);
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return 0;
    throw cause;
  }
}
