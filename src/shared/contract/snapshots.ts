import { z } from 'zod';
import { SecretHandle } from '#shared/model/ids';
import { Plan } from '#shared/model/plan';
import { Keeping, SnapshotComparison, SnapshotReference, SnapshotSummary, SnapshotView } from '#shared/model/snapshot';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Procedures about snapshots: configurations as they were before and after our writes. */
export const snapshotsContract = {
  'snapshots.list': query({
    summary: 'Snapshots of this tenant on this machine, oldest first, and how they are kept',
    input: z.strictObject({
      application: ApplicationSelector.optional(),
      limit: z.number().int().min(1).max(10_000).default(500),
    }),
    output: z.strictObject({
      snapshots: z.array(SnapshotSummary),
      keeping: Keeping,
      /** Files that could not be read and were moved aside, by name. */
      setAside: z.array(z.string()),
      /** Snapshots that were sealed with a key that this program does not have. */
      locked: z.number().int(),
    }),
  }),
  'snapshots.show': query({
    summary: 'What a snapshot holds, as a value and as YAML text',
    input: z.strictObject({ id: SnapshotReference }),
    output: SnapshotView,
  }),
  'snapshots.take': task({
    summary: 'Keep a snapshot of an application as it is now',
    input: z.strictObject({ application: ApplicationSelector }),
    output: SnapshotSummary,
  }),
  'snapshots.compare': task({
    summary: 'What differs between two snapshots, or between a snapshot and the tenant now',
    input: z.strictObject({
      before: SnapshotReference,
      /** Left out = the tenant as it is now. */
      after: SnapshotReference.optional(),
    }),
    output: SnapshotComparison,
  }),
  'snapshots.planRollback': task({
    summary: 'Say what would be done to bring the configuration of a snapshot back; writes nothing',
    input: z.strictObject({ id: SnapshotReference, secrets: z.record(z.string(), SecretHandle).default({}) }),
    output: Plan,
  }),
} as const;
