import type { Observation } from './initial-cycle-end.ts';

/** So many jobs, and moments of each, are remembered. */
const mostJobs = 500;
const mostMoments = 120;

/** How far initial cycles were whenever this process looked. */
export interface Observations {
  /** Takes a job and how far it is; gives everything that is remembered of it, oldest first. */
  add(jobId: string, observation: Observation): readonly Observation[];
  /** Of a cycle that is over nothing is needed any more. */
  forget(jobId: string): void;
}

/** Gives an empty memory. It ends with the process: a range gets better the longer somebody watches. */
export function createObservations(): Observations {
  const jobs = new Map<string, readonly Observation[]>();
  return {
    add(jobId, observation) {
      const known = jobs.get(jobId) ?? [];
      const last = known.at(-1);
      const isNew = last === undefined || observation.at > last.at;
      // The first moment stays: it is the far end of the whole span.
      const kept = known.length < mostMoments ? known : [...known.slice(0, 1), ...known.slice(2)];
      const all = isNew ? [...kept, observation] : known;
      jobs.delete(jobId);
      jobs.set(jobId, all);
      for (const oldest of [...jobs.keys()].slice(0, Math.max(0, jobs.size - mostJobs))) jobs.delete(oldest);
      return all;
    },
    forget: (jobId) => void jobs.delete(jobId),
  };
}
