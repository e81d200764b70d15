import type { AttentionLevel, FleetRow } from '#shared/model/fleet';
import type { JobView } from '#shared/model/job';

/** What makes a person look, with the reason in words. */
export interface Attention {
  readonly attention: AttentionLevel;
  readonly why: string | null;
}

/** A cycle comes about every 40 minutes; this many milliseconds without one means that something is stuck. */
const silentAfterMs = 6 * 3_600_000;

const nothing: Attention = { attention: 'none', why: null };

function silence(job: JobView, now: number): Attention {
  const ended = Date.parse(job.lastCycle?.ended ?? '');
  if (Number.isNaN(ended) || now - ended < silentAfterMs) return nothing;
  const hours = Math.floor((now - ended) / 3_600_000);
  return { attention: 'look', why: `No cycle has ended for ${hours} hours.` };
}

/** Takes a job, or null where there is none, and the time in milliseconds; gives whether a person has to look, and why. Pure. */
export function attentionOf(job: JobView | null, now: number): Attention {
  if (job === null) return nothing;
  switch (job.health) {
    case 'quarantine':
      return { attention: 'act', why: job.summary };
    case 'errors':
    case 'unknown':
      return { attention: 'look', why: job.summary };
    case 'healthy':
      return silence(job, now);
    case 'initialCycle':
    case 'off':
    case 'notConfigured':
      return nothing;
  }
}

const rank: Readonly<Record<AttentionLevel, number>> = { act: 0, look: 1, none: 2 };

/** Takes two levels; gives less than 0 where the first is more urgent. Pure. */
export const byUrgency = (left: AttentionLevel, right: AttentionLevel): number => rank[left] - rank[right];

/** The service stops a job in quarantine after 28 days; one whose beginning is not known comes last. */
const daysLeft = ({ quarantine }: FleetRow): number => quarantine?.daysLeft ?? 29;

/**
 * Takes two applications; gives their order: what needs attention first, the quarantine with the fewest days left before others, then
 * what runs, then the rest, each by name. Pure.
 */
export function byAttention(left: FleetRow, right: FleetRow): number {
  const levels = byUrgency(left.attention, right.attention) || daysLeft(left) - daysLeft(right);
  if (levels !== 0) return levels;
  const running = Number(right.jobId !== null) - Number(left.jobId !== null);
  return running === 0 ? left.displayName.localeCompare(right.displayName, 'en') : running;
}
