import { generateKeyPair, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

/** Signs and checks JSON Web Tokens with one RSA key that lives as long as the process. */
export interface TokenSigner {
  /** Makes the key, once; signing and the public key have to wait for it. */
  ready(): Promise<void>;
  sign(payload: Readonly<Record<string, unknown>>): string;
  /** The payload when the token is well formed and our key signed it. */
  open(
    token: string,
  ):
    | { readonly ok: true; readonly payload: unknown }
    | { readonly ok: false; readonly fault: 'malformed' | 'signature' };
  /** The public key as JSON Web Key. */
  publicKey(): Record<string, unknown>;
}

const keyId = 'demo-1';
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Gives a signer with an RSA key of 2048 bits (RS256) of its own, so tokens of another tenant or run are refused.
 * The key is made when it is first wanted, beside the thread: it takes longer than the rest of a tenant's start.
 */
export function createTokenSigner(): TokenSigner {
  let keys: Keys | null = null;
  let making: Promise<void> | null = null;
  const make = async (): Promise<void> => {
    keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  };
  const pair = (): Keys => {
    if (keys === null) throw new Error('The key of the token signer is not made yet: wait for ready().');
    return keys;
  };
  return {
    ready() {
      making ??= make();
      return making;
    },
    sign(payload) {
      const body = `${encode({ typ: 'JWT', alg: 'RS256', kid: keyId })}.${encode(payload)}`;
      return `${body}.${sign('RSA-SHA256', Buffer.from(body), pair().privateKey).toString('base64url')}`;
    },
    open(token) {
      const [header, payload, signature, ...rest] = token.split('.');
      if (!header || !payload || signature === undefined || rest.length > 0) return { ok: false, fault: 'malformed' };
      const signed = Buffer.from(`${header}.${payload}`);
      // Without a key nothing was signed.
      const isOurs = keys !== null && verify('RSA-SHA256', signed, keys.publicKey, Buffer.from(signature, 'base64url'));
      // Only what our key signed is read, so no JSON of a stranger is ever parsed.
      if (!isOurs) return { ok: false, fault: 'signature' };
      return { ok: true, payload: JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) };
    },
    publicKey: () => ({ ...pair().publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }),
  };
}
