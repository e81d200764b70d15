import { z } from 'zod';
import { Difference } from './difference.ts';
import { OnDemandView } from './job.ts';
import { Keeping } from './snapshot.ts';

/** Where a run of provisioning on demand stands; `interrupted`: the program ended while it ran. */
export const OnDemandRunState = z.enum(['running', 'done', 'cancelled', 'stopped', 'interrupted']);
export type OnDemandRunState = z.infer<typeof OnDemandRunState>;

/** How one person or group of a run came out; both null = not tried yet. */
export const OnDemandSubjectResult = z.strictObject({
  /** As it was given: a user principal name, a group's name or an object id. */
  subject: z.string(),
  kind: z.enum(['user', 'group']),
  members: z.array(z.string()),
  at: z.string().nullable(),
  view: OnDemandView.nullable(),
  /** Why nothing came of it, where the service or the directory refused it before anything was tried. */
  error: z.strictObject({ code: z.string(), message: z.string(), nextStep: z.string().nullable() }).nullable(),
});
export type OnDemandSubjectResult = z.infer<typeof OnDemandSubjectResult>;

/** One run: one person, one group, or a queue of chosen people. */
export const OnDemandRun = z.strictObject({
  id: z.string(),
  /** Counts from 1 in this tenant on this machine. */
  number: z.number().int(),
  at: z.string(),
  who: z.string(),
  application: z.string(),
  servicePrincipalId: z.string(),
  state: OnDemandRunState,
  /** Why it stopped before its end, in words; null = it did not. */
  stopped: z.string().nullable(),
  stopAtFailure: z.boolean(),
  results: z.array(OnDemandSubjectResult),
  /** Snapshot of the configuration under which it ran. */
  snapshot: z.string().nullable(),
  /** False where attribute values were left out of what is kept. */
  valuesKept: z.boolean(),
});
export type OnDemandRun = z.infer<typeof OnDemandRun>;

/** A run as it is listed. */
export const OnDemandRunSummary = OnDemandRun.pick({
  id: true,
  number: true,
  at: true,
  who: true,
  application: true,
  servicePrincipalId: true,
  state: true,
}).extend({ subjects: z.number().int(), tried: z.number().int(), failed: z.number().int() });
export type OnDemandRunSummary = z.infer<typeof OnDemandRunSummary>;

/** What is kept of runs, and how. */
export const OnDemandRuns = z.strictObject({
  runs: z.array(OnDemandRunSummary),
  keeping: Keeping,
  setAside: z.array(z.string()),
  locked: z.number().int(),
});
export type OnDemandRuns = z.infer<typeof OnDemandRuns>;

/** One attribute or verdict of one person in two runs; null = not written, or not said. */
export const OnDemandChange = z.strictObject({
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type OnDemandChange = z.infer<typeof OnDemandChange>;

/** Two runs beside each other. */
export const OnDemandComparison = z.strictObject({
  people: z.array(
    z.strictObject({
      subject: z.string(),
      /** In which of the two runs it is. */
      inRuns: z.enum(['both', 'before', 'after']),
      before: z.string().nullable(),
      after: z.string().nullable(),
      changes: z.array(OnDemandChange),
    }),
  ),
  /** What of the configuration changed between the two runs. */
  configuration: z.array(Difference),
  notes: z.array(z.string()),
});
export type OnDemandComparison = z.infer<typeof OnDemandComparison>;
