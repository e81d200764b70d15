import { CoreError } from '#core/rpc/errors';
import { SqlFault } from './sql-database.ts';

/** Takes anything thrown by an archive; gives it as core raises it: `storage_full`, `storage_corrupt`, `conflict`, `internal`. */
export function asArchiveError(cause: unknown): unknown {
  if (cause instanceof CoreError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || (cause instanceof SqlFault && cause.trouble === 'full')) {
    return new CoreError('storage_full', 'The disk is full: the log archive could not be written.', {
      reason: 'archiveFull',
      nextStep: 'Free some space and synchronise again. What was archived stays, and the run goes on where it stood.',
      cause,
    });
  }
  if (cause instanceof SqlFault) return faultOf(cause);
  return new CoreError('internal', `The log archive could not be read or written${code === '' ? '' : ` (${code})`}.`, {
    reason: 'archiveUnusable',
    nextStep: 'Check the rights on the data folder, or choose another with --data-dir.',
    cause,
  });
}

function faultOf(cause: SqlFault): CoreError {
  if (cause.trouble === 'damaged') {
    return new CoreError('storage_corrupt', 'The file of the log archive is damaged.', {
      reason: 'archiveDamaged',
      nextStep:
        'Synchronise again: the file is set aside and a new one begun. "archive recover" then brings back what can still be read.',
      cause,
    });
  }
  if (cause.trouble === 'busy') return lockedArchive('another program', cause);
  return new CoreError('internal', 'The log archive could not be used on this machine.', {
    reason: cause.trouble === 'missing' ? 'engineMissing' : 'archiveUnusable',
    nextStep: 'Everything else works without it; the log is read from the service. The log of the program has more.',
    cause,
  });
}

/** Says that somebody else writes the archive. */
export const lockedArchive = (who: string, cause?: unknown): CoreError =>
  new CoreError('conflict', `The log archive is being written by ${who}.`, {
    reason: 'archiveLocked',
    nextStep: 'Wait until it has ended; the archive can be searched meanwhile.',
    cause,
  });

/** Says that nothing protects the archive yet. */
export const archiveOff = (): CoreError =>
  new CoreError('secret_required', 'The log archive is off: this machine has no key vault, and no passphrase is set.', {
    reason: 'archiveOff',
    nextStep: 'Set a passphrase for it; until then the log is read from the service.',
  });

/** Says that the archive waits for its passphrase. */
export const archiveLocked = (): CoreError =>
  new CoreError('secret_required', 'The log archive is locked.', {
    reason: 'archiveLocked',
    nextStep: 'Enter its passphrase; until then the log is read from the service.',
  });
