import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

/** What opens an archive: the vault of the system, a person's passphrase, the key for emergencies. */
export const lockKinds = ['vault', 'passphrase', 'recovery'] as const;
export type LockKind = (typeof lockKinds)[number];

/** The archive's key, closed by something else. Binary members are base64. */
export const KeyLock = z.strictObject({
  kind: z.enum(lockKinds),
  salt: z.string(),
  nonce: z.string(),
  tag: z.string(),
  closed: z.string(),
  /** Cost of scrypt; 0 where the secret is a key already. */
  cost: z.number().int(),
});
export type KeyLock = z.infer<typeof KeyLock>;

/** Bytes of the archive's key and of those that close it. */
export const keyLength = 32;
const nonceLength = 12;
const saltLength = 16;
const cipher = 'aes-256-gcm';

/** A guess costs 128 MB and about half a second. Source: www.rfc-editor.org/rfc/rfc7914 */
const passphraseCost = 2 ** 17;
const blockSize = 8;

/** A secret that opens a lock: 32 bytes of a vault, a passphrase, a recovery key. */
export type LockSecret =
  | { readonly kind: 'vault'; readonly key: Uint8Array }
  | { readonly kind: 'passphrase' | 'recovery'; readonly text: string };

/** Gives a key for a new archive. */
export const newArchiveKey = (): Uint8Array => Uint8Array.from(randomBytes(keyLength));

/** Takes the archive's key and a secret; gives the key closed by it. */
export async function lockKey(key: Uint8Array, secret: LockSecret): Promise<KeyLock> {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const cost = secret.kind === 'passphrase' ? passphraseCost : 0;
  const closing = createCipheriv(cipher, await closingKey(secret, salt, cost), nonce);
  const closed = Buffer.concat([closing.update(key), closing.final()]);
  return {
    kind: secret.kind,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    tag: closing.getAuthTag().toString('base64'),
    closed: closed.toString('base64'),
    cost,
  };
}

/** Takes a lock and a secret; gives the archive's key, null when the secret does not open it. */
export async function unlockKey(lock: KeyLock, secret: LockSecret): Promise<Uint8Array | null> {
  const opening = createDecipheriv(
    cipher,
    await closingKey(secret, Buffer.from(lock.salt, 'base64'), lock.cost),
    Buffer.from(lock.nonce, 'base64'),
  );
  opening.setAuthTag(Buffer.from(lock.tag, 'base64'));
  try {
    return Uint8Array.from(Buffer.concat([opening.update(Buffer.from(lock.closed, 'base64')), opening.final()]));
  } catch {
    // The one thing that final() refuses is a tag that does not fit: another secret.
    return null;
  }
}

function closingKey(secret: LockSecret, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  if (secret.kind !== 'passphrase') {
    const material = secret.kind === 'vault' ? secret.key : Buffer.from(plainRecovery(secret.text));
    return Promise.resolve(new Uint8Array(hkdfSync('sha256', material, salt, `log archive ${secret.kind}`, keyLength)));
  }
  return new Promise((resolve, reject) => {
    const options = { N: cost, r: blockSize, p: 1, maxmem: 256 * cost * blockSize };
    scrypt(secret.text.normalize('NFKC'), salt, keyLength, options, (cause, key) =>
      cause === null ? resolve(key) : reject(cause),
    );
  });
}

// Without letters and digits that look alike when they are copied from paper. Source: www.crockford.com/base32.html
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryLength = 32;

/** Gives a new recovery key: 160 random bits in groups of four. */
export function newRecoveryKey(): string {
  const drawn = [...randomBytes(recoveryLength)].map((byte) => letters[byte % letters.length] ?? '0').join('');
  return (drawn.match(/.{4}/g) ?? []).join('-');
}

/** Case, spaces, dashes and letters that look like digits do not matter. */
const plainRecovery = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
