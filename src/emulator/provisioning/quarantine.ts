import type { QuarantineState, StatusError } from './job-runtime.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** After this long in quarantine the service disables the job. */
export const quarantineLimitMs = 28 * day;

/** Time between two cycles of a healthy job; not configurable. */
export const cycleIntervalMs = 40 * 60_000;

/** Shares and counts from which failures put a job in quarantine. */
export interface EscrowThresholds {
  /** Share of evaluated objects that failed. */
  readonly proportion: number;
  /** Failures below which the share is not looked at. */
  readonly minimumFailures: number;
}

/**
 * The service looks at the share only from 5,000 failures on. A demo tenant has 50 people, so its minimum is scaled
 * down to 10; the share of 40 % is the service's own.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export const demoEscrowThresholds: EscrowThresholds = { proportion: 0.4, minimumFailures: 10 };

/**
 * When a quarantined job is tried next: 6, 12 and 24 hours after the first failure, then every 24 hours.
 * Takes the start of the series and now, in milliseconds since 1970; gives a time after now.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export function nextQuarantineAttempt(seriesBegan: number, now: number): number {
  for (const offset of [6 * hour, 12 * hour, day]) {
    if (seriesBegan + offset > now) return seriesBegan + offset;
  }
  const days = Math.floor((now - seriesBegan) / day) + 1;
  return seriesBegan + days * day;
}

/** Why a job is put in quarantine, and when. */
export interface QuarantineCause {
  readonly now: number;
  readonly reason: string;
  readonly error: StatusError | null;
}

/**
 * Puts a job in quarantine, or leaves it there.
 * Takes the quarantine so far (null: none) and the cause; gives the new one, whose series goes on while the reason stays.
 */
export function enterQuarantine(previous: QuarantineState | null, cause: QuarantineCause): QuarantineState {
  const seriesBegan = previous?.seriesBegan ?? cause.now;
  return {
    reason: cause.reason,
    seriesBegan,
    currentBegan: cause.now,
    nextAttempt: nextQuarantineAttempt(seriesBegan, cause.now),
    seriesCount: (previous?.seriesCount ?? 0) + 1,
    error: cause.error,
  };
}

/**
 * True when too large a share of a cycle failed.
 * Takes the counts of the cycle and the thresholds.
 */
export function exceedsEscrowProportion(
  counts: { readonly evaluated: number; readonly failed: number },
  thresholds: EscrowThresholds,
): boolean {
  if (counts.failed < thresholds.minimumFailures || counts.evaluated === 0) return false;
  return counts.failed / counts.evaluated > thresholds.proportion;
}
