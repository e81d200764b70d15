import { z } from 'zod';
import { PlannedChange } from '#shared/model/plan';

/** An object in the tenant that one of our writes made; what `setup undo` may remove. */
export const CreatedObject = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('application'),
    servicePrincipalId: z.string(),
    applicationId: z.string(),
    appId: z.string(),
    displayName: z.string(),
  }),
  z.object({ type: z.literal('job'), servicePrincipalId: z.string(), jobId: z.string() }),
  z.object({
    type: z.literal('appRole'),
    servicePrincipalId: z.string(),
    applicationId: z.string(),
    roleId: z.string(),
  }),
  z.object({
    type: z.literal('assignment'),
    servicePrincipalId: z.string(),
    assignmentId: z.string(),
    principalId: z.string(),
    appRoleId: z.string(),
  }),
]);
export type CreatedObject = z.infer<typeof CreatedObject>;

/** An object that we made and removed again, by its own id. */
export const RemovedObject = z.object({
  type: z.enum(['application', 'job', 'appRole', 'assignment']),
  id: z.string(),
});
export type RemovedObject = z.infer<typeof RemovedObject>;

/** The application a write is about. `servicePrincipalId` is null before it exists. */
export const JournalApplication = z.object({
  vendor: z.string(),
  name: z.string(),
  servicePrincipalId: z.string().nullable(),
});
export type JournalApplication = z.infer<typeof JournalApplication>;

/** What the next run needs to know when this write's outcome never came. */
export const IntentSubject = z.object({
  /** Ids of all objects of the kind that is about to be created, as they were before. */
  known: z.array(z.string()).optional(),
  templateId: z.string().optional(),
  /** Id that we chose ourselves for what is created (an app role). */
  id: z.string().optional(),
  pairs: z.array(z.object({ principalId: z.string(), appRoleId: z.string() })).optional(),
  /** What this write removes. */
  removes: z.array(RemovedObject).optional(),
  /** What has to follow this write before the change takes effect. */
  owes: z.array(z.enum(['start', 'restart'])).optional(),
});
export type IntentSubject = z.infer<typeof IntentSubject>;

const position = {
  v: z.literal(1),
  sequence: z.number().int().min(1),
  at: z.string(),
  run: z.string(),
  who: z.string(),
  tenantId: z.string(),
  /** Hash of the entry before; 64 zeros for the first one. */
  previous: z.string(),
  /** SHA-256 of the canonical JSON of this entry without this member. */
  hash: z.string(),
};

/** Written and on the disk before the Graph request is sent. */
export const IntentEntry = z.looseObject({
  ...position,
  kind: z.literal('intent'),
  id: z.string(),
  step: z.string(),
  application: JournalApplication,
  changes: z.array(PlannedChange),
  subject: IntentSubject,
});
export type IntentEntry = z.infer<typeof IntentEntry>;

/** Written after the answer, or by the next run that found out what had become of it. */
export const OutcomeEntry = z.looseObject({
  ...position,
  kind: z.literal('outcome'),
  intent: z.string(),
  step: z.string(),
  application: JournalApplication,
  result: z.enum(['done', 'refused', 'found', 'nothingCame', 'resumed']),
  detail: z.string(),
  requestId: z.string().nullable(),
  created: z.array(CreatedObject),
  removed: z.array(RemovedObject),
});
export type OutcomeEntry = z.infer<typeof OutcomeEntry>;

/** Says that the last line of the file was torn (power cut, full disk) and what stood there. */
export const RepairEntry = z.looseObject({ ...position, kind: z.literal('repair'), tornTail: z.string() });
export type RepairEntry = z.infer<typeof RepairEntry>;

/** Says that a person accepted that entries at the end were gone: how many the anchor knew of, and the hash of the last one. */
export const LossEntry = z.looseObject({
  ...position,
  kind: z.literal('loss'),
  expected: z.object({ length: z.number().int(), head: z.string() }),
});
export type LossEntry = z.infer<typeof LossEntry>;

/** An entry about one of our writes. */
export type WriteEntry = IntentEntry | OutcomeEntry;

/** Takes an entry; says whether it is about a write, and not about the journal itself. Pure. */
export const isWriteEntry = (entry: JournalEntry): entry is WriteEntry =>
  entry.kind === 'intent' || entry.kind === 'outcome';

/** One line of a journal. Never holds a secret: values of secret settings read "(secret)". */
export const JournalEntry = z.discriminatedUnion('kind', [IntentEntry, OutcomeEntry, RepairEntry, LossEntry]);
export type JournalEntry = z.infer<typeof JournalEntry>;
