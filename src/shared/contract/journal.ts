import { z } from 'zod';
import { ServicePrincipalId } from '#shared/model/ids';
import { mutation, query } from './define.ts';

/** One journal entry as it is shown. */
export const JournalEntryView = z.strictObject({
  sequence: z.number().int(),
  at: z.string(),
  kind: z.string(),
  who: z.string(),
  application: z.string().nullable(),
  step: z.string().nullable(),
  text: z.string(),
  requestId: z.string().nullable(),
});
export type JournalEntryView = z.infer<typeof JournalEntryView>;

/** Whether the journal can be trusted. */
export const JournalVerification = z.strictObject({
  /** Nothing in it was changed, removed or added, its end included. */
  intact: z.boolean(),
  /** What is wrong, as a part of a sentence; null = nothing. */
  problem: z.string().nullable(),
  entries: z.number().int(),
  /** SHA-256 of the last entry: whoever notes it elsewhere can prove later that the journal has not changed up to here. */
  head: z.string(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Number of the entry that the anchor names; null = there is no anchor. */
  anchored: z.number().int().nullable(),
  /** Where the anchor is and what it is worth, in words. */
  anchor: z.string(),
  /** Whether the anchor is sealed with a key of the system's vault. */
  sealed: z.boolean(),
  /** Entries at the end that went missing and whose loss somebody accepted. */
  losses: z.array(
    z.strictObject({ at: z.string(), who: z.string(), sequence: z.number().int(), expected: z.number().int() }),
  ),
});
export type JournalVerification = z.infer<typeof JournalVerification>;

/** Procedures about our own journal of writes. */
export const journalContract = {
  'journal.list': query({
    summary: 'What this product wrote in this tenant from this machine, and whether the chain of entries is whole',
    input: z.strictObject({
      /** Object id of a service principal: only what was written about it. */
      servicePrincipalId: ServicePrincipalId.optional(),
      limit: z.number().int().min(1).max(10_000).default(200),
    }),
    output: z.strictObject({ entries: z.array(JournalEntryView), intact: z.boolean(), fault: z.string().nullable() }),
  }),
  'journal.verify': query({
    summary: 'Whether the journal is whole: no entry changed, added or removed, also at its end',
    input: z.strictObject({}),
    output: JournalVerification,
  }),
  'journal.export': query({
    summary: 'The journal as it stands, a JSON object a line, with what verifying it came to',
    input: z.strictObject({}),
    output: z.strictObject({
      name: z.string(),
      text: z.string(),
      entries: z.number().int(),
      head: z.string(),
      verdict: JournalVerification,
    }),
  }),
  'journal.acceptLoss': mutation({
    summary: 'Record that entries at the end of the journal are gone, so that work can go on',
    input: z.strictObject({}),
    output: z.strictObject({ accepted: z.number().int() }),
  }),
} as const;
