import { drawOf } from '#emulator/faults/random';
import type { TenantState } from '#emulator/state';
import { type Resource, valueAt } from './odata/evaluate-filter.ts';

const day = 86_400_000;

/** When the rows of a log can be seen. */
export interface LogVisibility {
  /** Milliseconds of the tenant's clock. */
  readonly now: number;
  readonly retentionDays: number;
  /** Rows appear up to so many milliseconds after they were written. */
  readonly longestDelayMs: number;
  /** Which row is how late follows from this and from the row. */
  readonly seed: number;
}

/**
 * Days that rows of the logs are kept: 30 with a premium licence, else 7; a seed may say that the licence is too new.
 * Source: learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention
 */
export function logRetentionDays(state: Pick<TenantState, 'premium' | 'logRetentionDays'>): 7 | 30 {
  return state.logRetentionDays ?? (state.premium ? 30 : 7);
}

/** True for a row that has arrived and is not too old. Takes a row of the provisioning log or of the directory audits. */
export function isLogRowVisible(row: Resource, visibility: LogVisibility): boolean {
  const { now, retentionDays, longestDelayMs, seed } = visibility;
  const written = Date.parse(String(row.activityDateTime));
  if (written < now - retentionDays * day) return false;
  // Whatever is older than the longest delay has arrived, so nothing needs to be drawn for it.
  if (longestDelayMs === 0 || written <= now - longestDelayMs) return true;
  return written + drawOf(seed, 'late row', ...identityOf(row)) * longestDelayMs <= now;
}

/** What tells rows apart by what is the same in every run of one seed; their ids are made by chance. */
function identityOf(row: Resource): string[] {
  const paths = ['servicePrincipal/displayName', 'sourceIdentity/id', 'provisioningAction', 'activityDateTime'];
  return paths.map((path) => String(valueAt(row, path) ?? ''));
}
