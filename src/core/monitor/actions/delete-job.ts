import { getJob, deleteJob as sendDelete } from '#core/graph/calls/synchronization-jobs';
import type { JobChanger } from '#core/operations/change-job';
import { journalledWrite } from '#core/operations/journalled-write';
import { type OfApplication, onlyJob, readJobViews } from '#core/operations/read-jobs';
import { CoreError } from '#core/rpc/errors';
import { keepApplication } from '#core/snapshots/keep-application';
import type { JobView } from '#shared/model/job';
import { requireState } from './expected-state.ts';

/** What was deleted may be there for a moment still. */
const goneWaits = [0, 1_000, 2_000, 4_000, 8_000] as const;

/** The job was there a moment ago, so this is no doubt about whose it is. */
async function isGone(
  { graph }: JobChanger,
  { servicePrincipal, signal }: OfApplication,
  jobId: string,
): Promise<boolean> {
  try {
    await getJob(graph, { servicePrincipalId: servicePrincipal.id, jobId, signal });
    return false;
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'not_found') return true;
    throw cause;
  }
}

async function confirmGone(changer: JobChanger, of: OfApplication, { jobId, application }: JobView): Promise<void> {
  for (const wait of goneWaits) {
    if (wait > 0) await changer.clock.sleep(wait, of.signal);
    if (await isGone(changer, of, jobId)) return;
  }
  throw new CoreError(
    'graph_error',
    `The service answered that the job of "${application}" was deleted, but it is still there.`,
    {
      reason: 'notRemoved',
      nextStep: 'Look at the application again in a few minutes; the history has a snapshot of it.',
    },
  );
}

/**
 * Takes an application and how its job was when it was shown; keeps a snapshot, deletes the job and looks that it is gone. Gives
 * the job that was. Raises `conflict` (reason jobChanged), `graph_error` (reason notRemoved), what Graph refuses and faults of
 * the journal.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-delete
 */
export async function deleteJob(
  changer: JobChanger,
  of: OfApplication & { readonly expected: string | undefined },
): Promise<JobView> {
  const { servicePrincipal, signal } = of;
  const job = onlyJob(await readJobViews(changer, of), servicePrincipal.displayName);
  requireState(job, of.expected);
  const { jobId, application } = job;
  const what = 'Delete the synchronization job';
  await journalledWrite(
    changer.ports,
    {
      step: 'job.delete',
      application: { servicePrincipalId: servicePrincipal.id, displayName: application },
      change: { what, before: `${jobId}: ${job.scheduleState}, ${job.statusCode}`, after: null },
      removes: [{ type: 'job', id: jobId }],
      signal,
      before: keepApplication(changer, { servicePrincipal, jobId, signal, why: what }),
    },
    () => sendDelete(changer.graph, { servicePrincipalId: servicePrincipal.id, jobId, signal }),
  );
  await confirmGone(changer, of, job);
  return job;
}
