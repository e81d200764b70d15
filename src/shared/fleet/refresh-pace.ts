/** How often the fleet is read again, in milliseconds; the first is taken for small fleets, the second for large ones. */
export const usualPaceMs = { small: 60_000, large: 300_000 } as const;

/** Applications from which on a fleet is large: reading it takes more than some ten requests. */
const largeFrom = 100;

/** Nobody looks, and somebody wants to be told all the same: then this is often enough. */
const unseenPaceMs = 300_000;

const longestPaceMs = 3_600_000;

/** What decides when the fleet is read again. */
export interface Pace {
  /** Applications that provision people. */
  readonly applications: number;
  /** Milliseconds that a person chose; null = what is usual. */
  readonly chosenMs: number | null;
  /** How many readings failed in a row. */
  readonly failures: number;
  /** What the service asked to wait with its last refusal, in milliseconds. */
  readonly retryAfterMs: number;
  /** True where nobody sees the board. */
  readonly hidden: boolean;
}

/**
 * Takes the pace; gives the milliseconds until the fleet is read again: each failure in a row doubles them, up to an hour, and what
 * the service asked for is the least. Pure.
 */
export function nextReadingMs({ applications, chosenMs, failures, retryAfterMs, hidden }: Pace): number {
  const usual = chosenMs ?? (applications >= largeFrom ? usualPaceMs.large : usualPaceMs.small);
  const seen = hidden ? Math.max(usual, unseenPaceMs) : usual;
  const backedOff = Math.min(seen * 2 ** Math.min(failures, 10), Math.max(seen, longestPaceMs));
  return Math.max(backedOff, retryAfterMs);
}
