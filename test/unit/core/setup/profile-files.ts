import { readFileSync } from 'node:fs';
import type { ProfileSource } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';

const ids = ['airstack', 'askspoke', 'atea', 'cloud-academy-sso', 'schoolstream-asa', 'scim'];

/** The profiles that the product ships. */
export const shippedProfiles: ProfileSource = {
  list: async () =>
    ids.map((id) => ({
      id,
      source: 'built-in' as const,
      content: JSON.parse(readFileSync(`assets/profiles/${id}/profile.json`, 'utf8')) as unknown,
    })),
};

/** One shipped profile. */
export const shippedProfile = async (id: string): Promise<EffectiveProfile> =>
  (await findProfile(shippedProfiles, id)).profile;
