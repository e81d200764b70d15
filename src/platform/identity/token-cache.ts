import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#core/ports';
import type { Cloud } from '#shared/model/session';
import type { KeyVault } from './keychain.ts';
import { createMemoryTokenCache, type TokenCacheStore } from './token-cache-store.ts';

const magic = Buffer.from('PCTC1');
const ivLength = 12;
const tagLength = 16;
const algorithm = 'aes-256-gcm';

export interface TokenCacheOptions {
  /** Absolute path of the encrypted file. */
  readonly path: string;
  readonly vault: KeyVault;
  readonly log?: Pick<Log, 'write'>;
}

/**
 * Takes the user's data folder, the cloud and the application (client) id; gives the path of the cache that belongs to
 * them, so that tokens of two clouds, or of a demo tenant and a real one, never share a file.
 */
export function tokenCachePath(folder: string, cloud: Pick<Cloud, 'authority' | 'graph'>, clientId: string): string {
  const identity = JSON.stringify([cloud.authority, cloud.graph, clientId]);
  return join(folder, 'accounts', `${createHash('sha256').update(identity).digest('hex').slice(0, 24)}.bin`);
}

/**
 * Takes a path and a vault; gives a token cache in one file, encrypted with AES-256-GCM under the vault's key (32
 * bytes), mode 0600, replaced by renaming. Without a key nothing reaches the disk. A file that is damaged, or was made
 * under another key, is moved aside to `<path>.corrupt`; a disk that cannot be written leaves the cache to this process.
 */
export function createTokenCache(options: TokenCacheOptions): TokenCacheStore {
  const memory = createMemoryTokenCache();
  let store: Promise<TokenCacheStore> | null = null;
  const current = (): Promise<TokenCacheStore> => {
    store ??= options.vault.get().then((key) => (key === null ? memory : createFileCache(options, key)));
    return store;
  };
  return {
    read: async () => (await current()).read(),
    clear: async () => (await current()).clear(),
    quarantine: async () => (await current()).quarantine(),
    persistence: async () => (await current()).persistence(),
    async write(text) {
      try {
        await (await current()).write(text);
      } catch (cause) {
        warn(options, 'The sign-in cannot be kept on the disk and ends with this process.', cause);
        store = Promise.resolve(memory);
        await memory.write(text);
      }
    },
  };
}

function createFileCache(options: TokenCacheOptions, key: Uint8Array): TokenCacheStore {
  const { path } = options;
  const moveAside = () => ignoreMissing(rename(path, `${path}.corrupt`));
  return {
    async read() {
      try {
        return decrypt(await readFile(path), key);
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return null;
        warn(options, 'The kept sign-in cannot be read and was moved aside; sign in again.', cause);
        await moveAside().catch((second: unknown) => warn(options, 'The kept sign-in cannot be moved aside.', second));
        return null;
      }
    },
    async write(text) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await replaceFile(path, encrypt(text, key));
    },
    clear: () => rm(path, { force: true }),
    quarantine: moveAside,
    persistence: async () => 'keychain',
  };
}

function encrypt(text: string, key: Uint8Array): Uint8Array {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength }).setAAD(magic);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([magic, iv, cipher.getAuthTag(), body]);
}

function decrypt(bytes: Buffer, key: Uint8Array): string {
  const ivStart = magic.length;
  const tagStart = ivStart + ivLength;
  const bodyStart = tagStart + tagLength;
  if (bytes.length < bodyStart || !bytes.subarray(0, ivStart).equals(magic)) throw new Error('Not a token cache.');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(ivStart, tagStart), { authTagLength: tagLength })
    .setAAD(magic)
    .setAuthTag(bytes.subarray(tagStart, bodyStart));
  return Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]).toString('utf8');
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

async function ignoreMissing(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
  }
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

function warn({ log, path }: TokenCacheOptions, message: string, cause: unknown): void {
  log?.write('warn', message, { path, fault: codeOf(cause) || (cause instanceof Error ? cause.name : 'unknown') });
}
