import { z } from 'zod';
import { Plan } from '#shared/model/plan';
import {
  AnsweredCheck,
  HeldObject,
  QuarantineKind,
  QuarantineMoment,
  QuarantineProof,
  QuarantineReport,
  SeenQuarantine,
} from '#shared/model/quarantine';
import { TimelineGap } from '#shared/model/timeline';
import { query, task } from './define.ts';
import { ApplicationSelector } from './setup.ts';

const OneApplication = z.strictObject({ application: ApplicationSelector });

/** What is to be done: the repair of its cause, or, where deletions are held back, letting them through or taking them back. */
export const quarantineDecisions = ['repair', 'allow', 'reject'] as const;
export const QuarantineDecision = z.enum(quarantineDecisions);
export type QuarantineDecision = z.infer<typeof QuarantineDecision>;

/** Procedures about a quarantine: what it is, what was checked, who is held back, the repair, and the proof. */
export const quarantineContract = {
  'quarantine.show': query({
    summary: 'Why an application is in quarantine, told by what, and how near the limits of the service it is',
    input: OneApplication,
    output: QuarantineReport,
  }),
  'quarantine.check': task({
    summary:
      'Answer what can be checked from here: saved credentials, tenant URL, failures, people, recent changes; writes nothing',
    input: OneApplication,
    output: z.strictObject({ checkedAt: z.string(), kind: QuarantineKind.nullable(), checks: z.array(AnsweredCheck) }),
  }),
  'quarantine.heldBack': query({
    summary: 'Whose deletions are held back by the accidental-deletion threshold',
    input: z.strictObject({
      application: ApplicationSelector,
      offset: z.number().int().min(0).max(100_000).default(0),
      limit: z.number().int().min(1).max(500).default(50),
    }),
    output: z.strictObject({
      held: z.array(HeldObject),
      /** How many were found in all. */
      count: z.number().int(),
      /** False: the log does not reach back far enough, or has more rows than were read. */
      complete: z.boolean(),
      /** From when on the log was read: what `logs.export` with the action stagedDelete takes as `since`. */
      since: z.string().nullable(),
      note: z.string().nullable(),
    }),
  }),
  'quarantine.plan': task({
    summary: 'Say how a quarantine is ended, step by step; writes nothing',
    input: z.strictObject({
      application: ApplicationSelector,
      decision: QuarantineDecision.default('repair'),
      /** With `reject`: whether people who are not assigned any more are assigned again. */
      assignAgain: z.boolean().default(true),
    }),
    output: Plan,
  }),
  'quarantine.prove': task({
    summary: 'Read the job back after a repair, wait for the next cycle, and say whether the quarantine is gone',
    input: z.strictObject({
      application: ApplicationSelector,
      before: SeenQuarantine.nullable().default(null),
      timeoutMs: z.number().int().min(1000).max(86_400_000).default(7_200_000),
    }),
    output: QuarantineProof,
  }),
  'quarantine.history': task({
    summary: 'When an application was in quarantine, from the tenant’s audit log and from our own journal',
    input: OneApplication,
    output: z.strictObject({ moments: z.array(QuarantineMoment), gaps: z.array(TimelineGap) }),
  }),
} as const;
