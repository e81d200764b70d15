import { CoreError } from '#core/rpc/errors';
import type { TaskProgress } from '#shared/contract/events';
import type { JobView } from '#shared/model/job';
import { type JobReader, type OfApplication, readJobView } from './read-jobs.ts';

/** Seconds between looks at the job; the last one repeats. A short first cycle ends within seconds, a large one takes hours. */
const pollSeconds = [2, 5, 10, 30, 60] as const;

interface FollowOptions extends OfApplication {
  readonly jobId: string;
  readonly timeoutMs: number;
  readonly progress: (progress: TaskProgress) => void;
  /** End of the last cycle as it was before the wait; left out = as it is at the first look. */
  readonly endedBefore?: string | null | undefined;
}

/** How following a cycle came out: `over` is false when the time was over first. */
export interface FollowedCycle {
  readonly view: JobView;
  readonly over: boolean;
}

const progressOf = (view: JobView): TaskProgress => {
  const counted = view.progress.find((entry) => entry.total > 0);
  return {
    state: 'waiting',
    message: `Waiting for a cycle to end. ${view.summary}`,
    ...(counted === undefined ? {} : { completed: counted.completed, total: counted.total }),
  };
};

const lastEnd = (view: JobView): string | null => view.lastCycle?.ended ?? null;

function offFault(view: JobView): CoreError {
  return new CoreError('conflict', `Provisioning of "${view.application}" is off, so there is no cycle to wait for.`, {
    reason: 'provisioningOff',
    nextStep: 'Start provisioning first.',
  });
}

const timeoutFault = (view: JobView): CoreError =>
  new CoreError('timeout', `No cycle of "${view.application}" ended while this waited. ${view.summary}`, {
    reason: 'cycleStillRunning',
    nextStep: 'Nothing is lost: the service goes on, about every 40 minutes. Look at the status later.',
  });

const isOff = (view: JobView): boolean => view.quarantine === null && view.scheduleState.toLowerCase() !== 'active';

/** The first cycle of a large tenant ends in several parts; it is over when the service calls the job steady. */
const hasEnded = (view: JobView, endedBefore: string | null): boolean => {
  const ended = lastEnd(view);
  return ended !== null && ended !== endedBefore && view.health !== 'initialCycle';
};

/**
 * Takes a job, how long to follow it at most in milliseconds, and where progress goes; gives the job after a cycle has ended, as
 * soon as it is in quarantine or off, or when the time is over. Raises `conflict` (provisioningOff) when nothing runs, and an
 * AbortError.
 */
export async function followCycle(reader: JobReader, options: FollowOptions): Promise<FollowedCycle> {
  const began = reader.clock.now();
  let view = await readJobView(reader, options);
  if (isOff(view)) throw offFault(view);
  const endedBefore = options.endedBefore === undefined ? lastEnd(view) : options.endedBefore;
  let shown = '';
  for (let looks = 0; ; looks += 1) {
    if (view.quarantine !== null || isOff(view) || hasEnded(view, endedBefore)) return { view, over: true };
    if (view.summary !== shown) options.progress(progressOf(view));
    shown = view.summary;
    const wait = (pollSeconds[Math.min(looks, pollSeconds.length - 1)] ?? 60) * 1000;
    if (reader.clock.now() - began + wait > options.timeoutMs) return { view, over: false };
    await reader.clock.sleep(wait, options.signal);
    view = await readJobView(reader, options);
  }
}

/** Follows a cycle as {@link followCycle} does; gives the job. Raises `timeout` (cycleStillRunning) too, when the time was over first. */
export async function waitForCycle(reader: JobReader, options: FollowOptions): Promise<JobView> {
  const { view, over } = await followCycle(reader, options);
  if (!over) throw timeoutFault(view);
  return view;
}
