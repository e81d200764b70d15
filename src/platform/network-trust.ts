import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { CoreError } from '#core/rpc/errors';

const pemBlock = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** What newer Nodes have and the types of the oldest supported one do not know. */
interface StoreReader {
  readonly getCACertificates?: (store: 'default' | 'system') => readonly string[];
}

/**
 * Takes the bytes of a certificate file, PEM with one or more certificates or DER with one; gives them as PEM.
 * Raises `bad_request` (reason caFileInvalid) when there is no certificate in it.
 */
export function parseCertificates(content: Uint8Array): readonly string[] {
  const blocks = Buffer.from(content).toString('latin1').match(pemBlock);
  try {
    return blocks === null
      ? [new X509Certificate(content).toString()]
      : blocks.map((block) => new X509Certificate(block).toString());
  } catch {
    throw new CoreError('bad_request', 'The file given with --ca holds no certificate that can be read.', {
      reason: 'caFileInvalid',
      nextStep: 'Give a PEM or DER file with the certificate of the issuing authority.',
    });
  }
}

/**
 * Takes the path of a file with further issuers (`--ca`) or null; gives the issuers to trust as PEM.
 * Node's own list and, where Node offers it (22.15 and newer), the trust store of the operating system belong to it.
 * Raises `bad_request` (reason caFileUnreadable, caFileInvalid).
 * Source: nodejs.org/api/tls.html#tlsgetcacertificatestype
 */
export function trustedIssuers(caFile: string | null): readonly string[] {
  const own = caFile === null ? [] : parseCertificates(readCaFile(caFile));
  const list = (tls as StoreReader).getCACertificates;
  if (list !== undefined) return [...new Set([...list('default'), ...list('system'), ...own])];
  return [...tls.rootCertificates, ...extraCertificates(process.env.NODE_EXTRA_CA_CERTS), ...own];
}

/** An explicit list replaces Node's, its extra certificates included, and old Nodes do not tell them. */
function extraCertificates(path: string | undefined): readonly string[] {
  if (path === undefined || path === '') return [];
  return parseCertificates(readCaFile(path));
}

function readCaFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CoreError('bad_request', `The certificate file ${path} cannot be read.`, {
      reason: 'caFileUnreadable',
      nextStep: 'Check the path and the rights on the file.',
      cause,
    });
  }
}
