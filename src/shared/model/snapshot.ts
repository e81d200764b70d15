import { z } from 'zod';
import { ProvisioningConfiguration } from './configuration.ts';
import { Difference } from './difference.ts';
import { Warning } from './plan.ts';

/** Id of a snapshot, or its first characters where no other one begins with them. */
export const SnapshotReference = z.string().regex(/^[0-9a-fA-F-]{4,36}$/, 'the id of a snapshot, or its beginning');
export type SnapshotReference = z.infer<typeof SnapshotReference>;

/** When a snapshot was taken: before or after a write of ours, or because somebody asked. */
export const SnapshotMoment = z.enum(['before', 'after', 'asked']);
export type SnapshotMoment = z.infer<typeof SnapshotMoment>;

/** A snapshot as it is listed. */
export const SnapshotSummary = z.strictObject({
  id: z.string(),
  at: z.string(),
  who: z.string(),
  moment: SnapshotMoment,
  why: z.string(),
  application: z.string(),
  servicePrincipalId: z.string().nullable(),
  /** The run of writes that it belongs to; entries of the journal carry the same id. */
  run: z.string(),
  /** SHA-256 of what it holds: equal hashes, equal configurations. */
  hash: z.string(),
});
export type SnapshotSummary = z.infer<typeof SnapshotSummary>;

/** How records are kept on this machine, in one word and in a sentence. */
export const Keeping = z.strictObject({ kind: z.enum(['vault', 'none']), words: z.string() });
export type Keeping = z.infer<typeof Keeping>;

/** A part that could not be read when a snapshot was taken. */
export const MissingPart = z.strictObject({ part: z.string(), reason: z.string() });
export type MissingPart = z.infer<typeof MissingPart>;

/** A snapshot with what it holds. Secrets are never in it. */
export const SnapshotView = z.strictObject({
  snapshot: SnapshotSummary,
  /** null: there was no application at that time. */
  configuration: ProvisioningConfiguration.nullable(),
  /** The same as YAML text, for a file. */
  text: z.string(),
  /** Values that were left out on purpose, by where they stand. */
  masked: z.array(z.string()),
  missing: z.array(MissingPart),
  notes: z.array(Warning),
});
export type SnapshotView = z.infer<typeof SnapshotView>;

/** What differs between two states of an application; null = the tenant as it is now. */
export const SnapshotComparison = z.strictObject({
  before: SnapshotSummary.nullable(),
  after: SnapshotSummary.nullable(),
  differences: z.array(Difference),
  /** What the comparison cannot say, in words. */
  notes: z.array(z.string()),
});
export type SnapshotComparison = z.infer<typeof SnapshotComparison>;
