import { existsSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveStore } from '#core/archive/archive-port';
import { batchOf, createArchiveFolder, guid, rowOf, tenant, vaultWith, wholeDay } from '#test/support/archive-world';

let place: ReturnType<typeof createArchiveFolder>;

beforeEach(() => {
  place = createArchiveFolder();
});

afterEach(() => place.remove());

const passphrase = 'correct horse battery staple';

async function fill(store: ArchiveStore, count = 3, first = 1): Promise<void> {
  const writer = await store.write(tenant);
  const rows = Array.from({ length: count }, (_, index) => rowOf(first + index));
  await writer.append(batchOf(rows, { read: wholeDay }));
  await writer.close();
}

const countIn = async (store: ArchiveStore): Promise<number | undefined> => (await store.read(tenant))?.count({});
const asideIn = async (store: ArchiveStore): Promise<string> => (await store.describe(tenant)).setAside[0]?.name ?? '';
const current = (): string => {
  const [name] = readdirSync(place.folder);
  return join(place.folder, name ?? '', 'current');
};

describe('an archive on a machine with a vault', () => {
  it('begins by itself, and is there for the next process', async () => {
    const store = place.store();
    expect(await store.describe(tenant)).toMatchObject({ status: 'ready', rows: 0, recoveryKey: false });
    expect(await store.read(tenant)).toBeNull();
    await fill(store);
    await store.close();
    expect(await place.store().describe(tenant)).toMatchObject({
      status: 'ready',
      protection: 'vault',
      rows: 3,
      readUntil: '2026-11-21T12:00:00.000Z',
    });
  });

  it('keeps each tenant’s rows by themselves', async () => {
    const store = place.store();
    await fill(store);
    expect(await store.read({ ...tenant, tenantId: 'fabrikam' })).toBeNull();
  });

  it('holds neither its key nor the vault’s in a file', async () => {
    await fill(place.store());
    const text = readFileSync(join(current(), 'key.json'), 'utf8');
    expect(text).not.toContain(Buffer.from(new Uint8Array(32).fill(1)).toString('base64'));
    expect(statSync(join(current(), 'key.json')).mode & 0o077).toBe(0);
  });

  it('sets the file aside, whole, when the vault has another key, and brings it back with the recovery key', async () => {
    const first = place.store(vaultWith(1));
    await fill(first);
    let recoveryKey = '';
    await first.makeRecoveryKey(tenant, async (text) => {
      recoveryKey = text;
    });
    expect(await first.describe(tenant)).toMatchObject({ recoveryKey: true });
    await first.close();
    const second = place.store(vaultWith(2));
    expect(await second.describe(tenant)).toMatchObject({ status: 'unusable', reason: 'keyDoesNotOpen' });
    await expect(second.read(tenant)).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { reason: 'keyDoesNotOpen' },
    });
    await fill(second, 1, 50);
    expect(await countIn(second)).toBe(1);
    const name = await asideIn(second);
    expect(name).toMatch(/^set-aside-2026-11-21T12-00-00Z-key-does-not-open$/);
    await expect(second.recover(tenant, { name, secret: 'AAAA-BBBB' })).rejects.toMatchObject({
      code: 'secret_required',
      details: { reason: 'keyDoesNotOpen' },
    });
    const typed = recoveryKey.toLowerCase().replaceAll('-', ' ');
    expect(await second.recover(tenant, { name, secret: typed })).toEqual({ added: 3, unreadable: 0 });
    expect(await countIn(second)).toBe(4);
    expect(await asideIn(second)).toBe(name);
    expect(await second.recover(tenant, { name, secret: typed })).toEqual({ added: 0, unreadable: 0 });
  });

  it('is opened in its place by the recovery key, and by the vault’s new key from then on', async () => {
    const first = place.store(vaultWith(1));
    await fill(first);
    let recoveryKey = '';
    await first.makeRecoveryKey(tenant, async (text) => {
      recoveryKey = text;
    });
    await first.close();
    const second = place.store(vaultWith(2));
    await expect(second.passphrase(tenant, 'some other words')).rejects.toMatchObject({
      details: { reason: 'passphraseWrong' },
    });
    await second.passphrase(tenant, recoveryKey);
    expect(await second.describe(tenant)).toMatchObject({ status: 'ready', rows: 3, setAside: [] });
    await second.close();
    expect(await place.store(vaultWith(2)).describe(tenant)).toMatchObject({ status: 'ready', rows: 3 });
  });

  it('keeps the recovery key that was good when nobody takes the new one', async () => {
    const store = place.store();
    await fill(store);
    const refused = store.makeRecoveryKey(tenant, () => Promise.reject(new Error('the disk is full')));
    await expect(refused).rejects.toThrow();
    expect(await store.describe(tenant)).toMatchObject({ recoveryKey: false });
  });
});

