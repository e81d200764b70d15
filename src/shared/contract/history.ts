import { z } from 'zod';
import { Timeline } from '#shared/model/timeline';
import { task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Procedures about what changed, when and by whom. */
export const historyContract = {
  'history.show': task({
    summary:
      'The change history of an application: our own writes, the tenant’s audit events and what differs between snapshots',
    input: z.strictObject({
      application: ApplicationSelector,
      /** Only from this time on; at most the 30 days that the tenant keeps its events are asked for. */
      since: z.iso.datetime().optional(),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: Timeline,
  }),
} as const;
