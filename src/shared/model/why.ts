import { z } from 'zod';
import { ServicePrincipalId, SynchronizationJobId } from './ids.ts';
import { Warning } from './plan.ts';
import { MissingPermission } from './scope.ts';

/** What has to hold for a person to be provisioned, in the order in which it is looked at. */
export const whyGateNames = [
  'job',
  'person',
  'assignment',
  'role',
  'scopeFilter',
  'matching',
  'required',
  'log',
  'target',
] as const;
export const WhyGateName = z.enum(whyGateNames);
export type WhyGateName = z.infer<typeof WhyGateName>;

/** `notReached`: an earlier gate decides, so this one says nothing. */
export const GateVerdict = z.enum(['passed', 'failed', 'unknown', 'notReached']);
export type GateVerdict = z.infer<typeof GateVerdict>;

/** Where a fix is made; `elsewhere`: not in this program. */
export const FixPlace = z.enum([
  'setUp',
  'credentials',
  'overview',
  'quarantine',
  'scope',
  'mappings',
  'log',
  'onDemand',
  'elsewhere',
]);
export type FixPlace = z.infer<typeof FixPlace>;

/** What to do about a gate. */
export const GateFix = z.strictObject({
  text: z.string(),
  place: FixPlace,
  /** Id of the log entry that it is about, with `log`. */
  entry: z.string().nullable(),
});
export type GateFix = z.infer<typeof GateFix>;

/** One thing that was looked at. */
export const GateSeen = z.strictObject({
  what: z.string(),
  /** null: it has no value, or it could not be read; `note` says which. */
  value: z.string().nullable(),
  /** null: it only informs. */
  verdict: GateVerdict.nullable(),
  note: z.string().nullable(),
});
export type GateSeen = z.infer<typeof GateSeen>;

/** One gate on the way of a person into an application. */
export const WhyGate = z.strictObject({
  gate: WhyGateName,
  verdict: GateVerdict,
  why: z.string(),
  seen: z.array(GateSeen),
  /** True: worked out on this machine by our own rules, not by the provisioning service. */
  byUs: z.boolean(),
  /** Permissions that would tell more. */
  needs: z.array(z.string()),
  fix: GateFix.nullable(),
});
export type WhyGate = z.infer<typeof WhyGate>;

/** One entry of the provisioning log about the person. Times are ISO 8601 UTC. */
export const WhyLogEntry = z.strictObject({
  id: z.string(),
  activityDateTime: z.string(),
  action: z.string(),
  status: z.string(),
  errorCode: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type WhyLogEntry = z.infer<typeof WhyLogEntry>;

/** Whom an explanation is about. */
export const WhyPerson = z.strictObject({
  /** null: only the log knows the person, by name. */
  id: z.string().nullable(),
  displayName: z.string(),
  userPrincipalName: z.string().nullable(),
  /** `log`: the directory does not have the person any more. */
  found: z.enum(['directory', 'deleted', 'log']),
  /** null: it cannot be told. */
  guest: z.boolean().nullable(),
  enabled: z.boolean().nullable(),
});
export type WhyPerson = z.infer<typeof WhyPerson>;

/** Why a person is provisioned to an application, or is not. */
export const WhyExplanation = z.strictObject({
  application: z.string(),
  servicePrincipalId: ServicePrincipalId,
  jobId: SynchronizationJobId.nullable(),
  person: WhyPerson,
  conclusion: z.strictObject({
    /** `outOfDate`: there is an account, but it is not kept as it should be. */
    kind: z.enum(['provisioned', 'outOfDate', 'notProvisioned', 'unknown']),
    /** The first gate that failed, else the first that could not be told. */
    gate: WhyGateName.nullable(),
    sentence: z.string(),
    /** Further gates that fail and come next once the first is mended. */
    next: z.array(WhyGateName),
    fix: GateFix.nullable(),
  }),
  gates: z.array(WhyGate),
  log: z.strictObject({
    /** Where the entries come from; `none`: the log could not be read. */
    source: z.enum(['service', 'archive', 'both', 'none']),
    /** Until when the archive was read, where entries come from it alone. */
    readUntil: z.string().nullable(),
    entries: z.array(WhyLogEntry),
  }),
  /** Permissions that would fill in more, with the reason for each. */
  missing: z.array(MissingPermission),
  notes: z.array(Warning),
  readAt: z.string(),
});
export type WhyExplanation = z.infer<typeof WhyExplanation>;
