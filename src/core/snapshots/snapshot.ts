import { z } from 'zod';
import { SynchronizationSchema } from '#core/graph/shapes';
import { JournalApplication } from '#core/journal/entry';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { Warning } from '#shared/model/plan';
import { MissingPart, SnapshotMoment, type SnapshotSummary } from '#shared/model/snapshot';

/** What a list of snapshots is made of. */
export const SnapshotHead = z.object({
  v: z.literal(1),
  /** Counts from 1: several snapshots may be of one millisecond. */
  sequence: z.number().int().min(1),
  at: z.string(),
  who: z.string(),
  run: z.string(),
  moment: SnapshotMoment,
  why: z.string(),
  application: JournalApplication,
  /** SHA-256 of the canonical content. */
  hash: z.string(),
  /** Id of the earlier snapshot that holds the same content; null = this one holds it. */
  sameAs: z.string().nullable(),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;

/** The configuration of one application as it was, without a secret. */
export const SnapshotContent = z.object({
  /** null: there was no application. */
  configuration: ProvisioningConfiguration.nullable(),
  /** The whole schema, attribute definitions included; null where there is no job, or it could not be read. */
  schema: SynchronizationSchema.nullable(),
  /** Names of assigned people and groups by object id. */
  names: z.record(z.string(), z.string()),
  masked: z.array(z.string()),
  notes: z.array(Warning),
  missing: z.array(MissingPart),
});
export type SnapshotContent = z.infer<typeof SnapshotContent>;

/** Content of an application that is not there. */
export const absentContent: SnapshotContent = {
  configuration: null,
  schema: null,
  names: {},
  masked: [],
  notes: [],
  missing: [],
};

/** Takes a head and its id; gives the snapshot as it is listed. Pure. */
export const snapshotSummary = (id: string, head: SnapshotHead): SnapshotSummary => ({
  id,
  at: head.at,
  who: head.who,
  moment: head.moment,
  why: head.why,
  application: head.application.name,
  servicePrincipalId: head.application.servicePrincipalId,
  run: head.run,
  hash: head.hash,
});

/** Takes a moment as ISO 8601 UTC; gives it for a sentence, to the minute. Pure. */
export const momentInWords = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;
