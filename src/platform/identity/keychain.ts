import { randomBytes } from 'node:crypto';

/** Keeps one key of 32 bytes. */
export interface KeyVault {
  /** The key, made at the first call; null where nothing can keep it. Never raises. */
  get(): Promise<Uint8Array | null>;
}

/** The vault of the operating system, which can say why it has no key. */
export interface Keychain extends KeyVault {
  /** Why `get` gave null, as a sentence; null when it gave a key or was not called. */
  unavailableBecause(): string | null;
}

/** One secret of the keychain. */
export interface KeychainEntry {
  getSecret(): Promise<ArrayLike<number> | null>;
  setSecret(secret: Uint8Array): Promise<void>;
}

export interface KeychainOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly service?: string;
  /** Name of the key; left out = the one that encrypts the sign-in. */
  readonly keyName?: string;
  /** Opens the entry; left out = the keyring of the operating system. */
  readonly open?: (service: string, username: string) => Promise<KeychainEntry>;
}

const keyLength = 32;
const tokenCacheKey = 'token-cache-key';

/**
 * Takes the environment; gives a vault on the keychain: Credential Manager, macOS Keychain or the Secret Service.
 * `PROVISIONING_NO_KEYCHAIN=1` turns it off. The keyring is loaded at the first use, so a machine without it, or
 * without a native build for it, can still run everything else.
 */
export function createKeychain(options: KeychainOptions): Keychain {
  let reason: string | null = null;
  let key: Promise<Uint8Array | null> | null = null;
  return {
    get() {
      key ??= readOrMakeKey(options).catch((cause: unknown) => {
        reason = reasonOf(cause);
        return null;
      });
      return key;
    },
    unavailableBecause: () => reason,
  };
}

async function readOrMakeKey({
  env,
  open = openKeyring,
  service = 'Provisioning Console',
  keyName = tokenCacheKey,
}: KeychainOptions): Promise<Uint8Array> {
  if (env.PROVISIONING_NO_KEYCHAIN === '1') throw new Error('PROVISIONING_NO_KEYCHAIN is set');
  const entry = await open(service, keyName);
  const kept = await entry.getSecret();
  if (kept !== null && kept.length === keyLength) return Uint8Array.from(kept);
  await entry.setSecret(randomBytes(keyLength));
  // Read back: two processes may have made a key at once, and a keychain may accept and keep nothing.
  const saved = await entry.getSecret();
  if (saved === null || saved.length !== keyLength) throw new Error('the keychain did not keep the key');
  return Uint8Array.from(saved);
}

/**
 * Opens the operating system's keyring. On Linux only the Secret Service is accepted: the kernel keyring, to which the
 * library would fall back, forgets everything at log-out.
 */
async function openKeyring(service: string, username: string): Promise<KeychainEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  return new AsyncEntry(service, username, { linux: { store: 'secret-service' } });
}

/** The first line says what is wrong; the rest may name paths of the machine. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return `No keychain can be used: ${message.split('\n')[0] ?? ''}.`;
}
