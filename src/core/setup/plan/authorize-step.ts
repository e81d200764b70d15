import type { SynchronizationTemplate } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { PlanStep } from '#shared/model/plan';
import { planStep, stepIds } from './decisions.ts';

/** Takes the synchronization template; says whether it says itself that it uses OAuth. Pure. */
export const saysOAuth = (template: SynchronizationTemplate | null): boolean =>
  template?.metadata?.find((entry) => entry.key.toLowerCase() === 'isoauthenabled')?.value?.toLowerCase() === 'true';

/**
 * Takes a profile and the synchronization template; says whether a person authorizes the connection at the vendor's sign-in.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationmetadataentry (IsOAuthEnabled)
 */
export function isOAuth(profile: EffectiveProfile, template: SynchronizationTemplate | null): boolean {
  if (profile.connection.interactiveAuthorization) return true;
  const hasSecretField = profile.connection.fields.some((field) => field.secret);
  return !hasSecretField && saysOAuth(template);
}

/** Takes a profile; gives the exact words for the person who authorizes. Pure. */
export const authorizeWords = (profile: EffectiveProfile): string =>
  `Open the link, choose Provisioning (Admin Credentials), press Authorize, sign in to ${profile.displayName} with an account that has admin permissions, accept, press Test Connection, then Save.`;

/** Takes a profile; gives the step in which a person authorizes. Pure. */
export const authorizeStep = (profile: EffectiveProfile): PlanStep =>
  planStep({
    id: stepIds.authorize,
    title: `Authorize at ${profile.displayName} in the admin center`,
    reason: 'The vendor only trusts a sign-in of one of its administrators, and its answer goes to the admin center.',
    action: 'handOff',
    consequence: authorizeWords(profile),
  });
