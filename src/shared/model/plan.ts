import { z } from 'zod';
import { PlanId, ServicePrincipalId, SynchronizationJobId } from './ids.ts';

/** What a step does to the tenant. `keep` and `check` write nothing; `handOff` waits for a person elsewhere. */
export const stepActions = [
  'create',
  'update',
  'remove',
  'start',
  'stop',
  'restart',
  'keep',
  'check',
  'handOff',
] as const;
export const StepAction = z.enum(stepActions);
export type StepAction = z.infer<typeof StepAction>;

/** One value before and after, in words. Secret values never appear: they read "(secret)". */
export const PlannedChange = z.strictObject({
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type PlannedChange = z.infer<typeof PlannedChange>;

/** A Graph request that a step will make; ids that do not exist yet stand in braces, for example {servicePrincipalId}. */
export const PlannedRequest = z.strictObject({ method: z.string(), path: z.string() });
export type PlannedRequest = z.infer<typeof PlannedRequest>;

/** What has to be confirmed by a person before a step may run. */
export const Confirmation = z.discriminatedUnion('kind', [
  /** The saved secret or a new one goes to a host that it did not go to before. */
  z.strictObject({ kind: z.literal('changeOfHost'), from: z.string(), to: z.string() }),
  /** People lose access or accounts may be disabled or deleted in the target. */
  z.strictObject({ kind: z.literal('deprovisions'), count: z.number().int().nullable() }),
  /** Objects that exist in the tenant are deleted. */
  z.strictObject({ kind: z.literal('deletes'), objects: z.array(z.string()) }),
]);
export type Confirmation = z.infer<typeof Confirmation>;

/** One step of a plan: what, why, and what it will send. */
export const PlanStep = z.strictObject({
  id: z.string(),
  title: z.string(),
  reason: z.string(),
  action: StepAction,
  changes: z.array(PlannedChange),
  consequence: z.string().optional(),
  requests: z.array(PlannedRequest),
  confirmation: Confirmation.optional(),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** Something a person should know; never stops a plan by itself. */
export const Warning = z.strictObject({ code: z.string(), message: z.string(), nextStep: z.string().optional() });
export type Warning = z.infer<typeof Warning>;

/** A secret that the plan will send, and the host that it goes to. */
export const SecretUse = z.strictObject({
  key: z.string(),
  label: z.string(),
  host: z.string(),
  bound: z.boolean(),
  needed: z.boolean(),
  why: z.string(),
});
export type SecretUse = z.infer<typeof SecretUse>;

/**
 * A choice that the review offers; the answer goes into the configuration, never straight into the tenant.
 * `defaultOrExpression`: `subject` is a target attribute, and the option `everyAccount` puts it into `everyAccount`.
 */
export const Choice = z.strictObject({
  code: z.enum(['defaultOrExpression']),
  subject: z.string(),
  question: z.string(),
  options: z.array(
    z.strictObject({ id: z.enum(['newAccounts', 'everyAccount']), label: z.string(), effect: z.string() }),
  ),
  /** Id of the option that this plan is made with. */
  chosen: z.enum(['newAccounts', 'everyAccount']),
});
export type Choice = z.infer<typeof Choice>;

/** A plan: the pure difference between a configuration and the live tenant, as steps. */
export const Plan = z.strictObject({
  id: PlanId,
  hash: z.string(),
  purpose: z.enum(['setup', 'undo', 'jobAction', 'rollback', 'unassign']),
  tenantId: z.string(),
  vendor: z.string(),
  application: z.string(),
  servicePrincipalId: ServicePrincipalId.nullable(),
  steps: z.array(PlanStep),
  secrets: z.array(SecretUse),
  warnings: z.array(Warning),
  choices: z.array(Choice),
  /** Number of steps that write. 0 = nothing to do. */
  writes: z.number().int(),
});
export type Plan = z.infer<typeof Plan>;

/** How one step ended. `verified` is true only after the value was read back and compared. */
export const StepReport = z.strictObject({
  id: z.string(),
  title: z.string(),
  action: StepAction,
  verified: z.boolean(),
  detail: z.string(),
  requestId: z.string().optional(),
});
export type StepReport = z.infer<typeof StepReport>;

/** What applying a plan came to. `requests` counts HTTP requests to Graph, writes included; `writes` those that change something. */
export const ApplyReport = z.strictObject({
  result: z.enum(['changed', 'unchanged', 'authorizationRequired']),
  servicePrincipalId: ServicePrincipalId.nullable(),
  jobId: SynchronizationJobId.nullable(),
  steps: z.array(StepReport),
  requests: z.number().int(),
  writes: z.number().int(),
  warnings: z.array(Warning),
  /** Where a person authorizes an OAuth application, when `result` is authorizationRequired. */
  authorizeUrl: z.string().optional(),
});
export type ApplyReport = z.infer<typeof ApplyReport>;
