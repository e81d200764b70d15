import { z } from 'zod';
import { OnDemandComparison, OnDemandRun, OnDemandRuns } from '#shared/model/on-demand-run';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const RunId = z.guid();
const Person = z.string().min(1).max(320);

/** Procedures about provisioning chosen people on demand, one after another, and what came of it. */
export const onDemandContract = {
  'provisioning.queue': task({
    summary:
      'Provision chosen people now, one after another within the documented rate; cancelling finishes the one at hand',
    input: z.strictObject({
      application: ApplicationSelector,
      users: z.array(Person).min(1).max(200),
      /** True: whoever comes after the first failure is not tried. */
      stopAtFailure: z.boolean().default(false),
    }),
    output: OnDemandRun,
  }),
  'provisioning.resume': task({
    summary: 'Go on with a run that was cancelled, stopped or interrupted, with whoever was not tried yet',
    input: z.strictObject({ run: RunId }),
    output: OnDemandRun,
  }),
  'provisioning.listRuns': query({
    summary: 'Runs of provisioning on demand from this machine, newest first, and how their results are kept',
    input: z.strictObject({
      application: ApplicationSelector.optional(),
      limit: z.number().int().min(1).max(1000).default(50),
    }),
    output: OnDemandRuns,
  }),
  'provisioning.showRun': query({
    summary: 'The results of one run of provisioning on demand',
    input: z.strictObject({ run: RunId }),
    output: OnDemandRun,
  }),
  'provisioning.compareRuns': query({
    summary: 'What two runs wrote for the same people, and what of the configuration changed between them',
    input: z.strictObject({ before: RunId, after: RunId }),
    output: OnDemandComparison,
  }),
} as const;
