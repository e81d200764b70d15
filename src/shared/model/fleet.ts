import { z } from 'zod';
import { ServicePrincipalId, SynchronizationJobId } from './ids.ts';
import { JobHealth } from './job.ts';
import { ExpirySource } from './secret-care.ts';

/** How urgently a person has to look, most urgent first. */
export const attentionLevels = ['act', 'look', 'none'] as const;
export const AttentionLevel = z.enum(attentionLevels);
export type AttentionLevel = z.infer<typeof AttentionLevel>;

/**
 * When the next cycle begins: `about` = the end of the last one and the interval of the schedule; `due` = that time is over;
 * `retry` = the attempt that the service names during a quarantine; `first` = the first one has not ended; `off` = none comes.
 */
export const NextCycle = z.strictObject({
  kind: z.enum(['about', 'due', 'retry', 'first', 'off', 'unknown']),
  at: z.string().nullable(),
});
export type NextCycle = z.infer<typeof NextCycle>;

/** What the last cycle came to. Times are ISO 8601 UTC; null = the service does not say. */
export const LastCycle = z.strictObject({
  state: z.string(),
  began: z.string().nullable(),
  ended: z.string().nullable(),
  /** Objects sent to the application. */
  exported: z.number().nullable(),
  /** Objects that failed and are tried again. */
  failed: z.number().nullable(),
  /** Failed of all that were to be sent, 0 to 1; null where nothing was to be sent, or the service does not say. */
  errorRate: z.number().nullable(),
});
export type LastCycle = z.infer<typeof LastCycle>;

/** Whether something is set; `unknown` where this role may not read it, or the service hides it. */
export const SettingState = z.enum(['set', 'notSet', 'unknown']);
export type SettingState = z.infer<typeof SettingState>;

/** What is known of the secret of an application; Entra does not say when one was saved or when it ends. */
export const KnownSecret = z.strictObject({
  savedAt: z.string().nullable(),
  /** null = unknown, or never where a person says so. */
  expiresAt: z.string().nullable(),
  /** Where the end is known from. */
  source: ExpirySource,
});
export type KnownSecret = z.infer<typeof KnownSecret>;

/** One application of the fleet board: one that provisions people, or that could, in one line. */
export const FleetRow = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  displayName: z.string(),
  /** Id of the vendor profile that fits, if any. */
  vendor: z.string().nullable(),
  /** Its synchronization job; null = provisioning was never set up, or could not be read. */
  jobId: SynchronizationJobId.nullable(),
  /** How many jobs it has; this product works on applications with one. */
  jobs: z.number().int(),
  health: JobHealth,
  attention: AttentionLevel,
  /** Why a person has to look, or null. */
  why: z.string().nullable(),
  /** What the service said when its jobs could not be read, or null. */
  fault: z.string().nullable(),
  lastCycle: LastCycle.nullable(),
  nextCycle: NextCycle,
  /** Pages of the initial cycle, while it runs. */
  progress: z.strictObject({ completed: z.number(), total: z.number() }).nullable(),
  /** Objects in the target by type, as the service counts them; empty where it does not say. */
  objects: z.array(z.strictObject({ key: z.string(), value: z.number() })),
  quarantine: z
    .strictObject({
      reason: z.string(),
      since: z.string().nullable(),
      /** Days until the service stops the job, 28 days after the quarantine began; null = the beginning is not known. */
      daysLeft: z.number().nullable(),
      stopsOn: z.string().nullable(),
    })
    .nullable(),
  notifications: SettingState,
  deletionThreshold: z.strictObject({ state: SettingState, value: z.string().nullable() }),
  /** null = unknown. */
  secret: KnownSecret.nullable(),
  /** When it was read from the service. */
  readAt: z.string(),
});
export type FleetRow = z.infer<typeof FleetRow>;

/** Every provisioning application of the tenant, as far as it is known. */
export const FleetView = z.strictObject({
  /** `partial` = a discovery ended before it had looked at everything. */
  state: z.enum(['discovering', 'complete', 'partial']),
  /** Service principals that were looked at, of those that were listed so far. */
  looked: z.number().int(),
  listed: z.number().int(),
  /** When the fleet was last read as a whole; null = not yet. */
  readAt: z.string().nullable(),
  /** True where the service did not take these requests in batches, so that each was sent on its own. */
  withoutBatch: z.boolean(),
  /** New applications that a refresh saw and left for the next one. */
  waiting: z.number().int(),
  /** Applications of which this role may not read whether they provision people. */
  hidden: z.number().int(),
  applications: z.array(FleetRow),
});
export type FleetView = z.infer<typeof FleetView>;

/** What reading the fleet came to. */
export const FleetReport = z.strictObject({
  /** `known` = it was read a moment ago, so nothing was asked. */
  kind: z.enum(['discovery', 'refresh', 'known']),
  listed: z.number().int(),
  /** Applications with a synchronization job. */
  provisioning: z.number().int(),
  /** HTTP requests that were sent; a batch counts once. */
  requests: z.number().int(),
  withoutBatch: z.boolean(),
  waiting: z.number().int(),
  turnedBad: z.number().int(),
});
export type FleetReport = z.infer<typeof FleetReport>;

/** Applications that got worse since the fleet was read before, with words that may be shown outside of the program. */
export const FleetNotice = z.strictObject({
  title: z.string(),
  body: z.string(),
  applications: z.array(
    z.strictObject({ servicePrincipalId: ServicePrincipalId, displayName: z.string(), health: JobHealth }),
  ),
});
export type FleetNotice = z.infer<typeof FleetNotice>;
