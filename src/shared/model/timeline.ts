import { z } from 'zod';
import { PlannedChange } from './plan.ts';

/** What is known about who made a change and what it was. */
export const Certainty = z.enum([
  /** One of our own runs: the journal says exactly what. */
  'exact',
  /** The only event between two snapshots that differ so. */
  'only',
  /** One of several events between two snapshots; together they made the difference. */
  'shared',
  /** Two snapshots differ, and no event says who did it. */
  'nobody',
  /** There are no snapshots on both sides of it. */
  'unknown',
]);
export type Certainty = z.infer<typeof Certainty>;

/** An event of the tenant's own audit log that belongs to an entry. */
export const AuditMark = z.strictObject({
  id: z.string(),
  at: z.string(),
  activity: z.string(),
  result: z.string(),
  correlationId: z.string().nullable(),
});
export type AuditMark = z.infer<typeof AuditMark>;

/** One entry of the change history of an application. */
export const TimelineEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  /** Where it was made: by this product on this machine, or elsewhere. */
  origin: z.enum(['ours', 'elsewhere']),
  /** null = nobody says who. */
  who: z.string().nullable(),
  title: z.string(),
  /** How it ended: done, refused, failed, unknown (nobody saw the answer), or what the service says. */
  result: z.string(),
  changes: z.array(PlannedChange),
  certainty: Certainty,
  /** What `certainty` means here, in words. */
  words: z.string(),
  /** Snapshots on both sides; null = there is none, or, after, the tenant as it is now. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  audits: z.array(AuditMark),
  requestIds: z.array(z.string()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What the history cannot say, and why. */
export const TimelineGap = z.strictObject({
  code: z.string(),
  message: z.string(),
  nextStep: z.string().optional(),
  /** Permissions that would close it. */
  scopes: z.array(z.string()).optional(),
});
export type TimelineGap = z.infer<typeof TimelineGap>;

/** The change history of an application, newest first. */
export const Timeline = z.strictObject({
  application: z.string(),
  servicePrincipalId: z.string(),
  entries: z.array(TimelineEntry),
  gaps: z.array(TimelineGap),
  /** Whether older entries were left out because of the limit. */
  complete: z.boolean(),
});
export type Timeline = z.infer<typeof Timeline>;
