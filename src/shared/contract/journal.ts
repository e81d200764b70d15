import { z } from 'zod';
import { ServicePrincipalId } from '#shared/model/ids';
import { query } from './define.ts';

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
} as const;
