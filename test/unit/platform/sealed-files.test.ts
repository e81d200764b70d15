import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { createSealedStore } from '#platform/sealed-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 't' };
const place = { key, kind: 'snapshots' } as const;
const vaultOf = (fill: number) => ({ get: async () => new Uint8Array(32).fill(fill) });
const open = (fill: number | null) => createSealedStore({ folder, vault: fill === null ? null : vaultOf(fill) });
const record = { id: 'a1', head: 'who and when', body: 'the whole configuration' };

const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
const onlyFile = (): string => files()[0] ?? '';

describe.each([
  ['a vault', 7],
  ['no vault', null],
])('sealed records with %s', (_what, fill) => {
  it('come back whole, to another process too, and are replaced as a whole', async () => {
    await open(fill).write(place, record);
    const later = open(fill);
    expect(await later.list(place)).toEqual({ records: [{ id: 'a1', head: record.head }], setAside: [], locked: 0 });
    expect(await later.read(place, 'a1')).toBe(record.body);
    await later.write(place, { ...record, body: 'another' });
    expect(await open(fill).read(place, 'a1')).toBe('another');
    expect(files()).toHaveLength(1);
  });

  it('are apart for each tenant and kind, and nothing is no fault', async () => {
    const store = open(fill);
    await store.write(place, record);
    expect((await store.list({ key: { ...key, tenantId: 'u' }, kind: 'snapshots' })).records).toEqual([]);
    expect(await store.read({ key, kind: 'on-demand' }, 'a1')).toBeNull();
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 3)],
    [
      'changed by one character',
      (text: string) => {
        const place = text.indexOf('"data":"') + 10;
        return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
      },
    ],
    ['emptied', () => ''],
  ])('that were %s go aside with their name, and stay there', async (_how, damage) => {
    await open(fill).write(place, record);
    writeFileSync(onlyFile(), damage(readFileSync(onlyFile(), 'utf8')));
    const store = open(fill);
    const listed = await store.list(place);
    expect(listed.records).toEqual([]);
    expect(listed.setAside).toEqual([expect.stringMatching(/^a1\..*\.sealed\.corrupt$/)]);
    expect((await store.list(place)).setAside).toEqual(listed.setAside);
    expect(await store.read(place, 'a1')).toBeNull();
  });

  it('whose body alone is damaged are named when they are read', async () => {
    await open(fill).write(place, record);
    const [head = ''] = readFileSync(onlyFile(), 'utf8').split('\n');
    writeFileSync(onlyFile(), `${head}\n{"v":1}\n`);
    expect(await open(fill).read(place, 'a1').catch(toWireError)).toMatchObject({
      code: 'storage_corrupt',
      reason: 'recordCorrupt',
      message: expect.stringContaining('.sealed.corrupt'),
    });
  });

  it('do not pass for another record, kind or tenant', async () => {
    await open(fill).write(place, record);
    renameSync(onlyFile(), onlyFile().replace('a1.', 'b2.'));
    expect((await open(fill).list(place)).records).toEqual([]);
  });

  it('are not disturbed by what a crash left', async () => {
    await open(fill).write(place, record);
    writeFileSync(`${onlyFile()}.abc.tmp`, 'half');
    expect((await open(fill).list(place)).records).toHaveLength(1);
  });

  it('refuse an id that leads out of the folder', async () => {
    for (const id of ['../a', 'a/b', 'A', '', '.'])
      expect(
        await open(fill)
          .write(place, { ...record, id })
          .catch(toWireError),
      ).toMatchObject({ code: 'internal' });
  });

  it.each([
    ['ENOSPC', 'storage_full', 'recordsFull'],
    ['EDQUOT', 'storage_full', 'recordsFull'],
    ['EACCES', 'internal', 'recordsUnusable'],
  ])('say so when the disk answers %s, and leave the old record', async (code, expected, reason) => {
    await open(fill).write(place, record);
    const full = createSealedStore({
      folder,
      vault: fill === null ? null : vaultOf(fill),
      replace: () => Promise.reject(Object.assign(new Error(code), { code })),
    });
    expect(await full.write(place, { ...record, body: 'newer' }).catch(toWireError)).toMatchObject({
      code: expected,
      reason,
    });
    expect(await open(fill).read(place, 'a1')).toBe(record.body);
  });

  it.runIf(process.platform !== 'win32')('replace a link that stands in their place and never follow it', async () => {
    await open(fill).write(place, record);
    const path = onlyFile();
    rmSync(path);
    symlinkSync(join(folder, 'elsewhere'), path);
    await open(fill).write(place, record);
    expect(lstatSync(path).isFile()).toBe(true);
  });

  it('are readable by the user alone', async () => {
    await open(fill).write(place, record);
    if (process.platform !== 'win32') expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  });
});

describe('the vault of sealed records', () => {
  it('encrypts: nothing of head or body is on the disk', async () => {
    await open(7).write(place, record);
    const text = readFileSync(onlyFile(), 'latin1');
    expect(text).not.toContain('configuration');
    expect(text).not.toContain('who and when');
    expect(text).not.toContain(Buffer.from('configuration').toString('base64').slice(0, 10));
    expect((await open(7).protection()).kind).toBe('vault');
  });

  it('leaves records of another key where they are and counts them', async () => {
    await open(7).write(place, record);
    const other = open(8);
    expect(await other.list(place)).toEqual({ records: [], setAside: [], locked: 1 });
    expect(await other.read(place, 'a1')).toBeNull();
    expect((await open(7).list(place)).records).toHaveLength(1);
  });

  it('still opens what was kept before there was one, and says why there is none', async () => {
    await open(null).write(place, record);
    expect(await open(7).read(place, 'a1')).toBe(record.body);
    expect(await open(null).protection()).toEqual({ kind: 'none', reason: expect.stringContaining('demo') });
    const without = createSealedStore({
      folder,
      vault: { get: async () => null, unavailableBecause: () => 'No keychain can be used: locked.' },
    });
    expect(await without.protection()).toEqual({ kind: 'none', reason: 'No keychain can be used: locked.' });
  });
});
