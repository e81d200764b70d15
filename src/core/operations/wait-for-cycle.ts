import { CoreError } from '#core/rpc/errors';
import type { TaskProgress } from '#shared/contract/events';
import type { JobView } from '#shared/model/job';
import { type JobReader, type OfApplication, readJobView } from './read-jobs.ts';

/** Seconds between looks at the job; the last one repeats. A short first cycle ends within seconds, a large one takes hours. */
const pollSeconds = [2, 5, 10, 30, 60] as const;

interface WaitOptions extends OfApplication {
  readonly jobId: string;
  readonly timeoutMs: number;
  readonly progress: (progress: TaskProgress) => void;
  /** End of the last cycle as it was before the wait; default: as it is at the first look. */
  readonly endedBefore?: string | null | undefined;
}

const progressOf = (view: JobView): TaskProgress => {
  const counted = view.progress.find((entry) => entry.total > 0);
  return {
    state: 'waiting',
    message: view.summary,
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
  new CoreError('timeout', `The cycle of "${view.application}" has not ended yet. ${view.summary}`, {
    reason: 'cycleStillRunning',
    nextStep: 'Nothing is lost: the service goes on. Look at the status later.',
  });

const isOff = (view: JobView): boolean => view.quarantine === null && view.scheduleState.toLowerCase() !== 'active';

/**
 * Takes a job, how long to wait at most in milliseconds, and where progress goes; gives the job after its cycle has ended, or as
 * soon as it is in quarantine.
 * Raises `conflict` (provisioningOff) when nothing runs, `timeout` (cycleStillRunning), and an AbortError.
 */
export async function waitForCycle(reader: JobReader, options: WaitOptions): Promise<JobView> {
  const began = reader.clock.now();
  let view = await readJobView(reader, options);
  if (isOff(view)) throw offFault(view);
  const endedBefore = options.endedBefore === undefined ? lastEnd(view) : options.endedBefore;
  let shown = '';
  for (let looks = 0; ; looks += 1) {
    const ended = lastEnd(view);
    if (view.quarantine !== null || isOff(view) || (ended !== null && ended !== endedBefore)) return view;
    if (view.summary !== shown) options.progress(progressOf(view));
    shown = view.summary;
    const wait = (pollSeconds[Math.min(looks, pollSeconds.length - 1)] ?? 60) * 1000;
    if (reader.clock.now() - began + wait > options.timeoutMs) throw timeoutFault(view);
    await reader.clock.sleep(wait, options.signal);
    view = await readJobView(reader, options);
  }
}
