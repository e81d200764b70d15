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
  /** Failures, references apart, that are too many whatever their share. */
  readonly base: number;
  /** Failures and unresolved references together that are too many. */
  readonly total: number;
}

/** What the service documents. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
export const serviceEscrowThresholds: EscrowThresholds = {
  proportion: 0.4,
  minimumFailures: 5_000,
  base: 40_000,
  total: 60_000,
};

/** From this many people on the service's own thresholds can be reached. */
const largeDirectory = 12_500;

/**
 * The thresholds for a directory of so many people. The service looks at the share only from 5,000 failures on, which a
 * demo tenant of 50 people never has, so there its minimum is scaled down to 10; the share of 40 % is the service's own.
 */
export function escrowThresholdsFor(people: number): EscrowThresholds {
  return people >= largeDirectory ? serviceEscrowThresholds : { ...serviceEscrowThresholds, minimumFailures: 10 };
}

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

/** What the escrows of a job came to at the end of a cycle. */
export interface EscrowCounts {
  /** Objects that this cycle looked at, and those of them that failed. */
  readonly evaluated: number;
  readonly failed: number;
  /** Objects that wait for another attempt. */
  readonly escrowed: number;
  /** Objects with a reference that could not be resolved. */
  readonly unresolved: number;
}

/**
 * Why failures put a job in quarantine.
 * Takes the counts and the thresholds; gives the reason in the service's word, or null.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export function escrowQuarantineReason(counts: EscrowCounts, thresholds: EscrowThresholds): string | null {
  const { evaluated, failed, escrowed, unresolved } = counts;
  if (escrowed > thresholds.base) return 'EncounteredBaseEscrowThreshold';
  if (escrowed + unresolved > thresholds.total) return 'EncounteredTotalEscrowThreshold';
  const isTooMuch = failed >= thresholds.minimumFailures && failed / Math.max(1, evaluated) > thresholds.proportion;
  return isTooMuch ? 'EncounteredEscrowProportionThreshold' : null;
}
