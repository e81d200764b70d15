import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from './disk.ts';

/** Who holds a lock. `startedAt` tells a process from a later one with the same id; '' where the system does not say. */
const LockOwner = z.object({ pid: z.number().int(), host: z.string(), startedAt: z.string(), released: z.boolean() });
export type LockOwner = z.infer<typeof LockOwner>;

const OwnerText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  })
  .pipe(LockOwner);

/** A lock that this process holds. */
export interface ProcessLock {
  release(): Promise<void>;
}

export type LockOutcome = { readonly lock: ProcessLock } | { readonly heldBy: LockOwner };

const lockFile = /^lock\.(\d+)$/;

/**
 * Takes a folder that exists; gives the lock on it, or who holds it. A lock whose owner is dead is taken over.
 *
 * Locks are numbered files. A new one is only ever made as the highest number plus one, with `link`, which exactly one
 * process can do; the highest is never removed, so a process that looked long ago finds a higher one afterwards and
 * gives way. Removing a dead owner's file and making it anew could let two processes in.
 */
export async function acquireLock(folder: string): Promise<LockOutcome> {
  const before = await highestLock(folder);
  if (before !== null && !before.owner.released && isAlive(before.owner)) return { heldBy: before.owner };
  const number = (before?.number ?? 0) + 1;
  const path = join(folder, `lock.${number}`);
  const mine: LockOwner = {
    pid: process.pid,
    host: hostname(),
    startedAt: startOf(process.pid).startedAt,
    released: false,
  };
  if (!(await createWhole({ folder, path, owner: mine }))) return acquireLock(folder);
  const after = await highestLock(folder);
  if (after !== null && after.number > number) {
    await unlink(path);
    return after.owner.released ? acquireLock(folder) : { heldBy: after.owner };
  }
  await removeBelow(folder, number);
  return { lock: { release: () => replaceWhole({ folder, path, owner: { ...mine, released: true } }) } };
}

/** Takes the owner of a lock; says whether that very process still runs. An owner on another machine counts as alive. */
export function isAlive(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (cause) {
    // EPERM: the process is there, but belongs to somebody else.
    if (!hasCode(cause, 'EPERM')) return false;
  }
  const now = startOf(owner.pid);
  return !now.ended && (owner.startedAt === '' || now.startedAt === '' || owner.startedAt === now.startedAt);
}

interface HighestLock {
  readonly number: number;
  readonly owner: LockOwner;
}

async function highestLock(folder: string): Promise<HighestLock | null> {
  const number = Math.max(0, ...(await lockNumbers(folder)));
  if (number === 0) return null;
  try {
    return { number, owner: parseOwner(await readFile(join(folder, `lock.${number}`), 'utf8')) };
  } catch (cause) {
    // Given way or overtaken between the two reads: look again.
    if (hasCode(cause, 'ENOENT')) return highestLock(folder);
    throw cause;
  }
}

/** Locks appear whole, so one that cannot be read is what a power failure left of one. */
function parseOwner(text: string): LockOwner {
  const parsed = OwnerText.safeParse(text);
  return parsed.success ? parsed.data : { pid: 0, host: '', startedAt: '', released: true };
}

async function lockNumbers(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => lockFile.exec(name)?.[1] ?? []).map(Number);
}

interface LockWriting {
  readonly folder: string;
  readonly path: string;
  readonly owner: LockOwner;
}

/** Makes the lock appear with its content in one step; false when another process was first. */
async function createWhole({ folder, path, owner }: LockWriting): Promise<boolean> {
  const draft = await writeDraft(folder, owner);
  try {
    await link(draft, path);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  } finally {
    await unlink(draft);
  }
}

async function replaceWhole({ folder, path, owner }: LockWriting): Promise<void> {
  await rename(await writeDraft(folder, owner), path);
}

async function writeDraft(folder: string, owner: LockOwner): Promise<string> {
  const draft = join(folder, `.draft-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  return draft;
}

async function removeBelow(folder: string, number: number): Promise<void> {
  const lower = (await lockNumbers(folder)).filter((other) => other < number);
  for (const other of lower) {
    await unlink(join(folder, `lock.${other}`)).catch((cause: unknown) => {
      if (!hasCode(cause, 'ENOENT')) throw cause;
    });
  }
}

/**
 * When a process began, and whether it has ended but was not collected by its parent yet, as happens in containers.
 * Source: man7.org/linux/man-pages/man5/proc_pid_stat.5.html (fields 3 and 22). Other systems do not tell without a tool.
 */
function startOf(pid: number): { readonly startedAt: string; readonly ended: boolean } {
  if (process.platform !== 'linux') return { startedAt: '', ended: false };
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces and brackets itself, so fields are counted after its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { startedAt: fields[19] ?? '', ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return { startedAt: '', ended: false };
  }
}
