import { z } from 'zod';
import { ServicePrincipalId, SynchronizationJobId } from './ids.ts';

/** In words what state a synchronization job is in; `raw` members keep what the service said. */
export const jobHealths = [
  'notConfigured',
  'off',
  'initialCycle',
  'healthy',
  'errors',
  'quarantine',
  'unknown',
] as const;
export const JobHealth = z.enum(jobHealths);
export type JobHealth = z.infer<typeof JobHealth>;

/** Counts of one cycle. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtaskexecution */
export const CycleView = z.strictObject({
  state: z.string(),
  began: z.string().nullable(),
  ended: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
});
export type CycleView = z.infer<typeof CycleView>;

/** Quarantine explained. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
export const QuarantineView = z.strictObject({
  reason: z.string(),
  meaning: z.string(),
  checks: z.array(z.string()),
  fix: z.string(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  tenantActionable: z.boolean().nullable(),
  since: z.string().nullable(),
  nextAttempt: z.string().nullable(),
  disabledOn: z.string().nullable(),
  daysLeft: z.number().nullable(),
});
export type QuarantineView = z.infer<typeof QuarantineView>;

/** One synchronization job as an administrator wants to see it. Times are ISO 8601 UTC; null = never. */
export const JobView = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  application: z.string(),
  jobId: SynchronizationJobId,
  templateId: z.string(),
  health: JobHealth,
  summary: z.string(),
  scheduleState: z.string(),
  statusCode: z.string(),
  interval: z.string().nullable(),
  progress: z.array(z.strictObject({ completed: z.number(), total: z.number(), units: z.string() })),
  lastCycle: CycleView.nullable(),
  lastSuccessfulCycle: CycleView.nullable(),
  steadyStateSince: z.string().nullable(),
  entriesByType: z.array(z.strictObject({ key: z.string(), value: z.number() })),
  quarantine: QuarantineView.nullable(),
  scope: z.enum(['assigned', 'everyone', 'unknown']),
  notificationEmail: z.string().nullable(),
  deletionThreshold: z.string().nullable(),
});
export type JobView = z.infer<typeof JobView>;

/** One step of a provisioning attempt (import, scoping, matching, processing, referenceResolution, export). */
export const ProvisioningStepView = z.strictObject({
  name: z.string(),
  type: z.string(),
  status: z.string(),
  description: z.string(),
  details: z.record(z.string(), z.string()),
});
export type ProvisioningStepView = z.infer<typeof ProvisioningStepView>;

/** One attribute value old → new; values of password-like attributes read "(masked)". */
export const ModifiedPropertyView = z.strictObject({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ModifiedPropertyView = z.infer<typeof ModifiedPropertyView>;

/** What provisioning one object on demand came to. */
export const OnDemandView = z.strictObject({
  /** Graph's request-id, for support. */
  requestId: z.string().optional(),
  result: z.string(),
  action: z.string().nullable(),
  subject: z.string(),
  targetId: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  remedy: z.string().nullable(),
  steps: z.array(ProvisioningStepView),
  modifiedProperties: z.array(ModifiedPropertyView),
});
export type OnDemandView = z.infer<typeof OnDemandView>;

/** One row of the provisioning log. Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary */
export const LogEntryView = z.strictObject({
  id: z.string(),
  activityDateTime: z.string(),
  application: z.string().nullable(),
  servicePrincipalId: z.string().nullable(),
  jobId: z.string().nullable(),
  cycleId: z.string().nullable(),
  changeId: z.string().nullable(),
  action: z.string(),
  status: z.string(),
  source: z.strictObject({
    id: z.string().nullable(),
    displayName: z.string().nullable(),
    type: z.string().nullable(),
  }),
  target: z.strictObject({
    id: z.string().nullable(),
    displayName: z.string().nullable(),
    type: z.string().nullable(),
  }),
  durationMs: z.number().nullable(),
  errorCode: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  steps: z.array(ProvisioningStepView),
  modifiedProperties: z.array(ModifiedPropertyView),
});
export type LogEntryView = z.infer<typeof LogEntryView>;
