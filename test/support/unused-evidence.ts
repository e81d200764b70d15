import type { EvidencePort } from '#core/audit/evidence-port';
import { CoreError } from '#core/rpc/errors';

const refuse = (): Promise<never> =>
  Promise.reject(new CoreError('bad_request', 'Nothing is there.', { reason: 'bundleUnreadable' }));

/** Evidence of a machine without a disk: nothing is there, and nothing can be written. */
export const unusedEvidence: EvidencePort = {
  choosePlace: null,
  ownFolder: '/nowhere',
  listOwn: async () => [],
  create: refuse,
  verify: refuse,
  open: refuse,
  signingKey: async () => ({
    fingerprint: '0'.repeat(64),
    publicKey: '',
    pem: '',
    keptIn: 'process',
    sign: async () => new Uint8Array(64),
  }),
  workbook: refuse,
  treeOf: () => ({ algorithm: 'SHA-256', digest: '0'.repeat(64), folders: [], files: [] }),
  verifierScript: async () => '',
};
