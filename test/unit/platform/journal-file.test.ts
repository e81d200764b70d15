import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { type Disk, type DiskFile, nodeDisk } from '#platform/disk';
import { createJournalStore, journalName } from '#platform/journal-file';

const key = { authority: 'https://login.test.example', graph: 'https://graph.test.example', tenantId: 'T-1' };
const newFolder = () => mkdtempSync(join(tmpdir(), 'journal-'));
const fileIn = (folder: string) => join(folder, journalName(key), 'journal.jsonl');

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was raised',
    (cause: unknown) => (cause instanceof CoreError ? `${cause.code}/${cause.details.reason}` : `raw ${String(cause)}`),
  );

/** The real disk, which writes down what is done to it, and whose appends can be made to fail. */
function watchedDisk(fail: { append?: string; truncate?: string; sync?: string } = {}) {
  const done: string[] = [];
  const raise = (code: string) => Object.assign(new Error(code), { code });
  const watched = (file: DiskFile): DiskFile => ({
    size: () => file.size(),
    async append(bytes) {
      done.push('append');
      if (fail.append !== undefined) {
        await file.append(bytes.subarray(0, 3));
        throw raise(fail.append);
      }
      await file.append(bytes);
    },
    async truncate(length) {
      done.push('truncate');
      if (fail.truncate !== undefined) throw raise(fail.truncate);
      await file.truncate(length);
    },
    async sync() {
      done.push('sync');
      if (fail.sync !== undefined) throw raise(fail.sync);
      await file.sync();
    },
    close: () => file.close(),
  });
  const disk: Disk = {
    read: (path) => nodeDisk.read(path),
    async makeFolder(path) {
      done.push('makeFolder');
      await nodeDisk.makeFolder(path);
    },
    async openForAppend(path) {
      done.push('open');
      return watched(await nodeDisk.openForAppend(path));
    },
  };
  return { disk, done, fail };
}

describe('the journal store', () => {
  it('keeps lines in the order they were appended, for the next run to read', async () => {
    const store = createJournalStore({ folder: newFolder() });
    const writer = await store.open(key);
    expect(writer.content).toEqual({ lines: [], tornTail: null });
    await writer.append('{"n":1}');
    await writer.append('{"n":"é"}');
    await writer.close();
    expect(await store.read(key)).toEqual({ lines: ['{"n":1}', '{"n":"é"}'], tornTail: null });
    const again = await store.open(key);
    expect(again.content.lines).toHaveLength(2);
    await again.close();
  });

  it('reads a journal that was never written as empty', async () => {
    expect(await createJournalStore({ folder: newFolder() }).read(key)).toEqual({ lines: [], tornTail: null });
  });

  it('returns from an append only after what was written was synced', async () => {
    const { disk, done } = watchedDisk();
    const writer = await createJournalStore({ folder: newFolder(), disk }).open(key);
    expect(done).toEqual(['makeFolder', 'open']);
    await writer.append('one');
    expect(done.slice(2)).toEqual(['append', 'sync']);
    await writer.append('two');
    expect(done.slice(4)).toEqual(['append', 'sync']);
    await writer.close();
  });

  it.skipIf(process.platform === 'win32')('closes folder and file to other users', async () => {
    const folder = newFolder();
    const writer = await createJournalStore({ folder }).open(key);
    await writer.append('one');
    await writer.close();
    expect(statSync(join(folder, journalName(key))).mode & 0o777).toBe(0o700);
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  });

  it('lets only one writer in at a time, and the next one after it has closed', async () => {
    const store = createJournalStore({ folder: newFolder() });
    const first = await store.open(key);
    expect(await codeOf(store.open(key))).toBe('conflict/journalLocked');
    await first.close();
    const second = await store.open(key);
    await second.close();
    await second.close();
  });

  it('has one journal for each cloud and tenant, whatever the case of their names', async () => {
    const names = [
      key,
      { ...key, tenantId: 'T-2' },
      { ...key, graph: 'https://other.test.example' },
      { ...key, authority: 'https://other.test.example' },
      { authority: 'https://login.test.exampleh', graph: 'ttps://graph.test.example', tenantId: 'T-1' },
    ].map(journalName);
    expect(new Set(names).size).toBe(names.length);
    expect(journalName({ ...key, tenantId: 't-1', authority: 'HTTPS://login.test.example/' })).toBe(journalName(key));
  });
});

