import { z } from 'zod';

/** How the log of a tenant is archived. */
export const ArchiveSettings = z.strictObject({
  /** Days that rows are kept; null = for ever. */
  retentionDays: z.number().int().min(1).max(3650).nullable(),
  /** Hours after which no row of that time arrives any more; until then it is read again. */
  finalAfterHours: z.number().int().min(2).max(720),
});
export type ArchiveSettings = z.infer<typeof ArchiveSettings>;

const Moment = z.string();

/** The archive of a tenant's log. Times are ISO 8601 UTC. */
export const ArchiveState = z.strictObject({
  /** `off`: nothing protects it yet; `locked`: its passphrase is needed; `unusable`: the file cannot be opened. */
  status: z.enum(['off', 'locked', 'ready', 'unusable']),
  /** Why it is not ready: noVault, passphraseNeeded, keyDoesNotOpen, damaged, engineMissing. */
  reason: z.string().nullable(),
  /** One sentence for people. */
  message: z.string(),
  protection: z.enum(['vault', 'passphrase']).nullable(),
  /** Whether there is a recovery key; it is offered as long as there is none. */
  recoveryKey: z.boolean(),
  rows: z.number().int(),
  oldest: Moment.nullable(),
  newest: Moment.nullable(),
  bytes: z.number(),
  /** Until when the log was read. */
  readUntil: Moment.nullable(),
  /** Spans that the service did not have any more when they would have been read. */
  gaps: z.array(z.strictObject({ from: Moment, to: Moment })),
  /** Whether a run was broken off and goes on with the next one. */
  brokenOff: z.boolean(),
  settings: ArchiveSettings,
  /** Files that a key did not open or that were damaged, kept for `archive.recover`. */
  setAside: z.array(z.strictObject({ name: z.string(), bytes: z.number(), why: z.string() })),
});
export type ArchiveState = z.infer<typeof ArchiveState>;

/** One row of the log in a list; `logs.entry` has it whole. */
export const LogRowView = z.strictObject({
  id: z.string(),
  activityDateTime: Moment,
  application: z.string(),
  servicePrincipalId: z.string(),
  person: z.string(),
  personId: z.string(),
  action: z.string(),
  status: z.string(),
  errorCode: z.string().nullable(),
  reason: z.string().nullable(),
  cycleId: z.string(),
});
export type LogRowView = z.infer<typeof LogRowView>;

/** Failures that differ only in whom they concern. */
export const FailureGroup = z.strictObject({
  /** Number of the group, for the filter; 0 where the log is read live. */
  group: z.number().int(),
  application: z.string(),
  servicePrincipalId: z.string(),
  errorCode: z.string().nullable(),
  /** What the reasons have in common. */
  pattern: z.string(),
  /** A reason as the service wrote it. */
  example: z.string().nullable(),
  count: z.number().int(),
  people: z.number().int(),
  firstSeen: Moment,
  lastSeen: Moment,
  /** How many in each part of the span, oldest first. */
  trend: z.array(z.number().int()),
  /** What the documentation advises. */
  remedy: z.string().nullable(),
});
export type FailureGroup = z.infer<typeof FailureGroup>;
