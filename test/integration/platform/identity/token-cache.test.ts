import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentAccountIn, currentAccountInMemory } from '#platform/identity/current-account';
import { createKeychain, type KeychainEntry, type KeyVault } from '#platform/identity/keychain';
import { createTokenCache, tokenCachePath } from '#platform/identity/token-cache';
import { createSettings } from '#platform/settings';
import { clientId } from '#test/emulator/entra/entra-tenant';
import { ada, cloud, identityOn, scopes, serveTenant } from './served-tenant.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-cache-'));
  path = tokenCachePath(folder, cloud, clientId);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const vaultWith = (byte: number): KeyVault => ({ get: async () => new Uint8Array(32).fill(byte) });
const noVault: KeyVault = { get: async () => null };
const warnings: string[] = [];
const log = { write: (_level: string, message: string) => void warnings.push(message) };

describe('the token cache on the disk', () => {
  it('gives the text back to another instance with the same key', async () => {
    await createTokenCache({ path, vault: vaultWith(1) }).write('text ü');
    const other = createTokenCache({ path, vault: vaultWith(1) });
    expect(await other.read()).toBe('text ü');
    expect(await other.persistence()).toBe('keychain');
    await other.clear();
    expect(await createTokenCache({ path, vault: vaultWith(1) }).read()).toBeNull();
  });

  it.runIf(process.platform !== 'win32')('is open to its owner only and leaves no drafts', async () => {
    const cache = createTokenCache({ path, vault: vaultWith(1) });
    await cache.write('one');
    await cache.write('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    expect(await readdir(dirname(path))).toHaveLength(1);
  });

  it('never encrypts alike twice', async () => {
    const cache = createTokenCache({ path, vault: vaultWith(1) });
    await cache.write('same');
    const first = await readFile(path);
    await cache.write('same');
    expect((await readFile(path)).equals(first)).toBe(false);
  });

  const damages: readonly { readonly what: string; readonly damage: (bytes: Buffer) => Uint8Array }[] = [
    { what: 'a changed byte', damage: (bytes) => bytes.fill((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1) },
    { what: 'a changed tag', damage: (bytes) => bytes.fill((bytes.at(20) ?? 0) ^ 1, 20, 21) },
    { what: 'a cut end', damage: (bytes) => bytes.subarray(0, bytes.length - 3) },
    { what: 'a cut head', damage: (bytes) => bytes.subarray(0, 10) },
    { what: 'an empty file', damage: () => new Uint8Array() },
    { what: 'a file of another program', damage: () => Buffer.from('{"AccessToken":{}}'.repeat(10)) },
  ];

  it.each(damages)('moves $what aside and begins anew', async ({ damage }) => {
    await createTokenCache({ path, vault: vaultWith(1) }).write('a text that is long enough');
    await writeFile(path, damage(await readFile(path)));
    const cache = createTokenCache({ path, vault: vaultWith(1) });
    expect(await cache.read()).toBeNull();
    expect(await readdir(dirname(path))).toEqual([`${path.split('/').at(-1)}.corrupt`]);
    await cache.write('new');
    expect(await cache.read()).toBe('new');
  });

  it('moves a file that was made under another key aside, and says so without its text', async () => {
    warnings.length = 0;
    await createTokenCache({ path, vault: vaultWith(1) }).write('secret text');
    expect(await createTokenCache({ path, vault: vaultWith(2), log }).read()).toBeNull();
    expect(warnings).toEqual(['The kept sign-in cannot be read and was moved aside; sign in again.']);
  });

  it('keeps the text in memory only where there is no key', async () => {
    const cache = createTokenCache({ path, vault: noVault });
    await cache.write('text');
    expect([await cache.read(), await cache.persistence()]).toEqual(['text', 'process']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('falls back to memory where the disk refuses', async () => {
    warnings.length = 0;
    // A file stands where the folder should be.
    await writeFile(dirname(path), '');
    const cache = createTokenCache({ path, vault: vaultWith(1), log });
    await cache.write('text');
    expect([await cache.read(), await cache.persistence()]).toEqual(['text', 'process']);
    expect(warnings).toEqual(['The sign-in cannot be kept on the disk and ends with this process.']);
    await chmod(folder, 0o700);
  });

  it('has a file of its own for each cloud and application', () => {
    const gov = { authority: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' };
    const dod = { authority: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' };
    const paths = [cloud, gov, dod].map((one) => tokenCachePath(folder, one, clientId));
    expect(new Set([...paths, tokenCachePath(folder, cloud, 'other')]).size).toBe(4);
  });
});

describe('a sign-in that is kept', () => {
  it('serves a second process, and no token stands in clear on the disk', async () => {
    const tenant = await serveTenant();
    try {
      const settings = createSettings(folder);
      const made = () => ({
        tokenCache: createTokenCache({ path, vault: vaultWith(7) }),
        currentAccount: currentAccountIn(settings, cloud),
      });
      const first = identityOn(tenant, made());
      await first.signIn();
      const token = await first.identity.accessToken({ scopes, forceRefresh: true });
      const second = identityOn(tenant, made());
      expect(await second.identity.persistence()).toBe('keychain');
      expect((await second.identity.current())?.username).toBe(ada);
      expect(await second.identity.accessToken({ scopes })).toBe(token);

      const refreshToken =
        tenant.received.map(({ form }) => form.get('refresh_token')).find((one) => one !== null) ?? '';
      const bytes = Buffer.concat(await everyFile(folder));
      for (const secret of [token, refreshToken]) {
        expect(secret.length).toBeGreaterThan(30);
        for (let at = 0; at + 12 <= secret.length; at += 1)
          expect(bytes.includes(secret.slice(at, at + 12))).toBe(false);
      }
      await second.identity.signOut();
      expect(await first.identity.accounts()).toEqual([]);
      expect((await everyFile(join(folder, 'accounts'))).length).toBe(0);
    } finally {
      await tenant.close();
    }
  });

  it('is forgotten, not fatal, when its file is damaged', async () => {
    const tenant = await serveTenant();
    try {
      const currentAccount = currentAccountInMemory();
      const made = () => ({ tokenCache: createTokenCache({ path, vault: vaultWith(7) }), currentAccount });
      await identityOn(tenant, made()).signIn();
      await writeFile(path, 'damage');
      const { identity, signIn } = identityOn(tenant, made());
      expect(await identity.accounts()).toEqual([]);
      await expect(identity.accessToken({ scopes })).rejects.toMatchObject({ details: { reason: 'notSignedIn' } });
      await signIn();
      expect((await identity.current())?.username).toBe(ada);
    } finally {
      await tenant.close();
    }
  });
});

async function everyFile(root: string): Promise<Buffer[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
  );
}

describe('the keychain', () => {
  const entryOf = (kept: { secret: ArrayLike<number> | null; forgets?: boolean }): KeychainEntry => ({
    getSecret: async () => kept.secret,
    setSecret: async (secret) => {
      if (kept.forgets !== true) kept.secret = Array.from(secret);
    },
  });

  it('makes a key once and gives the same one to the next process', async () => {
    const kept = { secret: null };
    const open = async () => entryOf(kept);
    const first = await createKeychain({ env: {}, open }).get();
    expect(first).toHaveLength(32);
    expect(await createKeychain({ env: {}, open }).get()).toEqual(first);
  });

  it('replaces a key of another length', async () => {
    const kept = { secret: [1, 2, 3] };
    expect(await createKeychain({ env: {}, open: async () => entryOf(kept) }).get()).toHaveLength(32);
    expect(kept.secret).toHaveLength(32);
  });

  it.each([
    {
      what: 'it is turned off',
      env: { PROVISIONING_NO_KEYCHAIN: '1' },
      open: async () => entryOf({ secret: null }),
      why: 'PROVISIONING_NO_KEYCHAIN',
    },
    {
      what: 'it cannot be opened',
      env: {},
      open: () => Promise.reject(new Error('No secret service\nat line 1')),
      why: 'No secret service.',
    },
    {
      what: 'it keeps nothing',
      env: {},
      open: async () => entryOf({ secret: null, forgets: true }),
      why: 'did not keep',
    },
  ])('has no key and says why when $what', async ({ env, open, why }) => {
    const keychain = createKeychain({ env, open });
    expect(keychain.unavailableBecause()).toBeNull();
    expect(await keychain.get()).toBeNull();
    expect(keychain.unavailableBecause()).toContain(why);
  });
});
