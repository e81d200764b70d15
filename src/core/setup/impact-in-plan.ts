import type { CallContext } from '#core/rpc/dispatch';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { PlanStep, Warning } from '#shared/model/plan';

/** What an impact adds to a plan. */
export interface PlannedImpact {
  /** Accounts that the change disables or deletes; null = it cannot be told. */
  readonly deprovisioned: number | null;
  readonly warnings: readonly Warning[];
}

/** Impacts by id, and those that nobody asked for yet. */
export interface KnownImpacts {
  /** Raises `plan_stale` for one that is unknown or was computed for another change. */
  impactOf(id: string, configuration: ProvisioningConfiguration): PlannedImpact;
  /** Reads the directory; null = the permissions are missing for it. Raises what Graph raises. */
  count(
    change: { readonly configuration: ProvisioningConfiguration; readonly servicePrincipalId: string },
    context: CallContext,
  ): Promise<PlannedImpact | null>;
}

const asksForNumber = ({ confirmation }: PlanStep): boolean =>
  confirmation?.kind === 'deprovisions' && confirmation.count === null;

/**
 * Takes the steps of a plan for which no impact was computed before; gives the impact where people may lose their accounts by
 * it, so that whoever confirms sees and types their number. Raises what counting raises.
 */
export async function impactOfSteps(
  impacts: KnownImpacts,
  plan: {
    readonly steps: readonly PlanStep[];
    readonly configuration: ProvisioningConfiguration;
    readonly servicePrincipalId: string | null;
  },
  context: CallContext,
): Promise<PlannedImpact | null> {
  const { steps, configuration, servicePrincipalId } = plan;
  if (servicePrincipalId === null || !steps.some(asksForNumber)) return null;
  return impacts.count({ configuration, servicePrincipalId }, context);
}

/** Takes steps and what is known about their impact; gives them with the number of people that has to be confirmed; nobody to remove = nothing to confirm. Pure. */
export function withImpact(steps: readonly PlanStep[], impact: PlannedImpact | null): readonly PlanStep[] {
  if (impact === null || impact.deprovisioned === null) return steps;
  const count = impact.deprovisioned;
  return steps.map((step) => {
    if (!asksForNumber(step)) return step;
    const { confirmation: _asked, ...rest } = step;
    return count === 0 ? rest : { ...rest, confirmation: { kind: 'deprovisions', count } };
  });
}
