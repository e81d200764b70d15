import type { Execution, JobRuntime, QuarantineState } from './job-runtime.ts';
import type { JobSettings } from './job-settings.ts';

/** How Graph writes "never". */
export const zeroDate = '0001-01-01T00:00:00Z';

const dateOf = (time: number | null): string => (time === null ? zeroDate : new Date(time).toISOString());

/**
 * The synchronizationJob resource of a job.
 * Takes what the service remembers and the job's settings; gives the body of GET as in the published samples: a job
 * that never ran has zero dates and an execution `Failed` with the error code "None" once it was started.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjob
 */
export function toJobResource(runtime: JobRuntime, settings: JobSettings): Record<string, unknown> {
  const started = runtime.schedule === 'Active' || runtime.lastExecution !== null;
  return {
    id: runtime.job.id,
    templateId: runtime.job.templateId,
    schedule: { expiration: null, interval: 'PT40M', state: runtime.schedule },
    status: {
      countSuccessiveCompleteFailures: runtime.successiveFailures,
      escrowsPruned: false,
      code: statusCode(runtime),
      lastExecution: executionOf(runtime.lastExecution) ?? (started ? neverRun() : null),
      lastSuccessfulExecution: executionOf(runtime.lastSuccessful),
      lastSuccessfulExecutionWithExports: executionOf(runtime.lastSuccessfulWithExports),
      quarantine: runtime.quarantine === null ? null : quarantineOf(runtime.quarantine),
      steadyStateFirstAchievedTime: dateOf(runtime.steadyFirst),
      steadyStateLastAchievedTime: dateOf(runtime.steadyLast),
      troubleshootingUrl: started ? '' : null,
      progress: progressOf(runtime),
      synchronizedEntryCountByType: entryCounts(runtime),
    },
    synchronizationJobSettings: [
      { name: 'AzureIngestionAttributeOptimization', value: 'False' },
      { name: 'LookaheadQueryEnabled', value: 'False' },
      ...(settings.deleteThreshold === null
        ? []
        : [{ name: 'QuarantineTooManyDeletesThreshold', value: String(settings.deleteThreshold) }]),
    ],
  };
}

/** A paused job keeps its quarantine: the published sample has the code `Paused` beside a quarantine object. */
function statusCode(runtime: JobRuntime): string {
  if (runtime.schedule !== 'Active') return 'Paused';
  if (runtime.quarantine !== null) return 'Quarantine';
  return runtime.steadyFirst === null ? 'NotRun' : 'Active';
}

function executionOf(execution: Execution | null): Record<string, unknown> | null {
  if (execution === null) return null;
  return {
    activityIdentifier: execution.activityIdentifier,
    countEntitled: execution.countEntitled,
    countEntitledForProvisioning: execution.countEntitled,
    countEscrowed: execution.countEscrowed,
    countEscrowedRaw: execution.countEscrowed + execution.countUnresolved,
    countExported: execution.countExported,
    countExports: execution.countExported,
    countImported: execution.countImported,
    countImportedDeltas: execution.countImported,
    countImportedReferenceDeltas: 0,
    state: execution.state,
    timeBegan: dateOf(execution.began),
    timeEnded: dateOf(execution.ended),
    error: execution.error,
  };
}

function neverRun(): Record<string, unknown> {
  return {
    activityIdentifier: null,
    countEntitled: 0,
    countEntitledForProvisioning: 0,
    countEscrowed: 0,
    countEscrowedRaw: 0,
    countExported: 0,
    countExports: 0,
    countImported: 0,
    countImportedDeltas: 0,
    countImportedReferenceDeltas: 0,
    state: 'Failed',
    timeBegan: zeroDate,
    timeEnded: zeroDate,
    error: { code: 'None', message: '', tenantActionable: false },
  };
}

function quarantineOf(quarantine: QuarantineState): Record<string, unknown> {
  return {
    currentBegan: dateOf(quarantine.currentBegan),
    nextAttempt: dateOf(quarantine.nextAttempt),
    reason: quarantine.reason,
    seriesBegan: dateOf(quarantine.seriesBegan),
    seriesCount: quarantine.seriesCount,
    error: quarantine.error,
  };
}

function progressOf(runtime: JobRuntime): readonly Record<string, unknown>[] {
  const { progress } = runtime;
  if (progress === null) return [];
  return [
    {
      completedUnits: progress.completed,
      totalUnits: progress.total,
      units: null,
      progressObservationDateTime: dateOf(progress.observedAt),
    },
  ];
}

function entryCounts(runtime: JobRuntime): readonly { readonly key: string; readonly value: number }[] {
  const mappings = (runtime.job.schema.synchronizationRules ?? []).flatMap((rule) => rule.objectMappings ?? []);
  return (['User', 'Group'] as const).flatMap((kind) => {
    const value = runtime.links[kind].size;
    const target = mappings.find((each) => each.sourceObjectName === kind)?.targetObjectName ?? kind;
    return value === 0 ? [] : [{ key: `${kind} to ${target}`, value }];
  });
}
