import type { ArchiveStore, ExportPort } from '#core/archive/archive-port';
import { CoreError } from '#core/rpc/errors';

const off = (): Promise<never> =>
  Promise.reject(new CoreError('secret_required', 'The log archive is off.', { reason: 'archiveOff' }));

const settings = { retentionDays: 365, finalAfterHours: 24 };

/** The archive of a machine without a key vault: off, until a passphrase would be set. */
export const noArchive: ArchiveStore = {
  describe: async () => ({
    status: 'off',
    reason: 'noVault',
    message: 'The log archive is off.',
    protection: null,
    recoveryKey: false,
    rows: 0,
    oldest: null,
    newest: null,
    bytes: 0,
    readUntil: null,
    gaps: [],
    brokenOff: false,
    settings,
    setAside: [],
  }),
  configure: async (_key, change) => ({ ...settings, ...change }),
  read: async () => null,
  write: off,
  passphrase: off,
  makeRecoveryKey: off,
  recover: off,
};

/** Files of a program that cannot ask where they go. */
export const noExports: ExportPort = {
  choose: () => Promise.reject(new CoreError('bad_request', 'Nobody can be asked.', { reason: 'noFileWindow' })),
  open: off,
  writePrivate: off,
};
