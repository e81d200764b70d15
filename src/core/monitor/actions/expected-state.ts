import { CoreError } from '#core/rpc/errors';
import type { JobView } from '#shared/model/job';

/**
 * Takes a job; gives how it is, as far as that decides what an action comes to: a cycle that ends meanwhile changes nothing of it.
 * Pure.
 */
export const stateOf = ({ jobId, scheduleState, quarantine }: JobView): string =>
  [jobId, scheduleState, quarantine?.reason ?? 'none'].join(' ').slice(0, 600);

/** Takes a job and how it was when its action was shown, undefined = nobody said. Raises `conflict` (reason jobChanged) when it is otherwise. */
export function requireState(job: JobView, expected: string | undefined): void {
  if (expected === undefined || expected === stateOf(job)) return;
  throw new CoreError('conflict', `Provisioning of "${job.application}" changed since this was shown. ${job.summary}`, {
    reason: 'jobChanged',
    nextStep: 'Nothing was sent. Look at what it comes to now, then decide again.',
  });
}
