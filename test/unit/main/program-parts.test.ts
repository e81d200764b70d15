import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createElectronNetwork } from '#main/electron-network';
import { menuTemplate } from '#main/menu';
import { createSafeStorageVault, type SafeStorageLike } from '#main/safe-storage';
import { firstSize, placeOf } from '#main/window-state';
import { createTargetRoutes } from '#platform/network-routes';
import { menuCommands } from '#shared/contract/host-events';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const kept = { x: 10, y: 20, width: 900, height: 700, maximized: true };

describe('where a window opens', () => {
  it('is where the last one was', () => {
    const { maximized, ...bounds } = kept;
    expect(placeOf(kept, screens)).toEqual({ bounds, maximized });
  });

  it.each([
    ['a screen that is gone', { ...kept, x: 3000 }],
    ['above every screen', { ...kept, y: -300 }],
    ['a corner nobody can get hold of', { ...kept, x: 1900 }],
  ])('is left to the system after %s', (_where, state) => {
    expect(placeOf(state, screens).bounds).toEqual({ width: 900, height: 700 });
  });

  it('is no larger than the screen and no smaller than the page can be', () => {
    expect(placeOf({ ...kept, width: 9000, height: 10 }, screens).bounds).toMatchObject({ width: 1920, height: 480 });
  });

  it.each([undefined, null, 'x', {}, { ...kept, x: 1.5 }, { ...kept, width: '900' }])('is new after %j', (state) => {
    expect(placeOf(state, screens)).toEqual({ bounds: firstSize, maximized: false });
  });
});

describe('the menu', () => {
  it.each(['win32', 'darwin', 'linux'] as const)(
    'offers every command on %s, and developers their tools only',
    (platform) => {
      const chosen: string[] = [];
      const template = menuTemplate({ platform, developing: false, choose: (command) => chosen.push(command) });
      const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      for (const { id, click } of items) if (id !== undefined) click?.(null as never, undefined, null as never);
      expect([...new Set(chosen)].sort()).toEqual([...menuCommands].sort());
      expect(items.map(({ role }) => role)).not.toContain('toggleDevTools');
      const shortcuts = items.flatMap(({ accelerator }) => accelerator ?? []);
      expect(new Set(shortcuts).size).toBe(shortcuts.length);
    },
  );
});

const storageOf = (change: Partial<SafeStorageLike>): SafeStorageLike => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from(`locked ${text}`),
  decryptStringAsync: async (locked) => ({ result: String(locked).replace('locked ', ''), shouldReEncrypt: false }),
  ...change,
});

describe("the key in Electron's safe storage", () => {
  const open = (folder: string, change: Partial<SafeStorageLike> = {}, platform = 'linux') => {
    const absent: string[] = [];
    const path = join(folder, 'electron', 'key.bin');
    const vault = createSafeStorageVault({
      storage: storageOf(change),
      platform,
      path,
      onAbsent: (reason) => absent.push(reason),
    });
    return { absent, path, vault };
  };
  const withFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'vault-'));
    await use(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
  };

  it('is made once and found again by the next start', () =>
    withFolder(async (folder) => {
      const first = await open(folder).vault.get();
      expect(first).toHaveLength(32);
      expect(await open(folder).vault.get()).toEqual(first);
      expect(readFileSync(open(folder).path, 'utf8')).toMatch(/^locked /);
    }));

  it.each([
    ['basic_text', { getSelectedStorageBackend: () => 'basic_text' }],
    ['unknown', { getSelectedStorageBackend: () => 'unknown' }],
    ['nothing', { isAsyncEncryptionAvailable: async () => false }],
    ['a keychain that fails', { encryptStringAsync: () => Promise.reject(new Error('locked')) }],
  ])('is absent on Linux with %s', (_what, change) =>
    withFolder(async (folder) => {
      const { absent, vault } = open(folder, change);
      expect(await vault.get()).toBeNull();
      expect(absent).toHaveLength(1);
    }),
  );

  it('does not ask other systems for a backend', () =>
    withFolder(async (folder) => {
      const { vault } = open(folder, { getSelectedStorageBackend: () => 'unknown' }, 'win32');
      expect(await vault.get()).toHaveLength(32);
    }));

  it('is made anew when the keychain cannot open the old one, and written again when it asks for that', () =>
    withFolder(async (folder) => {
      const first = await open(folder).vault.get();
      const reopened = open(folder, {
        decryptStringAsync: async (locked) => ({
          result: String(locked).replace('locked ', ''),
          shouldReEncrypt: true,
        }),
        encryptStringAsync: async (text) => Buffer.from(`newly locked ${text}`),
      });
      expect(await reopened.vault.get()).toEqual(first);
      expect(readFileSync(reopened.path, 'utf8')).toMatch(/^newly/);
      const foreign = open(folder, { decryptStringAsync: () => Promise.reject(new Error('other keychain')) });
      expect(await foreign.vault.get()).not.toEqual(first);
    }));
});