describe('a journal with a torn end', () => {
  const tornJournal = async () => {
    const folder = newFolder();
    const store = createJournalStore({ folder });
    const writer = await store.open(key);
    await writer.append('whole');
    await writer.close();
    writeFileSync(fileIn(folder), Buffer.concat([Buffer.from('whole\n{"half é'), Buffer.from([0xc3])]));
    return { folder, store };
  };

  it('is told apart from whole lines, and not written to before it is cut off', async () => {
    const { folder, store } = await tornJournal();
    const writer = await store.open(key);
    expect(writer.content.lines).toEqual(['whole']);
    expect(writer.content.tornTail).toBe('{"half é\uFFFD');
    expect(await codeOf(writer.append('next'))).toBe('internal/journalUnusable');
    await writer.truncateTornTail();
    await writer.truncateTornTail();
    await writer.append('next');
    await writer.close();
    expect(readFileSync(fileIn(folder), 'utf8')).toBe('whole\nnext\n');
  });

  it('is synced after it was cut', async () => {
    const { folder } = await tornJournal();
    const { disk, done } = watchedDisk();
    const writer = await createJournalStore({ folder, disk }).open(key);
    await writer.truncateTornTail();
    expect(done.slice(-2)).toEqual(['truncate', 'sync']);
    await writer.close();
  });
});

describe('a journal that cannot be written', () => {
  it.each(['ENOSPC', 'EDQUOT'])('raises storage_full on %s and leaves no half line behind', async (code) => {
    const folder = newFolder();
    const { disk, fail } = watchedDisk({ append: code });
    const writer = await createJournalStore({ folder, disk }).open(key);
    expect(await codeOf(writer.append('entry'))).toBe('storage_full/journalFull');
    expect(readFileSync(fileIn(folder), 'utf8')).toBe('');
    delete fail.append;
    await writer.append('later');
    await writer.close();
    expect(readFileSync(fileIn(folder), 'utf8')).toBe('later\n');
  });

  it('is not written any more when a half line could not be taken away', async () => {
    const { disk, fail } = watchedDisk({ append: 'ENOSPC', truncate: 'EIO' });
    const writer = await createJournalStore({ folder: newFolder(), disk }).open(key);
    await codeOf(writer.append('entry'));
    delete fail.append;
    expect(await codeOf(writer.append('later'))).toBe('internal/journalUnusable');
    await writer.close();
  });

  it('does not call an entry written whose sync failed', async () => {
    const { disk } = watchedDisk({ sync: 'EIO' });
    const writer = await createJournalStore({ folder: newFolder(), disk }).open(key);
    expect(await codeOf(writer.append('entry'))).toBe('internal/journalUnusable');
    await writer.close();
  });

  it('takes one line at a time and nothing after it was closed', async () => {
    const writer = await createJournalStore({ folder: newFolder() }).open(key);
    expect(await codeOf(writer.append('a\nb'))).toBe('internal/journalUnusable');
    await writer.close();
    expect(await codeOf(writer.append('c'))).toBe('internal/journalUnusable');
  });

  it('gives the lock back when it cannot be opened', async () => {
    const folder = newFolder();
    const broken: Disk = {
      ...nodeDisk,
      openForAppend: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' })),
    };
    expect(await codeOf(createJournalStore({ folder, disk: broken }).open(key))).toBe('storage_full/journalFull');
    const writer = await createJournalStore({ folder }).open(key);
    await writer.close();
    expect(readdirSync(join(folder, journalName(key))).filter((name) => name.startsWith('.draft'))).toEqual([]);
  });
});
