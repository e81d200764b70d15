import type { ProfileEntry, ProfileStore } from '#core/ports';
import { checkProfile } from '#core/profiles/check-profile';
import {
  type CuratedFacts,
  profileSchemaVersion,
  type VendorFacts,
  type VendorProfile,
} from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import type { VendorId } from '#shared/model/ids';
import { parseProfileText } from './facts-source.ts';

/** Where a profile went, and whose place it takes. */
export interface KeptProfile {
  readonly id: VendorId;
  readonly place: string;
  readonly tookPlaceOf: 'nothing' | 'built-in' | 'administrator';
}

const fileText = (profile: VendorProfile): string => `${JSON.stringify(profile, null, 2)}\n`;

function parsed(text: string): VendorProfile {
  const { file, faults } = checkProfile(parseProfileText(text));
  if (file !== null) return file;
  const [first] = faults;
  const place = first === undefined || first.path === '' ? '' : `${first.path}: `;
  throw new CoreError(
    'bad_request',
    `The profile cannot be used, so it is not kept: ${place}${first?.message ?? ''}.`,
    {
      reason: 'invalidProfile',
      nextStep: 'Mend it and try again.',
    },
  );
}

const isEmpty = ({ applicationTemplateIds, synchronizationTemplateId, ...lists }: CuratedFacts): boolean =>
  Object.keys(applicationTemplateIds).length === 0 &&
  synchronizationTemplateId === null &&
  Object.values(lists).every((list) => Array.isArray(list) && list.length === 0);

const doubtsOf = (facts: VendorFacts | null): string =>
  JSON.stringify((facts?.importWarnings ?? []).map(({ code, message }) => [code, message]));

/**
 * Takes a profile made of an article and the one whose place it takes; gives it with what a person had added to that one. Corrections
 * answer slips of one text: they stay only where the new text has the same doubts. Pure.
 */
export function withKeptCuration(profile: VendorProfile, before: VendorProfile | null): VendorProfile {
  if (before === null || profile.imported === null || !isEmpty(profile.curated)) return profile;
  const { facts: _facts, corrections, ...others } = before.curated;
  const same = doubtsOf(profile.imported) === doubtsOf(before.imported);
  return { ...profile, curated: { ...others, corrections: same ? corrections : [] } };
}

const exists = (id: string, source: ProfileEntry['source']): CoreError =>
  new CoreError(
    'conflict',
    source === 'built-in'
      ? `The program has a profile "${id}" of its own.`
      : `Your own folder has a profile "${id}" already.`,
    {
      reason: 'profileExists',
      nextStep:
        'Compare the two first; then say that this one is to take its place (command line: --yes), or give it another id.',
    },
  );

/**
 * Takes where profiles are kept, the text of a profile and whether it may take another's place; keeps it in the administrator's own
 * folder. Raises `bad_request` (profileNotJson, invalidProfile), `conflict` (profileExists) and what the store raises.
 */
export async function keepProfile(
  profiles: ProfileStore,
  { text, replace }: { readonly text: string; readonly replace: boolean },
): Promise<KeptProfile> {
  const profile = parsed(text);
  const entries = (await profiles.list()).filter(({ id }) => id === profile.id);
  const there = entries.find(({ source }) => source === 'administrator') ?? entries[0];
  if (there !== undefined && !replace) throw exists(profile.id, there.source);
  const before = there === undefined || there.fault !== undefined ? null : checkProfile(there.content).file;
  const { place } = await profiles.keep({ id: profile.id, text: fileText(withKeptCuration(profile, before)) });
  return { id: profile.id, place, tookPlaceOf: there?.source ?? 'nothing' };
}

/**
 * Takes where profiles are kept and a vendor; writes the administrator's own profile of it anew in the present format. Raises `not_found`
 * (noOwnProfile), `bad_request` (invalidProfile), `conflict` (profileUpToDate) and what the store raises.
 */
export async function upgradeOwnProfile(profiles: ProfileStore, vendor: VendorId) {
  const entry = (await profiles.list()).find(({ id, source }) => id === vendor && source === 'administrator');
  if (entry === undefined) {
    throw new CoreError('not_found', `Your own folder has no profile "${vendor}".`, {
      reason: 'noOwnProfile',
      nextStep: 'Only profiles of your own are written anew; the built-in ones come with the program.',
    });
  }
  const { file, from, faults } = checkProfile(entry.content);
  if (entry.fault !== undefined || file === null || from === null) {
    const why = entry.fault ?? `${faults[0]?.path ?? ''} ${faults[0]?.message ?? 'not a vendor profile'}`.trim();
    throw new CoreError('bad_request', `The profile "${vendor}" cannot be used: ${why}.`, {
      reason: 'invalidProfile',
      nextStep: `Mend ${entry.place ?? 'the file'} first.`,
    });
  }
  if (from === profileSchemaVersion) {
    throw new CoreError('conflict', `The profile "${vendor}" is in the present format already.`, {
      reason: 'profileUpToDate',
    });
  }
  const { place } = await profiles.keep({ id: file.id, text: fileText(file) });
  return { id: file.id, from, to: profileSchemaVersion, place };
}