describe("the network through Electron's fetch", () => {
  const cloud = {
    name: 'Global',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    adminCenter: 'https://entra.microsoft.com',
    builtIn: true,
  };
  const url = 'https://graph.microsoft.com/v1.0/me';
  const sending = (answer: () => Promise<Response>, asked = url) => {
    const inits: RequestInit[] = [];
    const network = createElectronNetwork(
      (_url, init) => {
        inits.push(init);
        return answer();
      },
      { cloud, env: {} },
    );
    return { inits, result: network.fetch({ method: 'GET', url: asked, headers: {} }) };
  };

  it('shares no cookies and follows no redirect', async () => {
    const { inits, result } = sending(async () => new Response('{}', { status: 200 }));
    expect((await result).status).toBe(200);
    expect(inits[0]).toMatchObject({ redirect: 'manual', credentials: 'omit', cache: 'no-store' });
  });

  it('goes the ways that it is given, those to vendors for example', async () => {
    const reached: string[] = [];
    const network = createElectronNetwork(
      async (to) => {
        reached.push(to);
        return new Response('{}');
      },
      { cloud, env: {}, routes: createTargetRoutes(cloud, {}) },
    );
    await network.fetch({ method: 'GET', url: 'https://scim.vendor.example/Users', headers: {} });
    expect(reached).toEqual(['https://scim.vendor.example/Users']);
    const plain = network.fetch({ method: 'GET', url: 'http://scim.vendor.example/Users', headers: {} });
    await expect(plain).rejects.toMatchObject({ code: 'offline', details: { reason: 'blockedHost' } });
    expect(reached).toHaveLength(1);
  });

  it('goes to no host but those of the cloud', async () => {
    const { inits, result } = sending(async () => new Response('{}'), 'https://evil.example/');
    await expect(result).rejects.toMatchObject({ code: 'offline', details: { reason: 'blockedHost' } });
    expect(inits).toEqual([]);
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'dnsFailure'],
    ['net::ERR_CONNECTION_REFUSED', 'connectionRefused'],
    ['net::ERR_CONNECTION_RESET', 'connectionReset'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tlsUntrusted'],
    ['net::ERR_CERT_DATE_INVALID', 'tlsFailure'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tlsFailure'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'noAnswer'],
  ])('says what %s means', async (text, reason) => {
    const { result } = sending(() => Promise.reject(new Error(text)));
    await expect(result).rejects.toMatchObject({ details: { reason } });
  });

  it('hands a redirect back, which Electron reports as an error', async () => {
    const { result } = sending(() => Promise.reject(new Error('Redirect was cancelled')));
    expect((await result).status).toBe(302);
  });

  it('ends with its caller', async () => {
    const controller = new AbortController();
    const network = createElectronNetwork(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
      { cloud, env: {} },
    );
    const pending = network.fetch({ method: 'GET', url, headers: {}, signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });
});
