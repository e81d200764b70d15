import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import type { ProfileOverride } from './override.ts';
import type { CuratedFacts, VendorFacts, VendorProfile } from './profile-schema.ts';

/** A profile as the rest of core uses it: the article's facts with what a person added laid over them. */
export interface EffectiveProfile extends VendorFacts {
  readonly id: VendorProfile['id'];
  /** How long an old token works after a new one was made, ISO 8601; null: not stated. */
  readonly tokenOverlap: string | null;
  readonly synchronizationTemplateId: string | null;
  readonly applicationTemplateIds: CuratedFacts['applicationTemplateIds'];
  readonly neededOnEveryAccount: CuratedFacts['neededOnEveryAccount'];
  readonly corrections: CuratedFacts['corrections'];
  /** Set on an administrator's own profile that takes the place of a built-in one. */
  readonly override: ProfileOverride | null;
  /** What to check when the connection test fails: the article's advice first. */
  readonly connectionChecks: readonly string[];
}

/** Takes a parsed profile file; gives its effective view. Raises `bad_request` when it states no facts at all. */
export function effectiveProfile(profile: VendorProfile): EffectiveProfile {
  const facts = profile.imported ?? profile.curated.facts;
  if (facts === undefined) throw new CoreError('bad_request', `The vendor profile "${profile.id}" states no facts.`);
  const { curated } = profile;
  return {
    ...facts,
    id: profile.id,
    aliases: [...new Set([...facts.aliases, ...curated.aliases])],
    tokenOverlap: facts.connection.tokenOverlap,
    synchronizationTemplateId: curated.synchronizationTemplateId,
    applicationTemplateIds: curated.applicationTemplateIds,
    neededOnEveryAccount: curated.neededOnEveryAccount,
    corrections: curated.corrections,
    override: null,
    connectionChecks: [...facts.troubleshooting, ...curated.connectionChecks.map((check) => check.text)],
  };
}

/**
 * Takes a profile and a cloud; gives the id of its application template there where Microsoft publishes one, else null.
 * A custom cloud takes the Global id, since a demo tenant copies the Global gallery.
 */
export function publishedTemplateId(profile: EffectiveProfile, cloud: Cloud): string | null {
  const key = cloud.builtIn ? cloud.name : 'Global';
  return profile.applicationTemplateIds[key] ?? null;
}
