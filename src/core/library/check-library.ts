import { z } from 'zod';
import type { ProfileSource } from '#core/ports';
import { checkProfile } from '#core/profiles/check-profile';
import { loadProfiles } from '#core/profiles/load-profiles';
import { profileSchemaVersion } from '#core/profiles/profile-schema';
import type { CheckedProfile } from '#shared/contract/library';
import { parseProfileText } from './facts-source.ts';

const WithId = z.looseObject({ id: z.string() });

const statedId = (content: unknown): string => {
  const parsed = WithId.safeParse(content);
  return parsed.success ? parsed.data.id.slice(0, 120) : '';
};

interface Checked {
  readonly id: string;
  readonly source: CheckedProfile['source'];
  readonly fault?: string | undefined;
  readonly place?: string | undefined;
}

/** Takes the content of a profile file and where it stands; gives what is wrong with it. Pure. */
export function checkedOf(content: unknown, { id, source, fault, place }: Checked): CheckedProfile {
  const { file, from, faults, doubts } =
    fault === undefined
      ? checkProfile(content)
      : { file: null, from: null, faults: [{ path: '', message: fault }], doubts: [] };
  const wrongFolder =
    file !== null && source !== 'given' && file.id !== id
      ? [{ path: 'id', message: `the folder is called ${id}, the profile ${file.id}` }]
      : [];
  const facts = file?.imported ?? file?.curated.facts;
  return {
    id,
    displayName: facts?.displayName ?? null,
    source,
    usable: file !== null && wrongFolder.length === 0,
    place: place ?? null,
    documentDate: facts?.provenance.documentDate ?? null,
    upgradable: file !== null && from !== null && from < profileSchemaVersion,
    writtenIn: from,
    faults: [...faults, ...wrongFolder],
    doubts: [...doubts],
    replaces: null,
  };
}

/** Takes the text of one profile file; gives what is wrong with it. Raises `bad_request` (reason profileNotJson). */
export function checkText(text: string): CheckedProfile {
  const content = parseProfileText(text);
  return checkedOf(content, { id: statedId(content), source: 'given' });
}

/** Takes where profiles are kept; gives what is wrong with each of them, and what an own one replaces. Raises what the source raises. */
export async function checkLibrary(profiles: ProfileSource): Promise<CheckedProfile[]> {
  const [entries, { profiles: loaded }] = await Promise.all([profiles.list(), loadProfiles(profiles)]);
  return entries.map((entry) => {
    const own = entry.source === 'administrator' ? loaded.find(({ profile }) => profile.id === entry.id) : undefined;
    const replaces = own?.profile.override?.differences ?? null;
    return { ...checkedOf(entry.content, entry), replaces: replaces === null ? null : [...replaces] };
  });
}
