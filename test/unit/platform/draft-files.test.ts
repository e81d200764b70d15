import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { createDraftStore } from '#platform/draft-files';

const key = { authority: 'https://login.example', graph: 'https://graph.example', tenantId: 't1' };
const other = { ...key, tenantId: 't2' };
const id = '33333333-3333-4333-8333-333333333333';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drafts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesIn = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('drafts on the disk', () => {
  it('are kept whole, found again and removed', async () => {
    const store = createDraftStore({ folder });
    expect(await store.list(key)).toEqual([]);
    expect(await store.read(key, id)).toBeNull();
    await store.write(key, { id, text: 'one, ø' });
    await store.write(key, { id, text: 'two' });
    expect(await createDraftStore({ folder }).list(key)).toEqual([{ id, text: 'two' }]);
    expect(await store.remove(key, id)).toBe(true);
    expect(await store.remove(key, id)).toBe(false);
    expect(filesIn()).toEqual([]);
  });

  it('of one tenant are not seen in another', async () => {
    const store = createDraftStore({ folder });
    await store.write(key, { id, text: 'mine' });
    expect(await store.list(other)).toEqual([]);
    expect(await store.read(other, id)).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('are closed to other users', async () => {
    await createDraftStore({ folder }).write(key, { id, text: 'x' });
    const [file = ''] = filesIn();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leave alone what is no draft', async () => {
    const store = createDraftStore({ folder });
    await store.write(key, { id, text: 'x' });
    const [file = ''] = filesIn();
    writeFileSync(join(file, '..', 'notes.txt'), 'x');
    writeFileSync(join(file, '..', 'other.json'), 'x');
    expect((await store.list(key)).map((draft) => draft.id)).toEqual([id]);
  });

  it.each(['../../etc/passwd', '', 'a', `${id}/..`, `${id}\0`])('have no id %j', async (bad) => {
    const store = createDraftStore({ folder });
    for (const work of [store.read(key, bad), store.write(key, { id: bad, text: 'x' }), store.remove(key, bad)]) {
      await expect(work.catch(toWireError)).resolves.toMatchObject({ code: 'internal', reason: 'draftsUnusable' });
    }
    expect(filesIn()).toEqual([]);
  });

  it('say so when their folder cannot be used', async () => {
    writeFileSync(join(folder, 'taken'), 'a file, not a folder');
    const store = createDraftStore({ folder: join(folder, 'taken') });
    await expect(store.write(key, { id, text: 'x' }).catch(toWireError)).resolves.toMatchObject({
      code: 'internal',
      reason: 'draftsUnusable',
    });
  });

  it('leave nothing half-written behind when one cannot be replaced', async () => {
    const store = createDraftStore({ folder });
    await store.write(key, { id, text: 'x' });
    const [file = ''] = filesIn();
    rmSync(file);
    mkdirSync(file);
    await expect(store.write(key, { id, text: 'y' }).catch(toWireError)).resolves.toMatchObject({
      reason: 'draftsUnusable',
    });
    expect(filesIn()).toEqual([]);
  });
});
