import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { createProfileStore } from '#platform/profile-files';
import { VendorId } from '#shared/model/ids';

const newFolder = () => mkdtempSync(join(tmpdir(), 'profiles-'));
const reasonOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'nothing was raised';
  } catch (cause) {
    return cause instanceof CoreError ? `${cause.code}/${cause.details.reason}` : String(cause);
  }
};

describe('profile files', () => {
  const withProfiles = (profiles: Record<string, string>) => {
    const folder = newFolder();
    for (const [id, text] of Object.entries(profiles)) {
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, 'profile.json'), text);
    }
    return folder;
  };

  it('are listed from both folders, each with where it comes from', async () => {
    const builtIn = withProfiles({ beta: '{"id":"beta"}', alpha: '\uFEFF{"id":"alpha"}' });
    mkdirSync(join(builtIn, 'no-profile-here'));
    writeFileSync(join(builtIn, 'profile.schema.json'), '{}');
    const administrator = withProfiles({ beta: '{"id":"beta","own":true}' });
    expect(await createProfileStore({ builtIn, chosen: () => administrator, usual: null }).list()).toMatchObject([
      { id: 'alpha', source: 'built-in', content: { id: 'alpha' }, place: join(builtIn, 'alpha', 'profile.json') },
      { id: 'beta', source: 'built-in', content: { id: 'beta' } },
      { id: 'beta', source: 'administrator', content: { id: 'beta', own: true } },
    ]);
  });

  it('that cannot be read are listed with their fault, and the others with their content', async () => {
    const builtIn = withProfiles({ alpha: '{"id":\n oops}', beta: '{"id":"beta"}', gamma: ' '.repeat(1_000_001) });
    mkdirSync(join(builtIn, 'delta', 'profile.json'), { recursive: true });
    const listed = await createProfileStore({ builtIn, chosen: () => null, usual: null }).list();
    expect(listed.map(({ id, fault }) => [id, fault])).toEqual([
      ['alpha', expect.stringMatching(/not valid JSON \(line 2/)],
      ['beta', undefined],
      ['delta', expect.stringContaining('cannot be read')],
      ['gamma', expect.stringContaining('more than 1000000 bytes')],
    ]);
  });

  it('of a chosen folder that is gone are no silence: it may have replaced any vendor', async () => {
    const missing = createProfileStore({ builtIn: withProfiles({}), chosen: () => '/nowhere/at/all', usual: null });
    expect(await reasonOf(() => missing.list())).toBe('bad_request/profileFolderMissing');
    const usual = createProfileStore({ builtIn: withProfiles({}), chosen: () => null, usual: '/nowhere/at/all' });
    expect(await usual.list()).toEqual([]);
  });

  it('are kept whole in the own folder, the one before stays beside it', async () => {
    const usual = join(newFolder(), 'profiles');
    const store = createProfileStore({ builtIn: withProfiles({}), chosen: () => null, usual });
    const id = VendorId.parse('alpha');
    const place = join(usual, 'alpha', 'profile.json');
    expect(await store.keep({ id, text: '{"id":"alpha"}' })).toEqual({ place });
    await store.keep({ id, text: '{"id":"alpha","second":true}' });
    expect(readFileSync(place, 'utf8')).toBe('{"id":"alpha","second":true}');
    expect(readdirSync(join(usual, 'alpha')).sort()).toEqual(['profile.json', 'profile.previous.json']);
    expect(await store.list()).toMatchObject([{ id: 'alpha', source: 'administrator', place }]);
  });

  it('are taken out of use, one that cannot be read too, and stay beside their place', async () => {
    const usual = join(newFolder(), 'profiles');
    const store = createProfileStore({ builtIn: withProfiles({}), chosen: () => null, usual });
    const id = VendorId.parse('alpha');
    const { place } = await store.keep({ id, text: '{"broken' });
    const removed = await store.remove(id);
    expect(removed.place).toBe(join(usual, 'alpha', 'profile.previous.json'));
    expect([await store.list(), readFileSync(removed.place, 'utf8')]).toEqual([[], '{"broken']);
    expect(await reasonOf(() => store.remove(id))).toBe('bad_request/profileFolderUnusable');
    expect(removed.place).not.toBe(place);
  });

  it.each(['con', 'nul', 'com1'])('are not kept under %s, which is a device on Windows', async (name) => {
    const store = createProfileStore({ builtIn: withProfiles({}), chosen: () => null, usual: newFolder() });
    const keeping = () => store.keep({ id: VendorId.parse(name), text: '{}' });
    expect(await reasonOf(keeping)).toBe('bad_request/profileNameReserved');
  });

  it('say so where there is no folder, or one that cannot be written', async () => {
    const id = VendorId.parse('alpha');
    const nowhere = createProfileStore({ builtIn: withProfiles({}), chosen: () => null, usual: null });
    expect(await reasonOf(() => nowhere.keep({ id, text: '{}' }))).toBe('bad_request/profileFolderUnusable');
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    const inFile = createProfileStore({ builtIn: withProfiles({}), chosen: () => join(folder, 'file'), usual: null });
    expect(await reasonOf(() => inFile.keep({ id, text: '{}' }))).toBe('bad_request/profileFolderUnusable');
  });
});
