import type { ProfileSource } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { checkProfile } from './check-profile.ts';
import { type EffectiveProfile, effectiveProfile } from './effective-profile.ts';
import { overrideOf } from './override.ts';
import type { VendorProfile } from './profile-schema.ts';

/** A profile that was read, with the folder kind it came from. */
export interface LoadedProfile {
  readonly profile: EffectiveProfile;
  readonly file: VendorProfile;
  readonly source: 'built-in' | 'administrator';
}

/** A profile file that cannot be used, and why. */
export interface ProfileFault {
  readonly id: string;
  readonly source: 'built-in' | 'administrator';
  readonly message: string;
}

export interface LoadedProfiles {
  /** By display name; an administrator's own profile takes the place of a built-in one with the same id. */
  readonly profiles: readonly LoadedProfile[];
  readonly faults: readonly ProfileFault[];
}

const overriding = (own: LoadedProfile, builtIn: LoadedProfile): LoadedProfile => ({
  ...own,
  profile: { ...own.profile, override: overrideOf(builtIn.profile, own.profile) },
});

/** Takes where profiles are kept; gives those that are valid and the faults of the others. Raises what the source raises. */
export async function loadProfiles(source: ProfileSource): Promise<LoadedProfiles> {
  const builtIn = new Map<string, LoadedProfile>();
  const administrator = new Map<string, LoadedProfile>();
  const faults: ProfileFault[] = [];
  for (const entry of await source.list()) {
    const { file, faults: own } = checkProfile(entry.content);
    if (file === null) {
      const [first] = own;
      const place = first === undefined || first.path === '' ? '' : `${first.path}: `;
      faults.push({
        id: entry.id,
        source: entry.source,
        message: `${place}${first?.message ?? 'not a vendor profile'}`,
      });
      continue;
    }
    if (file.id !== entry.id) {
      faults.push({
        id: entry.id,
        source: entry.source,
        message: `the folder is called ${entry.id}, the profile ${file.id}`,
      });
      continue;
    }
    const read = { profile: effectiveProfile(file), file, source: entry.source };
    (entry.source === 'built-in' ? builtIn : administrator).set(file.id, read);
  }
  const chosen = new Map([...builtIn, ...administrator]);
  for (const [id, own] of administrator) {
    const replaced = builtIn.get(id);
    if (replaced !== undefined) chosen.set(id, overriding(own, replaced));
  }
  const profiles = [...chosen.values()].sort((a, b) =>
    a.profile.displayName.localeCompare(b.profile.displayName, 'en'),
  );
  return { profiles, faults };
}

/** Takes where profiles are kept and an id; gives that profile. Raises `not_found` naming what there is, or `bad_request` for a faulty file. */
export async function findProfile(source: ProfileSource, vendorId: string): Promise<LoadedProfile> {
  const { profiles, faults } = await loadProfiles(source);
  const found = profiles.find((entry) => entry.profile.id === vendorId);
  if (found !== undefined) return found;
  const fault = faults.find((entry) => entry.id === vendorId);
  if (fault !== undefined) {
    throw new CoreError('bad_request', `The vendor profile "${vendorId}" cannot be used: ${fault.message}.`, {
      reason: 'invalidProfile',
      nextStep: 'Mend the profile file, or remove it from the administrator folder.',
    });
  }
  throw new CoreError('not_found', `There is no vendor profile "${vendorId}".`, {
    reason: 'unknownVendor',
    nextStep: `Known here: ${profiles.map((entry) => entry.profile.id).join(', ')}.`,
  });
}
