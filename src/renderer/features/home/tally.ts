import type { ApplicationSummary } from '#shared/contract/applications';

/** How many applications are in which state. */
export interface Tally {
  readonly running: number;
  readonly attention: number;
  readonly quarantine: number;
  readonly notSetUp: number;
}

const isRunning = ({ job }: ApplicationSummary): boolean =>
  job !== null && ['healthy', 'initialCycle', 'errors'].includes(job.health);

const isNotSetUp = ({ job }: ApplicationSummary): boolean => job === null || job.health === 'notConfigured';

/** Takes applications; counts them. Pure. */
export const tallyOf = (applications: readonly ApplicationSummary[]): Tally => ({
  running: applications.filter(isRunning).length,
  attention: applications.filter(({ attention }) => attention !== 'none').length,
  quarantine: applications.filter(({ job }) => job?.health === 'quarantine').length,
  notSetUp: applications.filter(isNotSetUp).length,
});

/** Takes an application; gives how many objects it has in its target, null where the service does not say. Pure. */
export function objectsOf({ job }: ApplicationSummary): number | null {
  if (job === null || job.entriesByType.length === 0) return null;
  return job.entriesByType.reduce((sum, { value }) => sum + value, 0);
}
