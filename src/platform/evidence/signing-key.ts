import { createHash, createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import type { SigningKey } from '#core/audit/evidence-port';
import type { KeyVault } from '#platform/identity/keychain';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. Source: RFC 8410, section 7 */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Takes a vault that keeps 32 bytes; gives the Ed25519 key that they are. Without a vault the key is made for this process
 * and says so: its signatures prove that nothing was changed, and later nothing about the author.
 */
export async function openSigningKey(vault: KeyVault): Promise<SigningKey> {
  const kept = await vault.get();
  const seed = kept ?? randomBytes(32);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return {
    fingerprint: createHash('sha256').update(der).digest('hex'),
    publicKey: der.toString('base64'),
    pem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    keptIn: kept === null ? 'process' : 'vault',
    sign: async (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}
