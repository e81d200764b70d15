import { z } from 'zod';
import { Draft, DraftContent, DraftId } from '#shared/model/wizard';
import { mutation, query } from './define.ts';

/** Procedures about set-ups that were begun. They are kept on this machine, for the tenant that is signed in to, without secrets. */
export const draftsContract = {
  'drafts.list': query({
    summary: 'Set-ups that were begun in this tenant on this machine, the last one first',
    input: z.strictObject({}),
    output: z.strictObject({ drafts: z.array(Draft), unreadable: z.number().int() }),
  }),
  'drafts.get': query({
    summary: 'One set-up that was begun',
    input: z.strictObject({ id: DraftId }),
    output: Draft,
  }),
  'drafts.put': mutation({
    summary: 'Keep a set-up as it is now; a text that holds a secret is refused',
    input: z.strictObject({ id: DraftId.optional(), draft: DraftContent }),
    output: Draft,
  }),
  'drafts.delete': mutation({
    summary: 'Forget a set-up that was begun; nothing in the tenant changes',
    input: z.strictObject({ id: DraftId }),
    output: z.strictObject({ deleted: z.boolean() }),
  }),
} as const;
