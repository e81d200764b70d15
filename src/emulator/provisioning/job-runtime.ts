import type { JobRecord } from '#emulator/state';
import type { EntryLink } from './entry-link.ts';
import type { ImposedQuarantine } from './quarantine-entry.ts';
import type { VendorDefinition } from './vendor-definitions.ts';

/** One execution as the status reports it. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationtaskexecution */
export interface Execution {
  activityIdentifier: string;
  began: number;
  ended: number;
  state: 'Succeeded' | 'Failed' | 'EntryLevelErrors';
  countEntitled: number;
  countImported: number;
  countExported: number;
  countEscrowed: number;
  /** Objects with a reference whose target does not exist yet. */
  countUnresolved: number;
  error: StatusError | null;
}

/** An error as status and quarantine carry it. */
export interface StatusError {
  readonly code: string;
  readonly message: string;
  readonly tenantActionable: boolean;
}

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine */
export interface QuarantineState {
  readonly reason: string;
  readonly seriesBegan: number;
  readonly currentBegan: number;
  readonly nextAttempt: number;
  readonly seriesCount: number;
  readonly error: StatusError | null;
}

/** How far a running or ended cycle came, in pages. */
export interface Progress {
  completed: number;
  total: number;
  observedAt: number;
}

/** What the service remembers of one job beside what Graph keeps. */
export interface JobRuntime {
  readonly job: JobRecord;
  readonly vendor: VendorDefinition;
  schedule: 'Disabled' | 'Active' | 'Paused';
  nextRunAt: number | null;
  running: boolean;
  links: { readonly User: Map<string, EntryLink>; readonly Group: Map<string, EntryLink> };
  /** Source object that owns a matching value, so that two sources never share a target. */
  claims: Map<string, string>;
  /** Objects that failed, with their code; tried again in each cycle. */
  readonly escrows: Map<string, string>;
  /** People whose single reference (manager) had no target yet. */
  readonly pendingReferences: Set<string>;
  /** Groups with a member who could not be provisioned yet. */
  readonly pendingMembers: Set<string>;
  /** Deletes held back by the deletion threshold. */
  readonly stagedDeletes: Set<string>;
  /** Entitlement of each assigned person as of the last cycle. */
  entitlementKeys: ReadonlyMap<string, string>;
  /** Scope with which the last full evaluation ran: a narrower scope waits for a restart. */
  syncAll: boolean | null;
  /** Start of the last cycle; null: the next cycle evaluates everybody. */
  watermark: number | null;
  /** Counts changes of schema and restarts, so that a running cycle does not undo them. */
  generation: number;
  forceDeletes: boolean;
  successiveFailures: number;
  lastExecution: Execution | null;
  lastSuccessful: Execution | null;
  lastSuccessfulWithExports: Execution | null;
  quarantine: QuarantineState | null;
  /** What keeps the job in quarantine until it is taken back; null = only what its cycles come to. */
  imposed: ImposedQuarantine | null;
  steadyFirst: number | null;
  steadyLast: number | null;
  progress: Progress | null;
}

/** What a job of a generated tenant is remembered by: as if it had run before. */
export type JobMemory = Partial<Omit<JobRuntime, 'job' | 'vendor'>>;

/**
 * The memory of a new job: disabled, nothing linked, nothing run.
 * Takes the job as Graph keeps it and the vendor's definition.
 */
export function createJobRuntime(job: JobRecord, vendor: VendorDefinition): JobRuntime {
  return {
    job,
    vendor,
    schedule: 'Disabled',
    nextRunAt: null,
    running: false,
    links: { User: new Map(), Group: new Map() },
    claims: new Map(),
    escrows: new Map(),
    pendingReferences: new Set(),
    pendingMembers: new Set(),
    stagedDeletes: new Set(),
    entitlementKeys: new Map(),
    syncAll: null,
    watermark: null,
    generation: 0,
    forceDeletes: false,
    successiveFailures: 0,
    lastExecution: null,
    lastSuccessful: null,
    lastSuccessfulWithExports: null,
    quarantine: null,
    imposed: null,
    steadyFirst: null,
    steadyLast: null,
    progress: null,
  };
}
