import type { KeyVault } from '#platform/identity/keychain';
import type { ArchiveFiles } from './archive-files.ts';
import { type KeyLock, type LockSecret, lockKey, newArchiveKey, unlockKey } from './archive-keys.ts';

/** Whether, and with which key, an archive can be opened. */
export type Access =
  | { readonly kind: 'open'; readonly key: Uint8Array; readonly locks: readonly KeyLock[] }
  /** There is no archive; `key` is one that the vault keeps from now on, once `locks` are written. */
  | { readonly kind: 'new'; readonly key: Uint8Array; readonly locks: readonly KeyLock[] }
  | { readonly kind: 'off' }
  | { readonly kind: 'passphraseNeeded' }
  | { readonly kind: 'keyDoesNotOpen' };

/** Keys that were opened by a passphrase, until this process ends; by folder. */
export type OpenedKeys = Map<string, Uint8Array>;

interface AccessOptions {
  readonly files: ArchiveFiles;
  readonly vault: KeyVault;
  readonly opened: OpenedKeys;
}

/** Takes the files of an archive, the vault and the keys of this process; gives how it can be opened. */
export async function accessTo({ files, vault, opened }: AccessOptions): Promise<Access> {
  const locks = await files.readLocks();
  const known = opened.get(files.folder);
  const vaultKey = await vault.get();
  if (locks === null) {
    if ((await files.size()) !== null) return { kind: 'keyDoesNotOpen' };
    if (vaultKey === null) return { kind: 'off' };
    const key = newArchiveKey();
    return { kind: 'new', key, locks: [await lockKey(key, { kind: 'vault', key: vaultKey })] };
  }
  if (known !== undefined) return { kind: 'open', key: known, locks };
  const lock = locks.find(({ kind }) => kind === 'vault');
  if (lock === undefined) return { kind: 'passphraseNeeded' };
  // A vault that is not there today may be there tomorrow: nothing is wrong with the archive.
  if (vaultKey === null)
    return locks.some(({ kind }) => kind === 'passphrase') ? { kind: 'passphraseNeeded' } : { kind: 'off' };
  const key = await unlockKey(lock, { kind: 'vault', key: vaultKey });
  return key === null ? { kind: 'keyDoesNotOpen' } : { kind: 'open', key, locks };
}

/** Takes locks, the vault and a person's secret; gives the archive's key, null when none of them opens any lock. */
export async function openByAny(
  locks: readonly KeyLock[],
  vault: KeyVault,
  secret: string | null,
): Promise<Uint8Array | null> {
  const vaultKey = await vault.get();
  for (const lock of locks) {
    const key = await openOne(lock, lock.kind === 'vault' ? vaultSecret(vaultKey) : textSecret(lock.kind, secret));
    if (key !== null) return key;
  }
  return null;
}

const openOne = async (lock: KeyLock, secret: LockSecret | null): Promise<Uint8Array | null> =>
  secret === null ? null : unlockKey(lock, secret);

const vaultSecret = (key: Uint8Array | null): LockSecret | null => (key === null ? null : { kind: 'vault', key });

const textSecret = (kind: 'passphrase' | 'recovery', text: string | null): LockSecret | null =>
  text === null ? null : { kind, text };

/** Takes locks and one more; gives them with it in the place of the one of its kind. */
export const withLock = (locks: readonly KeyLock[], added: KeyLock): readonly KeyLock[] => [
  ...locks.filter(({ kind }) => kind !== added.kind),
  added,
];
