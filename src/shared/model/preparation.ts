import { z } from 'zod';
import { ServicePrincipalId, SynchronizationJobId } from './ids.ts';
import { JobHealth } from './job.ts';

/**
 * What a look at the tenant said about a prerequisite. `met`: seen; `notSeen`: looked for and not found; `unknown`: could not
 * be looked up; `person`: nobody but a person can know. None of them stops anything: only the service refuses.
 */
export const prerequisiteStates = ['met', 'notSeen', 'unknown', 'person'] as const;
export const PrerequisiteState = z.enum(prerequisiteStates);
export type PrerequisiteState = z.infer<typeof PrerequisiteState>;

/** One prerequisite, what was seen of it, and what it means. */
export const Prerequisite = z.strictObject({
  kind: z.string(),
  text: z.string(),
  state: PrerequisiteState,
  detail: z.string(),
  url: z.string().nullable(),
  /** Permissions that have to be consented to before it can be looked up. */
  scopes: z.array(z.string()),
});
export type Prerequisite = z.infer<typeof Prerequisite>;

/** An app role that people and groups can be given. Source: learn.microsoft.com/graph/api/resources/approle */
export const AppRoleChoice = z.strictObject({ value: z.string(), displayName: z.string() });
export type AppRoleChoice = z.infer<typeof AppRoleChoice>;

/** An application of the vendor that is in the tenant already. */
export const ExistingApplication = z.strictObject({
  servicePrincipalId: ServicePrincipalId,
  displayName: z.string(),
  createdDateTime: z.string().nullable(),
  /** Mode of single sign-on as the service names it; null = none is set. */
  singleSignOnMode: z.string().nullable(),
  /** Health of its synchronization job; null = it has none, or its jobs may not be read. */
  provisioning: JobHealth.nullable(),
  /** Whether the job runs on its schedule now. */
  active: z.boolean(),
  appRoles: z.array(AppRoleChoice),
});
export type ExistingApplication = z.infer<typeof ExistingApplication>;

/** What the tenant's gallery says about the vendor. */
export const GalleryFinding = z.strictObject({
  state: z.enum(['found', 'notFound', 'notNeeded']),
  displayName: z.string().nullable(),
  supportsProvisioning: z.boolean().nullable(),
});
export type GalleryFinding = z.infer<typeof GalleryFinding>;

/** A person or a group that a search found. */
export const DirectoryEntry = z.strictObject({
  kind: z.enum(['user', 'group']),
  id: z.guid(),
  displayName: z.string(),
  /** User principal name of a person; null for a group. */
  userPrincipalName: z.string().nullable(),
  /** false = the service would refuse to assign it: a group that is not security-enabled. */
  assignable: z.boolean(),
});
export type DirectoryEntry = z.infer<typeof DirectoryEntry>;

/** The layers of a connection, from the outside in. */
export const connectionLayers = ['address', 'name', 'connection', 'tls', 'answer', 'service'] as const;
export const ConnectionLayer = z.enum(connectionLayers);
export type ConnectionLayer = z.infer<typeof ConnectionLayer>;

/** What one layer of a connection test came to; `notTried` says why in `detail`. */
export const ConnectionCheck = z.strictObject({
  layer: ConnectionLayer,
  state: z.enum(['passed', 'warning', 'failed', 'notTried']),
  detail: z.string(),
  nextStep: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;

/**
 * A connection test, layer by layer: first from this machine, then by the provisioning service itself, whose word counts.
 * `works`: the service says so; `looksGood`: all that could be tried here passed; `fails`: a layer that counts failed.
 */
export const ConnectionDiagnosis = z.strictObject({
  verdict: z.enum(['works', 'looksGood', 'fails']),
  host: z.string(),
  checks: z.array(ConnectionCheck),
  /** The vendor's own advice, when it fails. */
  advice: z.array(z.string()),
});
export type ConnectionDiagnosis = z.infer<typeof ConnectionDiagnosis>;

/** One target attribute: what the document says, what the application has now, what the setup would make of it. */
export const MappingRow = z.strictObject({
  target: z.string(),
  documented: z.boolean(),
  required: z.boolean(),
  /** Source expression in the tenant now; null = not mapped, or nothing to compare with. */
  live: z.string().nullable(),
  matchingPriority: z.number().nullable(),
  /** Source expression after the setup; null = not mapped afterwards, or decided by the application's own defaults. */
  planned: z.string().nullable(),
  defaultValue: z.string().nullable(),
  change: z.enum(['none', 'add', 'edit', 'remove']),
  note: z.string().nullable(),
});
export type MappingRow = z.infer<typeof MappingRow>;

/** Mappings of one kind of object, profile beside live schema. */
export const MappingComparison = z.strictObject({
  source: z.string(),
  target: z.string(),
  /** Whether the object mapping is on in the tenant; null = there is none yet. */
  enabled: z.boolean().nullable(),
  /** true = the setup turns it off, since the vendor takes no such objects. */
  turnedOff: z.boolean(),
  documented: z.enum(['table', 'image', 'none']),
  rows: z.array(MappingRow),
});
export type MappingComparison = z.infer<typeof MappingComparison>;

/** Where the live side of a comparison comes from; null = there is no synchronization job yet. */
export const LiveSchema = z.strictObject({ jobId: SynchronizationJobId, version: z.string().nullable() });
export type LiveSchema = z.infer<typeof LiveSchema>;
