import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { PlanStep, Warning } from '#shared/model/plan';

/** What an impact that was computed before adds to a plan. */
export interface PlannedImpact {
  /** Accounts that the change disables or deletes. */
  readonly deprovisioned: number;
  readonly warnings: readonly Warning[];
}

/** Impacts by id. Raises `plan_stale` for one that is unknown or was computed for another change. */
export interface KnownImpacts {
  impactOf(id: string, configuration: ProvisioningConfiguration): PlannedImpact;
}

/** Takes steps and what is known about their impact; gives them with the number of people that has to be confirmed; nobody to remove = nothing to confirm. Pure. */
export function withImpact(steps: readonly PlanStep[], impact: PlannedImpact | null): readonly PlanStep[] {
  if (impact === null) return steps;
  return steps.map((step) => {
    const { confirmation, ...rest } = step;
    if (confirmation?.kind !== 'deprovisions' || confirmation.count !== null) return step;
    return impact.deprovisioned === 0
      ? rest
      : { ...rest, confirmation: { kind: 'deprovisions', count: impact.deprovisioned } };
  });
}
