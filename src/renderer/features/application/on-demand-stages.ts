import type { ProvisioningStepView } from '#shared/model/job';

/** The four stages that a person goes through. Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand */
export const stages = ['import', 'scope', 'match', 'action'] as const;
export type Stage = (typeof stages)[number];

const stageOf: Readonly<Record<string, Stage>> = {
  import: 'import',
  scoping: 'scope',
  matching: 'match',
  processing: 'action',
  referenceresolution: 'action',
  export: 'action',
};

const worst: readonly string[] = ['failure', 'warning', 'skipped', 'success'];

/** A stage with how it ended; null = the person never came to it. */
export interface StageResult {
  readonly stage: Stage;
  readonly status: string | null;
  readonly description: string | null;
}

/** Takes the steps that the service told; gives the four stages in their order, each with the worst of its steps. Pure. */
export function stageResults(steps: readonly ProvisioningStepView[]): readonly StageResult[] {
  return stages.map((stage) => {
    const own = steps.filter(({ type }) => stageOf[type.toLowerCase()] === stage);
    const ranked = own.toSorted((one, other) => rank(one.status) - rank(other.status));
    return { stage, status: ranked[0]?.status ?? null, description: ranked[0]?.description ?? null };
  });
}

const rank = (status: string): number => {
  const place = worst.indexOf(status.toLowerCase());
  return place === -1 ? 0 : place;
};
