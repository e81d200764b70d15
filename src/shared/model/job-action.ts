import { z } from 'zod';
import { SynchronizationJobId } from './ids.ts';
import { PlannedCall } from './planned-call.ts';

/** What can be done to a synchronization job, or with it. */
export const jobActions = ['start', 'pause', 'restart', 'delete', 'onDemand'] as const;
export const JobAction = z.enum(jobActions);
export type JobAction = z.infer<typeof JobAction>;

/**
 * Reset scopes that may be asked for. The documentation says of two others, None and ConnectorDataStore, that they are not to be
 * used: they are not offered.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria
 */
export const resetScopes = ['default', 'Escrows', 'Watermark', 'QuarantineState', 'Full', 'ForceDeletes'] as const;
export const ResetScope = z.enum(resetScopes);
export type ResetScope = z.infer<typeof ResetScope>;

/** What an action comes to, said before it is taken. Every sentence is in plain words. */
export const JobActionPlan = z.strictObject({
  application: z.string(),
  jobId: SynchronizationJobId,
  action: JobAction,
  /** Of a restart. */
  resetScope: ResetScope.nullable(),
  title: z.string(),
  /** Why nothing would be sent; null = something is. */
  needless: z.string().nullable(),
  happens: z.array(z.string()),
  /** Who is affected, with numbers where they are known. */
  affected: z.array(z.string()),
  kept: z.array(z.string()),
  lost: z.array(z.string()),
  /** How long it takes: a sentence, and a range in minutes where there is one. */
  duration: z.strictObject({
    text: z.string(),
    minMinutes: z.number().nullable(),
    maxMinutes: z.number().nullable(),
  }),
  /** What speaks against it now. */
  warnings: z.array(z.string()),
  /** The requests that it makes after the job was read and a snapshot of it kept. */
  calls: z.array(PlannedCall.pick({ method: true, path: true, body: true, write: true })),
  /** A person is asked outside of the page before it happens. */
  confirmedOutside: z.boolean(),
  /** How the job is now; an action that is given it is refused when the job is otherwise by then. */
  expected: z.string(),
});
export type JobActionPlan = z.infer<typeof JobActionPlan>;
