import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from '#platform/disk';
import type { KeyVault } from '#platform/identity/keychain';

/** The part of Electron's safeStorage that is used. */
export interface SafeStorageLike {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  getSelectedStorageBackend(): string;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}

export interface SafeStorageOptions {
  readonly storage: SafeStorageLike;
  readonly platform: string;
  /** File that holds the encrypted key. */
  readonly path: string;
  /** Told why there is no key. */
  readonly onAbsent: (reason: string) => void;
}

const keyLength = 32;

// Neither of them keeps a secret from anybody who can read this user's files.
const noKeychain = ['basic_text', 'unknown'];

/**
 * Takes Electron's safeStorage and a file; gives a vault whose key is kept in the file, encrypted by the keychain of the
 * system. Linux without a keychain ("basic_text") counts as absent. Source: www.electronjs.org/docs/latest/api/safe-storage
 */
export function createSafeStorageVault(options: SafeStorageOptions): KeyVault {
  let key: Promise<Uint8Array | null> | null = null;
  return {
    get() {
      key ??= keyOf(options).catch((cause: unknown) => {
        options.onAbsent(cause instanceof Error ? cause.name : 'unknown');
        return null;
      });
      return key;
    },
  };
}

async function keyOf({ storage, platform, path, onAbsent }: SafeStorageOptions): Promise<Uint8Array | null> {
  const isThere = await storage.isAsyncEncryptionAvailable();
  if (!isThere || (platform === 'linux' && noKeychain.includes(storage.getSelectedStorageBackend()))) {
    onAbsent('no keychain');
    return null;
  }
  const kept = await readKey(storage, path);
  return kept ?? makeKey(storage, path);
}

async function readKey(storage: SafeStorageLike, path: string): Promise<Uint8Array | null> {
  const encrypted = await readIfThere(path);
  if (encrypted === null) return null;
  // A file that the keychain cannot open any more was made under another keychain, and so were the sign-ins.
  const opened = await storage.decryptStringAsync(encrypted).catch(() => null);
  if (opened === null) return null;
  const key = Buffer.from(opened.result, 'base64');
  if (key.length !== keyLength) return null;
  if (opened.shouldReEncrypt) await writeKey(storage, path, key);
  return Uint8Array.from(key);
}

async function makeKey(storage: SafeStorageLike, path: string): Promise<Uint8Array> {
  const key = randomBytes(keyLength);
  await writeKey(storage, path, key);
  return Uint8Array.from(key);
}

async function writeKey(storage: SafeStorageLike, path: string, key: Buffer): Promise<void> {
  const encrypted = await storage.encryptStringAsync(key.toString('base64'));
  const draft = `${path}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(draft, encrypted, { mode: 0o600 });
  await rename(draft, path);
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}
