import { z } from 'zod';
import { JobOutlook, LoggedCycle } from '#shared/model/cycle';
import { query } from './define.ts';
import { ApplicationSelector } from './setup.ts';

/** Procedures about the cycles of one application: those that were, and when the one that runs will end. */
export const cyclesContract = {
  'cycles.list': query({
    summary: 'Cycles of an application as its log tells them, newest first, with what each did',
    input: z.strictObject({
      application: ApplicationSelector,
      since: z.iso.datetime().optional(),
      limit: z.number().int().min(1).max(500).default(60),
    }),
    output: z.strictObject({
      cycles: z.array(LoggedCycle),
      /** Rows that name no cycle, for example of provisioning on demand. */
      withoutCycle: z.number().int(),
      source: z.enum(['archive', 'service']),
      /** From when on the log is known; null = nothing is. */
      knownFrom: z.string().nullable(),
      /** Until when it was read. */
      knownUntil: z.string().nullable(),
      /** False when there are, or may be, older cycles than those. */
      complete: z.boolean(),
    }),
  }),
  'cycles.outlook': query({
    summary: 'When the initial cycle ends, as a range; the next cycle, watermark, steady state and settings',
    input: z.strictObject({ application: ApplicationSelector }),
    output: JobOutlook,
  }),
} as const;
