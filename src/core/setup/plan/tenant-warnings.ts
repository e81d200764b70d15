import type { SynchronizationTemplate } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { reconcile, type TenantDifference } from '#core/profiles/reconcile';
import type { LiveState } from '#core/setup/live-state';
import type { Warning } from '#shared/model/plan';

const side = (value: string | null): string => value ?? 'nothing';

const words = ({ what, profile, tenant, explanation }: TenantDifference): string =>
  `${what}: the profile says ${side(profile)}, the tenant ${side(tenant)}. ${explanation}`;

/** How many attributes one warning names; the page of the profile lists all. */
const mostNamed = 12;

/** Attributes come by the dozen, so those with the same meaning share a warning. */
function attributeWarnings(differences: readonly TenantDifference[]): readonly Warning[] {
  const explanations = [...new Set(differences.map(({ explanation }) => explanation))];
  return explanations.map((explanation) => {
    const names = differences.filter((one) => one.explanation === explanation).map(({ what }) => what);
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return {
      code: 'profileDiffers',
      message: `Attributes: ${names.slice(0, mostNamed).join(', ')}${more}. ${explanation}`,
    };
  });
}

/**
 * Takes a profile, what is live and the template that is used; gives every point on which the tenant says otherwise than the profile, with
 * what follows from it. The tenant is right in all of them, and the plan goes by it. Pure.
 */
export function tenantWarnings(
  profile: EffectiveProfile,
  state: LiveState,
  template: SynchronizationTemplate | null,
): readonly Warning[] {
  // Without its template the application was named by its id: that it is in no gallery is no news then.
  const gallery = state.template === null ? [{ id: '', displayName: profile.displayName }] : [state.template];
  const differences = reconcile(profile, { gallery, template, schema: state.live?.schema ?? null });
  const attributes = differences.filter(({ area }) => area === 'attributes');
  return [
    ...differences
      .filter(({ area }) => area !== 'attributes')
      .map((difference): Warning => ({ code: 'profileDiffers', message: words(difference) })),
    ...attributeWarnings(attributes),
  ];
}
