import { z } from 'zod';
import type { ProvisioningStepView } from '#shared/model/job';

const Evaluation = z.record(z.string(), z.unknown());

interface ScopingRule {
  /** Names of the detail in both documented spellings. */
  readonly names: readonly string[];
  readonly remedy: string;
}

/** In the order in which they have to be mended: a filter does not matter to a person who is not assigned. */
const rules: readonly ScopingRule[] = [
  {
    names: ['IsActive', 'Active in the source system'],
    remedy: 'The account is disabled or deleted in Microsoft Entra ID. Enable it first.',
  },
  {
    names: ['Assigned', 'Assigned to the application'],
    remedy:
      'The person is not assigned to the application. Assign the person, or a group that has the person as a direct member, and try again after a few minutes.',
  },
  {
    names: ['IsEffectivelyEntitledForProvisioning', 'User has the required role'],
    remedy: 'The person has no role that is provisioned. Assign a role of the application other than Default Access.',
  },
];

const filterNames: readonly string[] = ['IsInProvisioningScopeDisplayName', 'Scoping filter evaluation passed'];

const isFalse = (value: string | undefined): boolean => value?.toLowerCase() === 'false';

/** The clauses that the person does not meet, as the service writes them. */
function failedClauses(evaluation: string | undefined): string[] {
  try {
    const parsed = Evaluation.safeParse(JSON.parse(evaluation ?? '{}'));
    return parsed.success
      ? Object.entries(parsed.data).flatMap(([clause, met]) => (met === false ? [clause] : []))
      : [];
  } catch {
    // The clauses only make the sentence longer; without them it still says what to do.
    return [];
  }
}

/**
 * Takes the steps of provisioning on demand; gives what keeps the object out of scope and what to do, or null when nothing does.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand (step 2: determine if user is in scope)
 */
export function scopingRemedyOf(steps: readonly ProvisioningStepView[]): string | null {
  const details = steps.find((step) => step.type === 'scoping')?.details;
  if (details === undefined) return null;
  const rule = rules.find((candidate) => candidate.names.some((name) => isFalse(details[name])));
  if (rule !== undefined) return rule.remedy;
  if (!filterNames.some((name) => isFalse(details[name]))) return null;
  const clauses = failedClauses(details.ScopeEvaluationResult);
  const named = clauses.length === 0 ? '' : ` (${clauses.join('; ')})`;
  return `The scoping filter leaves this person out${named}. Change the filter, or the attributes that it looks at.`;
}
