import type { ProfileEntry, ProfileSource } from '#core/ports';
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
  /** Where the file is; null where the source does not say. */
  readonly place: string | null;
}

export interface LoadedProfiles {
  /** By display name; an administrator's own profile takes the place of a built-in one with the same id, even where it cannot be used. */
  readonly profiles: readonly LoadedProfile[];
  readonly faults: readonly ProfileFault[];
}

const overriding = (own: LoadedProfile, builtIn: LoadedProfile): LoadedProfile => ({
  ...own,
  profile: { ...own.profile, override: overrideOf(builtIn.profile, own.profile) },
});

/** Takes one entry; gives its profile, or why it cannot be used, in one sentence. */
export function readEntry({ id, source, content, fault }: ProfileEntry): LoadedProfile | string {
  if (fault !== undefined) return fault;
  const { file, faults } = checkProfile(content);
  if (file === null) {
    const [first] = faults;
    const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
    return `${where}${first?.message ?? 'not a vendor profile'}`;
  }
  if (file.id !== id) return `the folder is called ${id}, the profile ${file.id}`;
  return { profile: effectiveProfile(file), file, source };
}

/** Takes where profiles are kept; gives those that are valid and the faults of the others. Raises what the source raises. */
export async function loadProfiles(source: ProfileSource): Promise<LoadedProfiles> {
  const builtIn = new Map<string, LoadedProfile>();
  const administrator = new Map<string, LoadedProfile>();
  const faults: ProfileFault[] = [];
  for (const entry of await source.list()) {
    const read = readEntry(entry);
    const { id, place = null } = entry;
    if (typeof read === 'string') faults.push({ id, source: entry.source, message: read, place });
    else (entry.source === 'built-in' ? builtIn : administrator).set(id, read);
  }
  const chosen = new Map([...builtIn, ...administrator]);
  for (const [id, own] of administrator) {
    const replaced = builtIn.get(id);
    if (replaced !== undefined) chosen.set(id, overriding(own, replaced));
  }
  // Falling back on the built-in profile would send secrets where the administrator did not want them.
  for (const fault of faults) if (fault.source === 'administrator') chosen.delete(fault.id);
  const profiles = [...chosen.values()].sort((a, b) =>
    a.profile.displayName.localeCompare(b.profile.displayName, 'en'),
  );
  return { profiles, faults };
}

const unusable = ({ id, message, place }: ProfileFault): CoreError =>
  new CoreError('bad_request', `The vendor profile "${id}" cannot be used: ${message}.`, {
    reason: 'invalidProfile',
    nextStep: `Mend ${place ?? 'the profile file'}, or remove it from the administrator folder. Other vendors are not touched by it.`,
  });

/** Takes where profiles are kept and an id; gives that profile. Raises `not_found` naming what there is, or `bad_request` for a faulty file, with its place. */
export async function findProfile(source: ProfileSource, vendorId: string): Promise<LoadedProfile> {
  const { profiles, faults } = await loadProfiles(source);
  const found = profiles.find((entry) => entry.profile.id === vendorId);
  if (found !== undefined) return found;
  const fault =
    faults.find((entry) => entry.id === vendorId && entry.source === 'administrator') ??
    faults.find((entry) => entry.id === vendorId);
  if (fault !== undefined) throw unusable(fault);
  throw new CoreError('not_found', `There is no vendor profile "${vendorId}".`, {
    reason: 'unknownVendor',
    nextStep: `Known here: ${profiles.map((entry) => entry.profile.id).join(', ')}.`,
  });
}
