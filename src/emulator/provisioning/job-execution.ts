import { compileSchema } from './compiled-mapping.ts';
import { testConnection } from './connection-test.ts';
import { type CycleCounts, runCycle } from './cycle.ts';
import { entitlementKeys } from './cycle-candidates.ts';
import type { CycleRun } from './cycle-run.ts';
import { type Engine, openTarget, originOf, secretsOf } from './engine.ts';
import { readEntitlements } from './entitlements.ts';
import type { Execution, JobRuntime, StatusError } from './job-runtime.ts';
import { isFault, readJobSettings } from './job-settings.ts';
import { cycleIntervalMs, escrowQuarantineReason, quarantineLimitMs } from './quarantine.ts';
import { applyFailures, putInQuarantine } from './quarantine-entry.ts';
import type { ScimClient } from './scim-client.ts';
import { ConnectionFailure } from './target-failure.ts';

/**
 * The service goes on trying while a target has trouble of its own (5xx, timeout); it is not documented for how long.
 * Three cycles are two hours.
 */
const tolerableFailures = 3;

/**
 * Runs one cycle of a job and writes down what became of it: execution, watermark, quarantine, next run.
 * Takes the engine and the job's memory. A target that fails as a whole ends the cycle as failed; anything else that is
 * thrown is a fault of this program and is thrown on.
 */
export async function executeCycle(engine: Engine, runtime: JobRuntime): Promise<void> {
  const began = engine.clock.now();
  const { generation } = runtime;
  runtime.running = true;
  try {
    const client = await connect(engine, runtime);
    const run = beginRun(engine, runtime, client);
    const counts = await runCycle({
      run,
      mappings: compileSchema(runtime.job.schema),
      pageSize: engine.pageSize,
    });
    // A schema PUT or a restart during the cycle asked for a full evaluation: it stands.
    if (runtime.generation === generation) runtime.watermark = began;
    runtime.entitlementKeys = entitlementKeys(run.entitlements);
    runtime.syncAll = run.syncAll;
    recordSuccess({ engine, runtime, began, run }, counts);
  } catch (cause) {
    if (!(cause instanceof ConnectionFailure)) throw cause;
    recordFailure({ engine, runtime, began }, cause);
  } finally {
    runtime.running = false;
  }
}

async function connect(engine: Engine, runtime: JobRuntime): Promise<ScimClient> {
  const { servicePrincipalId } = runtime.job;
  const credentials = secretsOf(engine, servicePrincipalId);
  const client = openTarget(engine, { vendor: runtime.vendor, servicePrincipalId, credentials });
  if (isFault(client)) throw new ConnectionFailure({ ...client, tenantActionable: true });
  await testConnection(client, { attribute: matchingAttribute(runtime), value: engine.newId() });
  return client;
}

/** The attribute the connection test filters by: the first matching one of the user mapping. */
export function matchingAttribute(runtime: Pick<JobRuntime, 'job'>): string {
  const users = compileSchema(runtime.job.schema).find((each) => each.sourceObjectName.toLowerCase() === 'user');
  return users?.matching[0]?.target ?? 'userName';
}

/**
 * The run of a cycle.
 * Takes the engine, the job's memory and a client; a scope that became narrower waits for the next full evaluation.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/known-issues
 */
export function beginRun(engine: Engine, runtime: JobRuntime, client: ScimClient): CycleRun {
  const settings = readJobSettings(secretsOf(engine, runtime.job.servicePrincipalId));
  const widened = settings.syncAll && runtime.syncAll === false;
  const full = runtime.watermark === null || widened;
  return {
    state: engine.state,
    runtime,
    client,
    settings,
    syncAll: full ? settings.syncAll : (runtime.syncAll ?? settings.syncAll),
    entitlements: readEntitlements(engine.state, runtime.job.servicePrincipalId),
    origin: originOf(engine, runtime, engine.newId()),
    optimizedPatch: client.connection.optimizedPatch,
    full,
    onDemandMembers: null,
    claimed: new Set(),
    now: () => engine.clock.now(),
    newId: engine.newId,
    stopwatch: engine.stopwatch,
    log: engine.log,
  };
}

interface Ending {
  readonly engine: Engine;
  readonly runtime: JobRuntime;
  readonly began: number;
}

function recordSuccess(
  { engine, runtime, began, run }: Ending & { readonly run: CycleRun },
  counts: CycleCounts,
): void {
  const now = engine.clock.now();
  const execution: Execution = {
    activityIdentifier: run.origin.cycleId,
    began,
    ended: now,
    state: counts.failed > 0 ? 'EntryLevelErrors' : 'Succeeded',
    countEntitled: run.syncAll ? engine.state.people.size : run.entitlements.users.size,
    countImported: counts.evaluated,
    countExported: counts.exported,
    countEscrowed: runtime.escrows.size,
    countUnresolved: runtime.pendingReferences.size + runtime.pendingMembers.size,
    error: null,
  };
  runtime.successiveFailures = 0;
  runtime.lastExecution = execution;
  runtime.lastSuccessful = execution;
  if (counts.exported > 0) runtime.lastSuccessfulWithExports = execution;
  runtime.forceDeletes = false;
  const { imposed } = runtime;
  if (imposed !== null) applyFailures(execution, imposed);
  const reason = imposed?.reason ?? quarantineReason(engine, runtime, counts);
  if (reason === null) runtime.quarantine = null;
  else putInQuarantine(engine, runtime, { now, reason, error: imposed?.error ?? null });
  if (reason === null) {
    runtime.steadyFirst ??= now;
    runtime.steadyLast = now;
  }
  scheduleNext(runtime, now);
}

function quarantineReason(engine: Engine, runtime: JobRuntime, counts: CycleCounts): string | null {
  if (counts.staged > 0) return 'TooManyDeletes';
  return escrowQuarantineReason(
    {
      ...counts,
      escrowed: runtime.escrows.size,
      unresolved: runtime.pendingReferences.size + runtime.pendingMembers.size,
    },
    engine.escrowThresholds(),
  );
}

function recordFailure({ engine, runtime, began }: Ending, failure: ConnectionFailure): void {
  const now = engine.clock.now();
  const error: StatusError = {
    code: failure.code,
    message: failure.message,
    tenantActionable: failure.tenantActionable,
  };
  runtime.successiveFailures += 1;
  runtime.lastExecution = {
    activityIdentifier: engine.newId(),
    began,
    ended: now,
    state: 'Failed',
    countEntitled: 0,
    countImported: 0,
    countExported: 0,
    countEscrowed: runtime.escrows.size,
    countUnresolved: runtime.pendingReferences.size + runtime.pendingMembers.size,
    error,
  };
  if (failure.tenantActionable || runtime.successiveFailures >= tolerableFailures || runtime.quarantine !== null) {
    putInQuarantine(engine, runtime, { now, reason: 'EncounteredQuarantineException', error });
  }
  scheduleNext(runtime, now);
}

function scheduleNext(runtime: JobRuntime, now: number): void {
  const { quarantine } = runtime;
  if (quarantine !== null && now - quarantine.seriesBegan >= quarantineLimitMs) {
    runtime.schedule = 'Disabled';
    runtime.nextRunAt = null;
    return;
  }
  runtime.nextRunAt = runtime.schedule === 'Active' ? (quarantine?.nextAttempt ?? now + cycleIntervalMs) : null;
}
