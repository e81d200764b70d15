import type { SynchronizationJob } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { isActive, isConnectionQuarantine, isQuarantined } from '#core/setup/plan/running';

/** Whether a job is on its way, and why not. */
export type JobVerdict =
  | { readonly healthy: true; readonly words: string }
  | { readonly healthy: false; readonly words: string };

type TaskError =
  | { readonly code?: string | null | undefined; readonly message?: string | null | undefined }
  | null
  | undefined;

/** The service writes code "None" and zero dates where nothing has run yet. */
const realError = (error: TaskError): string | null => {
  const code = error?.code ?? '';
  return code === '' || code.toLowerCase() === 'none'
    ? null
    : `${code}${(error?.message ?? '') === '' ? '' : `: ${error?.message ?? ''}`}`;
};

/**
 * Takes a job that was started; says whether it is healthy: scheduled, no quarantine, no error; it need not have run. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationstatus
 */
export function judgeJob(job: SynchronizationJob): JobVerdict {
  if (isQuarantined(job)) {
    const { quarantine } = job.status ?? {};
    const error = realError(quarantine?.error);
    return {
      healthy: false,
      words: `in quarantine (${quarantine?.reason ?? 'no reason given'})${error === null ? '' : `, ${error}`}`,
    };
  }
  if (!isActive(job)) return { healthy: false, words: `not scheduled (${job.schedule?.state ?? 'no state'})` };
  const error = realError(job.status?.lastExecution?.error);
  if (error !== null) return { healthy: false, words: `the last cycle failed, ${error}` };
  const code = job.status?.code ?? '';
  return {
    healthy: true,
    words: code.toLowerCase() === 'notrun' ? 'scheduled, the first cycle has not ended' : `scheduled (${code})`,
  };
}

/** Takes an unhealthy job and its verdict; gives the error. A quarantine for bad credentials is the target's refusal. Pure. */
export function unhealthy(job: SynchronizationJob, verdict: JobVerdict): CoreError {
  const refused = isConnectionQuarantine(job);
  return new CoreError(
    refused ? 'target_refused' : 'graph_error',
    `Provisioning was set up and started, but it is not healthy: ${verdict.words.replace(/\.$/, '')}.`,
    {
      reason: isQuarantined(job) ? 'jobInQuarantine' : 'jobUnhealthy',
      nextStep: 'Ask why with the command "quarantine show", mend the cause, then run the command again.',
    },
  );
}
