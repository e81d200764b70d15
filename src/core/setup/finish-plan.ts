import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import { PlanId, type ServicePrincipalId } from '#shared/model/ids';
import { Plan } from '#shared/model/plan';
import { isWrite } from './plan/decisions.ts';

/** A plan without what identifies it. */
export type PlanContent = Omit<Plan, 'id' | 'hash' | 'writes' | 'servicePrincipalId'> & {
  readonly servicePrincipalId: ServicePrincipalId | null;
};

/** Takes the content of a plan, a fingerprint of what it was computed from, and an id; gives the plan with the hash of both. */
export async function finishPlan(content: PlanContent, basis: string, id: string): Promise<Plan> {
  const writes = content.steps.filter(isWrite).length;
  const hash = await sha256(canonicalJson({ ...content, basis, writes }));
  return Plan.parse({ ...content, id: PlanId.parse(`plan_${id}`), hash, writes });
}
