import { jobsIn, jobsRequest } from '#core/graph/calls/synchronization-jobs';
import { secretsIn, secretsRequest } from '#core/graph/calls/synchronization-secrets';
import type { BatchOutcome } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import { type ApplicationFacts, jobsOf, type Listed } from './fleet-row.ts';
import { type SliceReader, sliceSize } from './slice-reader.ts';
import type { WorkQueue } from './work-queue.ts';

/** An application that was read, and when the reading of it began: the number of a {@link FactsReading.order}. */
export interface ReadFacts {
  readonly facts: ApplicationFacts;
  readonly order: number;
  /** False where its settings come later. */
  readonly whole: boolean;
}

/** What reading applications needs. */
export interface FactsReading {
  readonly reader: SliceReader;
  readonly queue: WorkQueue;
  readonly now: () => number;
  /** Gives the next number: of two readings of one application the one with the higher number holds. */
  readonly order: () => number;
  /** Told each application, and once more where its settings come later. */
  readonly onRead: (read: ReadFacts) => void;
}

/** Reads the jobs of applications, and the settings of those that have some. */
export interface FactsReader {
  add(applications: readonly Listed[]): void;
  /** Reads what is left; raises the first fault. */
  finish(): Promise<void>;
}

/** Settings wait for a full slice, but not for longer than so many slices of jobs: lines are to be whole soon. */
const patience = 10;

const hiddenCodes: ReadonlySet<string> = new Set(['forbidden', 'role_missing', 'license_required']);

function jobsOrFault(outcome: BatchOutcome): ApplicationFacts['jobs'] {
  const jobs = jobsIn(outcome);
  if (!('fault' in jobs)) return jobs;
  const hidden = !outcome.ok && outcome.error instanceof CoreError && hiddenCodes.has(outcome.error.code);
  return { ...jobs, hidden };
}

/** Takes what reading needs; gives the reader. An application is told as soon as its jobs are known, and again with its settings. */
export function createFactsReader({ reader, queue, now, order, onRead }: FactsReading): FactsReader {
  const forJobs: Listed[] = [];
  const forSettings: ReadFacts[] = [];
  let slicesSince = 0;

  const readSettings = async (slice: readonly ReadFacts[]): Promise<void> => {
    const outcomes = await reader.read(slice.map(({ facts }) => secretsRequest(facts.listed.id)));
    for (const [index, read] of slice.entries()) {
      const outcome = outcomes[index];
      const secrets = outcome === undefined ? null : secretsIn(outcome);
      onRead({ ...read, whole: true, facts: { ...read.facts, secrets } });
    }
  };
  const takeSettings = (): void => {
    const slice = forSettings.splice(0, sliceSize);
    slicesSince = 0;
    if (slice.length > 0) queue.add(() => readSettings(slice), 'soon');
  };
  const readJobs = async (slice: readonly Listed[]): Promise<void> => {
    const number = order();
    const outcomes = await reader.read(slice.map(({ id }) => jobsRequest(id)));
    for (const [index, listed] of slice.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      const facts = { listed, jobs: jobsOrFault(outcome), secrets: null, readAt: now() };
      const whole = jobsOf(facts).length === 0;
      const read = { facts, order: number, whole };
      onRead(read);
      if (!whole) forSettings.push(read);
    }
    slicesSince += forSettings.length > 0 ? 1 : 0;
    while (forSettings.length >= sliceSize) takeSettings();
    if (slicesSince >= patience) takeSettings();
  };
  const takeJobs = (): void => {
    const slice = forJobs.splice(0, sliceSize);
    if (slice.length > 0) queue.add(() => readJobs(slice));
  };
  return {
    add(applications) {
      forJobs.push(...applications);
      while (forJobs.length >= sliceSize) takeJobs();
    },
    async finish() {
      takeJobs();
      await queue.settled();
      takeSettings();
      await queue.settled();
    },
  };
}
