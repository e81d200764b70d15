import type { ProfileStore } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { VendorId } from '#shared/model/ids';

/** What became of a profile that was removed. */
export interface RemovedProfile {
  readonly id: VendorId;
  /** Where its file is now. */
  readonly place: string;
  /** Whose profile set-ups of this vendor follow from now on. */
  readonly follows: 'nothing' | 'built-in';
}

/**
 * Takes where profiles are kept, a vendor and whether the program's own profile may take the place again; takes the administrator's own
 * profile out of use, one that cannot be read too. Its file stays beside its place. Raises `not_found` (noOwnProfile), `conflict`
 * (builtInComesBack) and what the store raises.
 */
export async function removeOwnProfile(
  profiles: ProfileStore,
  { vendor, restoreBuiltIn }: { readonly vendor: VendorId; readonly restoreBuiltIn: boolean },
): Promise<RemovedProfile> {
  const entries = (await profiles.list()).filter(({ id }) => id === vendor);
  if (!entries.some(({ source }) => source === 'administrator')) {
    throw new CoreError('not_found', `Your own folder has no profile "${vendor}".`, {
      reason: 'noOwnProfile',
      nextStep: 'Only profiles of your own are removed; the built-in ones come with the program.',
    });
  }
  const isBuiltIn = entries.some(({ source }) => source === 'built-in');
  if (isBuiltIn && !restoreBuiltIn) {
    throw new CoreError('conflict', `Without your own profile "${vendor}" the program’s comes back.`, {
      reason: 'builtInComesBack',
      nextStep:
        'Compare the two: hosts, fields and roles may differ. Then say that the program’s may take the place again (command line: --yes).',
    });
  }
  const { place } = await profiles.remove(vendor);
  return { id: vendor, place, follows: isBuiltIn ? 'built-in' : 'nothing' };
}
