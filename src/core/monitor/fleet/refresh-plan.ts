import type { Listed } from './fleet-row.ts';
import { sliceSize } from './slice-reader.ts';

/** HTTP requests that a refresh may take where up to 500 applications provision; a batch counts once. */
export const refreshBudget = 60;

/** What a refresh knows once the tenant's list has been read again. */
export interface Situation {
  /** Applications with a job, which are all read again. */
  readonly provisioning: number;
  /** Requests that the list took. */
  readonly listRequests: number;
  /** Applications that were never looked at. */
  readonly fresh: readonly Listed[];
  /** Those that had no job when they were looked at, the longest ago first. */
  readonly idle: readonly Listed[];
}

/**
 * Takes the situation; gives which further applications are looked at with what is left of the budget, new ones first, and how many
 * new ones wait for the next refresh. At least one slice is, however many provision. Pure.
 */
export function refreshPlan({ provisioning, listRequests, fresh, idle }: Situation): {
  readonly look: readonly Listed[];
  readonly waiting: number;
} {
  const slices = Math.ceil(provisioning / sliceSize);
  // Jobs and settings of those known, and the settings of what is found.
  const left = refreshBudget - listRequests - 2 * slices - 1;
  const room = slices * sliceSize - provisioning + Math.max(1, left) * sliceSize;
  const looked = fresh.slice(0, room);
  return { look: [...looked, ...idle.slice(0, room - looked.length)], waiting: fresh.length - looked.length };
}
