import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock, isAlive, type LockOwner } from '#platform/process-lock';

const newFolder = () => mkdtempSync(join(tmpdir(), 'lock-'));
const ownerWith = (change: Partial<LockOwner>): LockOwner => ({
  pid: process.pid,
  host: hostname(),
  startedAt: '',
  released: false,
  ...change,
});
const writeLock = (folder: string, number: number, owner: LockOwner) =>
  writeFileSync(join(folder, `lock.${number}`), JSON.stringify(owner));

async function otherProcess(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('no process was started');
  return Object.assign(child, { pid: child.pid });
}

describe('acquireLock', () => {
  it('refuses while another process lives, names it, and takes over once that one was killed', async () => {
    const folder = newFolder();
    const child = await otherProcess();
    writeLock(folder, 1, ownerWith({ pid: child.pid }));
    expect(await acquireLock(folder)).toMatchObject({ heldBy: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const outcome = await acquireLock(folder);
    expect(outcome).toHaveProperty('lock');
    expect(readdirSync(folder)).toEqual(['lock.2']);
  });

  it('is held once only, however many try at the same moment to take it over', async () => {
    const folder = newFolder();
    writeLock(folder, 7, ownerWith({ pid: 2 ** 22 + 1 }));
    const outcomes = await Promise.all(Array.from({ length: 25 }, () => acquireLock(folder)));
    expect(outcomes.filter((outcome) => 'lock' in outcome)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['lock.8']);
  });

  it('can be taken after it was released, by a higher number', async () => {
    const folder = newFolder();
    for (const number of [1, 2, 3]) {
      const outcome = await acquireLock(folder);
      if (!('lock' in outcome)) throw new Error('not acquired');
      expect(readdirSync(folder)).toEqual([`lock.${number}`]);
      await outcome.lock.release();
    }
  });

  it('gives way to a higher number that appeared meanwhile', async () => {
    const folder = newFolder();
    writeLock(folder, 5, ownerWith({ released: true }));
    writeLock(folder, 9, ownerWith({}));
    expect(await acquireLock(folder)).toMatchObject({ heldBy: { pid: process.pid } });
  });

  it.each(['', '{', '{"pid":"x"}', 'null'])(
    'takes a lock file with %j for what a power failure left',
    async (content) => {
      const folder = newFolder();
      writeFileSync(join(folder, 'lock.4'), content);
      expect(await acquireLock(folder)).toHaveProperty('lock');
    },
  );

  it('is not confused by other files in the folder', async () => {
    const folder = newFolder();
    for (const name of ['lock.', 'lock.x', 'xlock.3', 'journal.jsonl', '.draft-1'])
      writeFileSync(join(folder, name), '');
    expect(await acquireLock(folder)).toHaveProperty('lock');
    expect(readdirSync(folder)).toContain('lock.1');
  });
});

describe('isAlive', () => {
  it('counts an owner on another machine as alive, for nobody here can know', () => {
    expect(isAlive(ownerWith({ host: 'elsewhere', pid: 2 ** 22 + 1 }))).toBe(true);
  });

  it('knows this process and not one that is gone', () => {
    expect(isAlive(ownerWith({}))).toBe(true);
    expect(isAlive(ownerWith({ pid: 2 ** 22 + 1 }))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('tells a process from a later one with the same id', () => {
    expect(isAlive(ownerWith({ startedAt: '1' }))).toBe(false);
  });
});
