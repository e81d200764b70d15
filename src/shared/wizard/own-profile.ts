import type { Plan } from '#shared/model/plan';
import type { VendorGuide } from '#shared/model/vendor-guide';
import type { WizardAnswers } from '#shared/model/wizard';

/**
 * Takes a guide and the answers; says whether a person still has to read how an own profile differs from the built-in one in host, fields
 * and roles. What was agreed to counts only as long as the profile says the same. Pure.
 */
export function mustAcknowledge({ overrides }: VendorGuide, { acknowledged }: WizardAnswers): boolean {
  if (overrides === null || overrides.length === 0) return false;
  const agreed = acknowledged ?? [];
  return agreed.length !== overrides.length || overrides.some((difference, at) => agreed[at] !== difference);
}

/**
 * Takes a plan; gives how an own profile differs from the built-in one where a person has to read it before the plan is carried out: it is
 * the first use, or secrets are sent by it. A mapping that is edited later, for example, sends none. Pure.
 */
export function differencesToRead({ warnings, servicePrincipalId, secrets }: Plan): readonly string[] {
  const isUse = servicePrincipalId === null || secrets.some(({ bound, needed }) => bound || needed);
  return isUse ? warnings.flatMap(({ code, message }) => (code === 'ownProfileDiffers' ? [message] : [])) : [];
}
