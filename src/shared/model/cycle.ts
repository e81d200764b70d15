import { z } from 'zod';
import { SynchronizationJobId } from './ids.ts';

/** What a row of the log came to, as cycles are counted. */
export const cycleResults = ['created', 'updated', 'disabled', 'deleted', 'failed', 'skipped'] as const;
export type CycleResult = (typeof cycleResults)[number];

const Count = z.number().int().min(0);

/** Rows of one cycle by what they came to; `other` keeps action and status as the service wrote them. */
export const CycleCounts = z.strictObject({
  created: Count,
  updated: Count,
  disabled: Count,
  deleted: Count,
  failed: Count,
  skipped: Count,
  other: z.array(z.strictObject({ action: z.string(), status: z.string(), count: Count })),
});
export type CycleCounts = z.infer<typeof CycleCounts>;

/** One cycle as the log tells it; a cycle that had nothing to do leaves no row. Times are ISO 8601 UTC. */
export const LoggedCycle = z.strictObject({
  id: z.string(),
  /** Times of its first and its last row. */
  began: z.string(),
  ended: z.string(),
  rows: Count,
  counts: CycleCounts,
  /** At which edge of what is known it may be cut off: `start`: older rows may be missing; `end`: it may go on; null = at none. */
  cut: z.enum(['start', 'end', 'both']).nullable(),
});
export type LoggedCycle = z.infer<typeof LoggedCycle>;

const Setting = <S extends z.ZodType>(value: S) =>
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('on'), value }),
    z.strictObject({ state: z.literal('off') }),
    z.strictObject({ state: z.literal('unknown') }),
  ]);

/** Settings of a job at a glance; `unknown` is what this role may not read. */
export const JobSettingsView = z.strictObject({
  scope: z.enum(['assigned', 'everyone', 'unknown']),
  /** The address that is told of a quarantine. */
  notifications: Setting(z.string()),
  /** So many deletions at once are held back. */
  deletionThreshold: Setting(z.string()),
  /** On: accounts of people who fall out of scope stay as they are. */
  keepsOutOfScope: z.enum(['on', 'off', 'unknown']),
  /** Host to which people are sent. */
  targetHost: z.string().nullable(),
});
export type JobSettingsView = z.infer<typeof JobSettingsView>;

const Moments = z.strictObject({ earliest: z.string(), latest: z.string() });

/** Where a job stands and when it will be further. Times are ISO 8601 UTC; null = never, or nobody can tell. */
export const JobOutlook = z.strictObject({
  jobId: SynchronizationJobId,
  /** The initial cycle while it is pending or running; null once it is over, and while the job is off. */
  initialCycle: z
    .strictObject({
      completed: z.number().nullable(),
      total: z.number().nullable(),
      units: z.string(),
      /** When the service counted. */
      observedAt: z.string().nullable(),
      /** Between which moments it ends; null = nothing says so. */
      end: Moments.nullable(),
      basis: z.enum(['observed', 'documented', 'both', 'none']),
      /** How the range comes about, or why there is none. */
      explanation: z.string(),
    })
    .nullable(),
  nextCycle: Moments.nullable(),
  /** The watermark: changes from before that moment have been read. The service keeps the mark itself; this follows from its cycles. */
  changesReadUntil: z.string().nullable(),
  watermarkExplanation: z.string(),
  steadyFirst: z.string().nullable(),
  steadyLast: z.string().nullable(),
  settings: JobSettingsView,
});
export type JobOutlook = z.infer<typeof JobOutlook>;
