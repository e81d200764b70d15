import { createJob, listJobs } from '#core/graph/calls/synchronization-jobs';
import type { SynchronizationJob } from '#core/graph/shapes';
import type { CreatedObject, IntentEntry } from '#core/journal/entry';
import { chooseJob, jobOfIntent } from '#core/setup/choose-job';
import { stepIds } from '#core/setup/plan/decisions';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import { createOnce } from './create-once.ts';
import { journalApplication, type RunTarget, type SetupRun } from './run.ts';

/** The synchronization job of this run; `fresh`: other reads may not see it yet. */
export interface RunJob {
  readonly job: SynchronizationJob;
  readonly fresh: boolean;
}

const createdJob = (servicePrincipalId: string, jobId: string): CreatedObject => ({
  type: 'job',
  servicePrincipalId,
  jobId,
});

/** Lists the jobs of the application; a caller may begin this beside the connection test. */
export const listRunJobs = (run: SetupRun, { servicePrincipal }: RunTarget): Promise<readonly SynchronizationJob[]> =>
  listJobs(run.graph, { servicePrincipalId: servicePrincipal.id, replicationToleranceMs, signal: run.signal });

async function create(
  run: SetupRun,
  target: RunTarget,
  { listed, open }: { readonly listed: readonly SynchronizationJob[]; readonly open: IntentEntry | null },
): Promise<RunJob> {
  const { servicePrincipal, template } = target;
  const application = journalApplication(run, servicePrincipal);
  let first: readonly SynchronizationJob[] | null = listed;
  run.reports.running(stepIds.job, 'Creating the synchronization job');
  const { made, found, requestId } = await createOnce<SynchronizationJob>(run, {
    step: stepIds.job,
    application,
    changes: run.changesOf(stepIds.job),
    subject: { templateId: template.id },
    open: open === null ? null : { ...open, known: open.subject.known ?? [], at: Date.parse(open.at) },
    list: async () => {
      const now = first ?? (await listRunJobs(run, target));
      first = null;
      return now;
    },
    pick: (known, now) => jobOfIntent({ subject: { known: [...known] } }, now),
    create: async () => {
      const answer = await createJob(run.graph, {
        servicePrincipalId: servicePrincipal.id,
        templateId: template.id,
        replicationToleranceMs,
        signal: run.signal,
      });
      return { made: answer.job, requestId: answer.requestId };
    },
    created: async (job) => createdJob(servicePrincipal.id, job.id),
    applicationOf: () => application,
    waiting: (message) => run.reports.waiting(stepIds.job, message),
  });
  run.reports.ended(stepIds.job, {
    verified: found,
    detail: `${found ? 'found again' : 'created'} from template ${template.id}`,
    requestId,
  });
  return { job: made, fresh: true };
}

/**
 * Uses the job of the plan, or creates one exactly once; `listed` are the jobs as they are now.
 * Raises `conflict` (severalNewJobs) and what {@link createOnce} raises.
 */
export async function ensureJob(
  run: SetupRun,
  target: RunTarget,
  listed: readonly SynchronizationJob[],
): Promise<RunJob> {
  const { servicePrincipal, template } = target;
  const facts = run.journal.facts;
  const choice =
    run.decisions.job?.kind === 'use'
      ? run.decisions.job
      : chooseJob(listed, { servicePrincipalId: servicePrincipal.id, templateId: template.id, facts });
  if (choice.kind === 'create') return create(run, target, { listed, open: choice.open });
  if (choice.adopts !== null) {
    await run.journal.outcome(choice.adopts, {
      result: 'found',
      detail: choice.job.id,
      created: [createdJob(servicePrincipal.id, choice.job.id)],
    });
  }
  run.reports.ended(stepIds.job, { verified: true, detail: choice.job.id });
  return { job: choice.job, fresh: choice.adopts !== null };
}
