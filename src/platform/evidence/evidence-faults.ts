import { CoreError } from '#core/rpc/errors';
import { hasCode } from '#platform/disk';

/** Takes a reason, what is wrong and what to do; gives the error about a bundle or a folder that a person named. */
export const refused = (reason: string, message: string, nextStep: string): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep });

/** Takes work on the disk and the path that it is about; does it. Raises `storage_full`, or `bad_request` (reason folderUnusable) instead of Node's errors. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CoreError) throw cause;
    if (hasCode(cause, 'ENOSPC', 'EDQUOT')) {
      throw new CoreError('storage_full', 'The disk is full: the evidence was not written.', {
        reason: 'evidenceFull',
        nextStep: 'Free some space, or choose a folder on another disk; what was begun was removed.',
        cause,
      });
    }
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    throw refused(
      'folderUnusable',
      `${path} cannot be used (${String(cause.code)}).`,
      'Check the path, and your rights on it.',
    );
  }
}
