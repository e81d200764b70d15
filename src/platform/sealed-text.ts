import type { webcrypto } from 'node:crypto';
import { z } from 'zod';

/** A key with the name that stands on what it sealed. */
export interface SealingKey {
  /** 16 hexadecimal digits that say nothing about the key. */
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
}

const Envelope = z.union([
  z.object({ v: z.literal(1), key: z.string(), iv: z.string(), data: z.string() }),
  z.object({ v: z.literal(1), key: z.null(), sha256: z.string(), data: z.string() }),
]);

const ivLength = 12;
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hex = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('hex');
const digest = async (text: string): Promise<string> => hex(await crypto.subtle.digest('SHA-256', bytesOf(text)));

/**
 * Takes the vault's key of 32 bytes; gives the key for sealed records, which is derived from it so that no two uses share one.
 * Source: RFC 5869 (HKDF)
 */
export async function sealingKeyOf(vaultKey: Uint8Array): Promise<SealingKey> {
  const raw = await crypto.subtle.importKey('raw', Uint8Array.from(vaultKey), 'HKDF', false, [
    'deriveKey',
    'deriveBits',
  ]);
  const derivation = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytesOf(info) });
  const key = await crypto.subtle.deriveKey(
    derivation('provisioning-console sealed records'),
    raw,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  const name = await crypto.subtle.deriveBits(derivation('provisioning-console key name'), raw, 64);
  return { name: hex(name), key };
}

/**
 * Takes a text, where it belongs and the key; gives one line that only this key opens, and only there (AES-256-GCM). Without
 * a key the line holds the text itself with its SHA-256, so that damage shows.
 */
export async function seal(text: string, place: string, key: SealingKey | null): Promise<string> {
  if (key === null) return JSON.stringify({ v: 1, key: null, sha256: await digest(`${place}\n${text}`), data: text });
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bytesOf(place) },
    key.key,
    bytesOf(text),
  );
  return JSON.stringify({
    v: 1,
    key: key.name,
    iv: Buffer.from(iv).toString('base64'),
    data: Buffer.from(sealed).toString('base64'),
  });
}

/** Takes a line, where it belongs and the key; gives the text, or null when the line is damaged, of another place or another key. */
export async function unseal(line: string, place: string, key: SealingKey | null): Promise<string | null> {
  const envelope = Envelope.safeParse(parsed(line)).data;
  if (envelope === undefined) return null;
  if (envelope.key === null)
    return (await digest(`${place}\n${envelope.data}`)) === envelope.sha256 ? envelope.data : null;
  if (key === null || envelope.key !== key.name) return null;
  try {
    const opened = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: Uint8Array.from(Buffer.from(envelope.iv, 'base64')),
        additionalData: bytesOf(place),
      },
      key.key,
      Uint8Array.from(Buffer.from(envelope.data, 'base64')),
    );
    return new TextDecoder().decode(opened);
  } catch {
    // The tag does not fit: the file was changed, or belongs elsewhere.
    return null;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Half a file is damage like any other; the caller sets it aside.
    return null;
  }
}
