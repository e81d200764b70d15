import { z } from 'zod';
import { JobView, LogEntryView, OnDemandView, QuarantineView } from '#shared/model/job';
import { mutation, query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const OneApplication = z.strictObject({ application: ApplicationSelector });

/** Reset scopes that may be asked for. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria */
export const resetScopes = ['default', 'Escrows', 'Watermark', 'QuarantineState', 'Full', 'ForceDeletes'] as const;
export const ResetScope = z.enum(resetScopes);
export type ResetScope = z.infer<typeof ResetScope>;

/** Procedures about a running synchronization job, its status and its log. */
export const operationsContract = {
  'synchronizationJobs.show': query({
    summary: 'Status, progress, counts and quarantine of an application',
    input: OneApplication,
    output: z.strictObject({ jobs: z.array(JobView) }),
  }),
  'synchronizationJobs.start': mutation({
    summary: 'Start provisioning; also ends a quarantine whose cause is gone',
    input: OneApplication,
    output: JobView,
  }),
  'synchronizationJobs.pause': mutation({
    summary: 'Pause provisioning; state is kept and the cycle that runs ends first',
    input: OneApplication,
    output: JobView,
  }),
  'synchronizationJobs.restart': mutation({
    summary: 'Restart provisioning with a reset scope',
    input: z.strictObject({ application: ApplicationSelector, resetScope: ResetScope.default('default') }),
    output: JobView,
  }),
  'synchronizationJobs.waitForCycle': task({
    summary: 'Wait until a cycle has ended: the one that runs, else the next one',
    input: z.strictObject({
      application: ApplicationSelector,
      timeoutMs: z.number().int().min(1000).max(86_400_000).default(7_200_000),
    }),
    output: JobView,
  }),
  'quarantine.explain': query({
    summary: 'Why an application is in quarantine, what to check and how to repair it',
    input: OneApplication,
    output: z.strictObject({ application: z.string(), quarantine: QuarantineView.nullable(), summary: z.string() }),
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