describe('an archive on a machine without a vault', () => {
  it('is off until a passphrase is set, then locked for each new process', async () => {
    const store = place.store(vaultWith(null));
    expect(await store.describe(tenant)).toMatchObject({ status: 'off', reason: 'noVault' });
    await expect(store.write(tenant)).rejects.toMatchObject({
      code: 'secret_required',
      details: { reason: 'archiveOff' },
    });
    expect(await store.read(tenant)).toBeNull();
    await store.passphrase(tenant, passphrase);
    await fill(store);
    expect(await store.describe(tenant)).toMatchObject({ status: 'ready', protection: 'passphrase', rows: 3 });
    await store.close();
    const next = place.store(vaultWith(null));
    expect(await next.describe(tenant)).toMatchObject({ status: 'locked', reason: 'passphraseNeeded' });
    await expect(next.read(tenant)).rejects.toMatchObject({ details: { reason: 'archiveLocked' } });
    await expect(next.passphrase(tenant, `${passphrase}!`)).rejects.toMatchObject({
      details: { reason: 'passphraseWrong' },
    });
    expect(await next.describe(tenant)).toMatchObject({ status: 'locked', setAside: [] });
    await next.passphrase(tenant, passphrase);
    expect(await countIn(next)).toBe(3);
  });

  it('only waits when a vault that closed it is away today', async () => {
    const store = place.store(vaultWith(1));
    await fill(store);
    await store.close();
    expect(await place.store(vaultWith(null)).describe(tenant)).toMatchObject({ status: 'off', setAside: [] });
    expect(await countIn(place.store(vaultWith(1)))).toBe(3);
  });
});

/** Overwrites the middle of the file, as a failing disk would. */
function damage(path: string, from: number, bytes: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0x5a), 0, bytes, from);
}

describe('an archive whose file is damaged', () => {
  it.each([
    ['its first page', 0, 4096],
    ['no database at all', 0, 100_000],
  ])('is set aside and begun anew: %s', async (_what, from, bytes) => {
    const store = place.store();
    await fill(store, 400);
    await store.close();
    damage(join(current(), 'log.db'), from, bytes);
    const next = place.store();
    expect(await next.describe(tenant)).toMatchObject({ status: 'unusable', reason: 'damaged' });
    await expect(next.read(tenant)).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { reason: 'archiveDamaged' },
    });
    await fill(next, 1, 900);
    expect(await countIn(next)).toBe(1);
    expect(await asideIn(next)).toMatch(/-damaged$/);
    await expect(next.recover(tenant, { name: await asideIn(next), secret: null })).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { reason: 'nothingReadable' },
    });
  });

  it('gives back what can be read when a part of it is broken', async () => {
    const store = place.store();
    for (let first = 1; first < 8_000; first += 1_000) await fill(store, 1_000, first);
    await store.close();
    const path = join(current(), 'log.db');
    // Somewhere among the originals.
    damage(path, Math.floor((statSync(path).size * 0.6) / 4096) * 4096, 3 * 4096);
    const next = place.store();
    const reader = await next.read(tenant);
    const failed = await Promise.allSettled(
      Array.from({ length: 16 }, (_, block) => reader?.originals([guid(1 + block * 500)])),
    );
    if (!failed.some(({ status }) => status === 'rejected')) writeFileSync(join(current(), 'damaged'), '');
    await fill(next, 1, 20_000);
    const name = await asideIn(next);
    const { added, unreadable } = await next.recover(tenant, { name, secret: null });
    expect(added).toBeGreaterThan(4_000);
    expect(added + unreadable).toBeLessThanOrEqual(8_000);
    expect(await countIn(next)).toBe(added + 1);
  });

  it('knows no file by a name that was not set aside', async () => {
    const store = place.store();
    await expect(store.recover(tenant, { name: '../../etc', secret: null })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('an archive on a full disk', () => {
  it('says so, keeps what it has and goes on when there is room', async () => {
    const tight = place.store(vaultWith(1), 60);
    const writer = await tight.write(tenant);
    await writer.append(batchOf([rowOf(1)]));
    const many = Array.from({ length: 3_000 }, (_, index) => rowOf(index + 10));
    await expect(writer.append(batchOf(many))).rejects.toMatchObject({
      code: 'storage_full',
      details: { reason: 'archiveFull' },
    });
    expect(await writer.count({})).toBe(1);
    await writer.close();
    await tight.close();
    const roomy = await place.store().write(tenant);
    expect(await roomy.append(batchOf(many))).toBe(3_000);
    expect(await roomy.count({})).toBe(3_001);
    await roomy.close();
  });
});

describe('two consoles on one archive', () => {
  it('lets one write and the other read meanwhile', async () => {
    const one = place.store();
    const other = place.store();
    const writer = await one.write(tenant);
    await writer.append(batchOf([rowOf(1)]));
    await expect(other.write(tenant)).rejects.toMatchObject({ code: 'conflict', details: { reason: 'archiveLocked' } });
    expect(await countIn(other)).toBe(1);
    await writer.append(batchOf([rowOf(2)]));
    expect(await countIn(other)).toBe(2);
    await writer.close();
    await fill(other, 1, 3);
    expect(await countIn(one)).toBe(3);
  });
});

describe('how an archive is kept', () => {
  it('is remembered, and is a year and a day where nobody said otherwise', async () => {
    const store = place.store();
    expect((await store.describe(tenant)).settings).toEqual({ retentionDays: 365, finalAfterHours: 24 });
    await store.configure(tenant, { retentionDays: null });
    expect((await place.store().describe(tenant)).settings).toEqual({ retentionDays: null, finalAfterHours: 24 });
    expect(existsSync(current())).toBe(false);
  });

  it('names spans that nobody read', async () => {
    const store = place.store();
    const writer = await store.write(tenant);
    const day = wholeDay.to - wholeDay.from;
    await writer.append(batchOf([], { read: wholeDay }));
    await writer.append(
      batchOf([], { read: { from: wholeDay.from - 3 * day, to: wholeDay.from - 2 * day, readAt: wholeDay.readAt } }),
    );
    await writer.close();
    expect((await store.describe(tenant)).gaps).toEqual([
      { from: '2026-11-18T12:00:00.000Z', to: '2026-11-20T12:00:00.000Z' },
    ]);
  });
});
