import { z } from 'zod';
import { SynchronizationJobId } from './ids.ts';
import { QuarantineView } from './job.ts';

/**
 * What kind of trouble a quarantine is: the way to the target, many single objects, deletions that are held back, Microsoft's own
 * doing, reading the source, or nothing that the service names.
 */
export const quarantineKinds = [
  'transport',
  'perObject',
  'deletesBlocked',
  'byMicrosoft',
  'ingestion',
  'unknown',
] as const;
export const QuarantineKind = z.enum(quarantineKinds);
export type QuarantineKind = z.infer<typeof QuarantineKind>;

/** The limits that the documentation names, and the deletion threshold of the application. */
export const meterIds = ['proportion', 'minimum', 'failures', 'withReferences', 'deletions'] as const;
export const MeterId = z.enum(meterIds);
export type MeterId = z.infer<typeof MeterId>;

/** How near a count of the last cycle is to a limit; `value` null = not known. */
export const QuarantineMeter = z.strictObject({
  id: MeterId,
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.enum(['percent', 'objects']),
  /** ok: below the limit; over: beyond it; notApplied: the service does not look at it yet; unknown. */
  state: z.enum(['ok', 'over', 'notApplied', 'unknown']),
  /** Why the number is only near the one that the service uses. */
  approximate: z.string().nullable(),
  /** What the numbers are, in words. */
  words: z.string(),
});
export type QuarantineMeter = z.infer<typeof QuarantineMeter>;

/** The quarantine of an application: what it is, by what that was told, and how near the limits are. */
export const QuarantineReport = z.strictObject({
  application: z.string(),
  servicePrincipalId: z.string(),
  jobId: SynchronizationJobId,
  scheduleState: z.string(),
  quarantine: QuarantineView.nullable(),
  /** null = not in quarantine. */
  kind: QuarantineKind.nullable(),
  /** What the kind was told by, each named. */
  evidence: z.array(z.string()),
  meters: z.array(QuarantineMeter),
  /** End of the cycle that the meters are of. */
  measuredAt: z.string().nullable(),
  summary: z.string(),
  /** What to send to Microsoft Support, where nobody else can help. */
  supportText: z.string().nullable(),
});
export type QuarantineReport = z.infer<typeof QuarantineReport>;

export const checkIds = ['credentials', 'tenantUrl', 'failures', 'matching', 'heldBack', 'changes'] as const;
export const CheckId = z.enum(checkIds);
export type CheckId = z.infer<typeof CheckId>;

/** A question that the program answered itself. `failed`: this is, or may be, the cause. */
export const AnsweredCheck = z.strictObject({
  id: CheckId,
  result: z.enum(['passed', 'failed', 'unknown']),
  /** What was seen, or why nothing could be. */
  seen: z.string(),
  nextStep: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Permissions that would answer it. */
  scopes: z.array(z.string()),
});
export type AnsweredCheck = z.infer<typeof AnsweredCheck>;

/** Somebody whose deletion is held back. */
export const HeldObject = z.strictObject({
  id: z.string(),
  kind: z.enum(['person', 'group', 'other']),
  name: z.string(),
  label: z.string().nullable(),
  lastSeen: z.string(),
  reason: z.string().nullable(),
});
export type HeldObject = z.infer<typeof HeldObject>;

/** Past and present quarantines, newest first. */
export const QuarantineMoment = z.strictObject({
  at: z.string(),
  what: z.enum(['entered', 'ours', 'now']),
  words: z.string(),
  requestId: z.string().nullable(),
});
export type QuarantineMoment = z.infer<typeof QuarantineMoment>;

/**
 * Whether it is gone. gone: a cycle ended without it; lifted: no cycle ended yet; still: the same as before; back: it was lifted and
 * came again; off: provisioning is off, so no cycle can prove anything.
 */
export const proofVerdicts = ['gone', 'lifted', 'still', 'back', 'off'] as const;
export const QuarantineProof = z.strictObject({
  verdict: z.enum(proofVerdicts),
  words: z.string(),
  /** What was done about it, from our own journal. */
  fix: z.strictObject({ at: z.string(), what: z.string(), requestId: z.string().nullable() }).nullable(),
  /** What is different from before, one a line. */
  changed: z.array(z.string()),
  lookedAt: z.string(),
  cycleEnded: z.string().nullable(),
  quarantine: QuarantineView.nullable(),
});
export type QuarantineProof = z.infer<typeof QuarantineProof>;

/** What somebody saw before the fix, to say afterwards what is different. */
export const SeenQuarantine = z.strictObject({
  reason: z.string().max(200),
  since: z.string().max(40).nullable(),
  errorCode: z.string().max(200).nullable(),
  errorMessage: z.string().max(4000).nullable(),
  failures: z.number().nullable(),
});
export type SeenQuarantine = z.infer<typeof SeenQuarantine>;
