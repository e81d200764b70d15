import type { ServiceFault } from '#emulator/state';
import type { JobRuntime } from './job-runtime.ts';

/** The scopes a restart may reset. Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria */
const knownScopes = new Set([
  'None',
  'ConnectorDataStore',
  'Escrows',
  'Watermark',
  'QuarantineState',
  'Full',
  'ForceDeletes',
]);

// What "Restart provisioning" of the admin centre does, and an empty resetScope.
const defaultScopes: ReadonlySet<string> = new Set(['QuarantineState', 'Watermark', 'Escrows']);

/**
 * Starts a job: a paused or quarantined job runs at once, from where it stopped; on a running job it changes nothing.
 * Takes the job's memory (changed in place) and the tenant's time.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-start
 */
export function startJob(runtime: JobRuntime, now: number): void {
  if (runtime.schedule === 'Active' && runtime.quarantine === null) return;
  runtime.schedule = 'Active';
  runtime.quarantine = null;
  runtime.nextRunAt = now;
}

/**
 * Pauses a job; its memory, and its quarantine, stay. A cycle under way runs to its end.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-pause
 */
export function pauseJob(runtime: JobRuntime): void {
  if (runtime.schedule === 'Active') runtime.schedule = 'Paused';
  runtime.nextRunAt = null;
}

/**
 * Restarts a job and forgets what the scopes name.
 * Takes the job's memory (changed in place), the scopes (none: QuarantineState, Watermark, Escrows) and the tenant's
 * time; gives a fault for an unknown scope, or for ForceDeletes beside another scope.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-restart
 */
export function restartJob(runtime: JobRuntime, scopes: ReadonlySet<string>, now: number): ServiceFault | null {
  for (const scope of scopes) {
    if (!knownScopes.has(scope)) return badScope(`Requested value '${scope}' was not found.`);
  }
  if (scopes.has('ForceDeletes') && scopes.size > 1) {
    return badScope('ForceDeletes cannot be combined with another reset scope.');
  }
  const reset = scopes.size === 0 ? defaultScopes : scopes;
  const has = (scope: string): boolean => reset.has(scope) || reset.has('Full');
  if (has('ConnectorDataStore')) forgetLinks(runtime);
  if (has('Escrows')) runtime.escrows.clear();
  if (has('Watermark')) runtime.watermark = null;
  if (has('QuarantineState') || reset.has('ForceDeletes') || reset.has('None')) runtime.quarantine = null;
  if (reset.has('ForceDeletes')) runtime.forceDeletes = true;
  runtime.generation += 1;
  runtime.schedule = 'Active';
  runtime.nextRunAt = runtime.quarantine?.nextAttempt ?? now;
  return null;
}

const badScope = (message: string): ServiceFault => ({ status: 400, code: 'InvalidRestartCriteria', message });

/** Full also breaks the ties between source and target: the next cycle matches everybody again. */
function forgetLinks(runtime: JobRuntime): void {
  runtime.links = { User: new Map(), Group: new Map() };
  runtime.claims = new Map();
  runtime.pendingReferences.clear();
  runtime.pendingMembers.clear();
  runtime.stagedDeletes.clear();
  runtime.entitlementKeys = new Map();
  runtime.watermark = null;
  runtime.steadyFirst = null;
  runtime.steadyLast = null;
  runtime.progress = null;
}

/**
 * Asks for a full evaluation after the schema changed, at once when the job runs.
 * Takes the job's memory (changed in place) and the tenant's time.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export function evaluateEverybody(runtime: JobRuntime, now: number): void {
  runtime.watermark = null;
  runtime.generation += 1;
  if (runtime.schedule === 'Active' && runtime.quarantine === null) runtime.nextRunAt = now;
}
