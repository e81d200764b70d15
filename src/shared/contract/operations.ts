import { z } from 'zod';
import { SynchronizationJobId } from '#shared/model/ids';
import { JobView, LogEntryView, OnDemandView } from '#shared/model/job';
import { JobAction, JobActionPlan, ResetScope } from '#shared/model/job-action';
import { mutation, query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const OneApplication = z.strictObject({ application: ApplicationSelector });

export { ResetScope, resetScopes } from '#shared/model/job-action';

/** How the job was when it was shown, from `synchronizationJobs.planAction`; left out = however it is now. */
const ExpectedApplication = OneApplication.extend({ expected: z.string().min(1).max(600).optional() });

/** Procedures about a running synchronization job, its status and its log. */
export const operationsContract = {
  'synchronizationJobs.show': query({
    summary: 'Status, progress, counts and quarantine of an application',
    input: OneApplication,
    output: z.strictObject({ jobs: z.array(JobView) }),
  }),
  'synchronizationJobs.planAction': query({
    summary: 'What starting, pausing, restarting or deleting a job, or using it on demand, comes to; nothing is done',
    input: z
      .strictObject({ application: ApplicationSelector, action: JobAction, resetScope: ResetScope.optional() })
      .refine(({ action, resetScope }) => resetScope === undefined || action === 'restart', {
        message: 'Only a restart has a reset scope.',
        path: ['resetScope'],
      }),
    output: JobActionPlan,
  }),
  'synchronizationJobs.start': mutation({
    summary: 'Start provisioning; also ends a quarantine whose cause is gone',
    input: ExpectedApplication,
    output: JobView,
  }),
  'synchronizationJobs.pause': mutation({
    summary: 'Pause provisioning; state is kept and the cycle that runs ends first',
    input: ExpectedApplication,
    output: JobView,
  }),
  'synchronizationJobs.restart': mutation({
    summary: 'Restart provisioning with a reset scope',
    input: ExpectedApplication.extend({ resetScope: ResetScope.default('default') }),
    output: JobView,
  }),
  'synchronizationJobs.delete': mutation({
    summary: 'Delete a synchronization job with all its state; accounts in the application stay',
    input: ExpectedApplication,
    output: z.strictObject({ application: z.string(), jobId: SynchronizationJobId }),
  }),
  'synchronizationJobs.waitForCycle': task({
    summary: 'Wait until a cycle has ended: the one that runs, else the next one',
    input: z.strictObject({
      application: ApplicationSelector,
      timeoutMs: z.number().int().min(1000).max(86_400_000).default(7_200_000),
    }),
    output: JobView,
  }),
  'provisioning.onDemand': task({
    summary: 'Provision one person or one group now and show every step',
    input: z
      .strictObject({
        application: ApplicationSelector,
        user: z.string().min(1).max(320).optional(),
        group: z.string().min(1).max(320).optional(),
        members: z.array(z.string().min(1).max(320)).max(5).default([]),
      })
      .refine((value) => (value.user === undefined) !== (value.group === undefined), {
        message: 'Name a user or a group, and only one of them.',
      }),
    output: OnDemandView,
  }),
  'logs.list': query({
    summary: 'The provisioning log, newest first',
    input: z.strictObject({
      application: ApplicationSelector.optional(),
      user: z.string().max(320).optional(),
      status: z.string().max(40).optional(),
      action: z.string().max(40).optional(),
      since: z.iso.datetime().optional(),
      /** Rows up to that time: the time of the last row that is known asks for the next ones, itself among them. */
      until: z.iso.datetime().optional(),
      limit: z.number().int().min(1).max(1000).default(50),
    }),
    output: z.strictObject({ entries: z.array(LogEntryView), complete: z.boolean() }),
  }),
} as const;
