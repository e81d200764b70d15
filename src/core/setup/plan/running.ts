import type { SynchronizationJob } from '#core/graph/shapes';

/**
 * What the portal's "Restart provisioning" sends: everybody is evaluated again, links between accounts stay.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria
 */
export const restartScope = 'QuarantineState, Watermark, Escrows';

/** What is done so that the job runs, or does not. */
export interface RunningDecision {
  readonly start: boolean;
  readonly restart: boolean;
  readonly pause: boolean;
}

/** Takes a job; says whether it is scheduled. Pure. */
export const isActive = (job: SynchronizationJob): boolean => job.schedule?.state?.toLowerCase() === 'active';

/** Takes a job; says whether it is in quarantine: the quarantine counts, since the status code may read Paused beside it. Pure. */
export const isQuarantined = (job: SynchronizationJob): boolean =>
  (job.status?.quarantine ?? null) !== null || job.status?.code?.toLowerCase() === 'quarantine';

/** Takes a job; says whether its quarantine comes from the connection to the target. Pure. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status */
export const isConnectionQuarantine = (job: SynchronizationJob): boolean =>
  job.status?.quarantine?.reason?.toLowerCase() === 'encounteredquarantineexception';

const hasRun = (job: SynchronizationJob): boolean => (job.status?.lastSuccessfulExecution ?? null) !== null;

/**
 * Takes the wanted state, the job (null = not there yet), what the plan changes and what an earlier run still owes; says
 * what to do. A running job is not started again: the service advises against it. Pure.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-start
 */
export function decideRunning(input: {
  readonly wanted: 'on' | 'off';
  readonly job: SynchronizationJob | null;
  /** What a quarantine may come from is mended: settings are saved, somebody authorizes, or the saved credentials work again. */
  readonly mended: boolean;
  /** The scope goes from everyone to assigned people and groups only: it takes effect with a restart. */
  readonly narrowed: boolean;
  readonly owed: ReadonlySet<'start' | 'restart'>;
}): RunningDecision {
  const { wanted, job, mended, narrowed, owed } = input;
  if (wanted === 'off') return { start: false, restart: false, pause: job !== null && isActive(job) };
  if (job === null) return { start: true, restart: false, pause: false };
  const restart = (narrowed || owed.has('restart')) && (isActive(job) || hasRun(job));
  const lift = isQuarantined(job) && (mended || owed.has('start')) && !restart;
  return { start: !isActive(job) || lift, restart, pause: false };
}

/** Takes the running job; says which follow-ups a settings change owes, so that an interrupted run can be finished. Pure. */
export const followUps = (decision: RunningDecision): readonly ('start' | 'restart')[] => [
  ...(decision.start ? (['start'] as const) : []),
  ...(decision.restart ? (['restart'] as const) : []),
];
