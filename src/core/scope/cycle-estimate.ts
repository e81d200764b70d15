/** Minutes that an initial cycle takes for each person, group and member in scope, at least and at most. */
const minutesEach = { least: 0.01, most: 0.08 } as const;

/** How long an initial cycle takes, in minutes. */
export interface CycleEstimate {
  readonly minMinutes: number;
  readonly maxMinutes: number;
}

/**
 * Takes how many people, groups and members are in scope; gives how long an initial cycle takes. The formula is published for
 * assigned people and groups. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-when-will-provisioning-finish-specific-user
 */
export const initialCycleEstimate = (objects: number): CycleEstimate => ({
  minMinutes: Math.round(objects * minutesEach.least * 100) / 100,
  maxMinutes: Math.round(objects * minutesEach.most * 100) / 100,
});

/** Takes a threshold and how many accounts a cycle would disable or delete; says whether the service holds them back: 500 lets 499 through. Pure. Source: learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions */
export const isHeld = (
  threshold: { readonly enabled: boolean; readonly value: number | null },
  count: number,
): boolean => threshold.enabled && threshold.value !== null && count >= threshold.value;
