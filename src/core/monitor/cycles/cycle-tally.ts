import type { ArchivedRow } from '#core/archive/archived-row';
import type { Ticks } from '#core/archive/ticks';
import type { CycleCounts } from '#shared/model/cycle';

/** How many rows of a cycle have one action and one status. */
export interface ResultCount {
  readonly action: string;
  readonly status: string;
  readonly count: number;
}

/** One cycle as its rows tell it: from the first to the last of them. */
export interface CycleTally {
  readonly id: string;
  readonly began: Ticks;
  readonly ended: Ticks;
  readonly counts: readonly ResultCount[];
}

/** Cycles, newest first by their last row, and rows that name none. */
export interface CycleTallies {
  readonly cycles: readonly CycleTally[];
  readonly withoutCycle: number;
}

interface Growing {
  began: Ticks;
  ended: Ticks;
  readonly counts: Map<string, { action: string; status: string; count: number }>;
}

/** Takes rows in any order; gives the cycles they belong to. A row belongs to the cycle whose id it has. Pure. */
export function tallyRows(rows: readonly ArchivedRow[]): CycleTallies {
  const cycles = new Map<string, Growing>();
  let withoutCycle = 0;
  for (const { cycleId, at, action, status } of rows) {
    if (cycleId === '') {
      withoutCycle += 1;
      continue;
    }
    const cycle = cycles.get(cycleId) ?? { began: at, ended: at, counts: new Map() };
    cycles.set(cycleId, cycle);
    cycle.began = Math.min(cycle.began, at);
    cycle.ended = Math.max(cycle.ended, at);
    const name = `${action}\n${status}`;
    const counted = cycle.counts.get(name) ?? { action, status, count: 0 };
    counted.count += 1;
    cycle.counts.set(name, counted);
  }
  const tallies = [...cycles].map(([id, { began, ended, counts }]) => ({
    id,
    began,
    ended,
    counts: [...counts.values()],
  }));
  return { cycles: tallies.sort((one, other) => other.ended - one.ended), withoutCycle };
}

const successes: Readonly<Record<string, 'created' | 'updated' | 'disabled' | 'deleted'>> = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  delete: 'deleted',
};

function resultOf({ action, status }: ResultCount): Exclude<keyof CycleCounts, 'other'> | null {
  const [did, ended] = [action.toLowerCase(), status.toLowerCase()];
  if (ended === 'failure') return 'failed';
  if (ended === 'skipped') return 'skipped';
  return ended === 'success' && Object.hasOwn(successes, did) ? (successes[did] ?? null) : null;
}

/**
 * Takes how many rows have which action and status; gives them as they are counted. Whoever was held back (`stagedDelete`),
 * warnings and what is not documented stay by their own names, most frequent first. Pure.
 * Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export function cycleCountsOf(counts: readonly ResultCount[]): CycleCounts {
  const sums = { created: 0, updated: 0, disabled: 0, deleted: 0, failed: 0, skipped: 0 };
  const other: ResultCount[] = [];
  for (const one of counts) {
    const result = resultOf(one);
    if (result === null) other.push({ action: one.action, status: one.status, count: one.count });
    else sums[result] += one.count;
  }
  return { ...sums, other: other.sort((one, another) => another.count - one.count) };
}

/** Takes counts; gives how many rows they are. Pure. */
export const rowsOf = (counts: readonly ResultCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);
