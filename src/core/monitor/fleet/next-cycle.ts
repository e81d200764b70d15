import { addDuration } from '#core/monitor/secret-care/add-duration';
import type { NextCycle } from '#shared/model/fleet';
import type { JobView } from '#shared/model/job';

type Scheduled = Pick<JobView, 'health' | 'lastCycle' | 'interval' | 'quarantine'>;

const unknown: NextCycle = { kind: 'unknown', at: null };

/**
 * Takes a job and the time in milliseconds; gives when its next cycle begins, as far as the service lets anybody tell: it names
 * no time but that of the next attempt during a quarantine. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export function nextCycleOf({ health, lastCycle, interval, quarantine }: Scheduled, now: number): NextCycle {
  if (health === 'off' || health === 'notConfigured') return { kind: 'off', at: null };
  if (health === 'unknown') return unknown;
  if (health === 'quarantine') {
    const at = quarantine?.nextAttempt ?? null;
    return at === null ? unknown : { kind: 'retry', at };
  }
  const ended = lastCycle?.ended ?? null;
  if (ended === null) return health === 'initialCycle' ? { kind: 'first', at: null } : unknown;
  const at = interval === null ? null : addDuration(ended, interval);
  if (at === null) return unknown;
  return { kind: Date.parse(at) <= now ? 'due' : 'about', at };
}
