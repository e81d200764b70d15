import type { Acknowledged, JobOptions } from '#core/graph/calls/reading';
import { pauseJob, restartJob, startJob } from '#core/graph/calls/synchronization-jobs';
import type { Ports } from '#core/ports';
import { keepApplication } from '#core/snapshots/keep-application';
import type { ResetScope } from '#shared/contract/operations';
import type { JobView } from '#shared/model/job';
import { journalledWrite } from './journalled-write.ts';
import { type JobReader, type OfApplication, onlyJob, readJobView, readJobViews } from './read-jobs.ts';

/** What changing a job needs. */
export interface JobChanger extends JobReader {
  readonly ports: Ports;
}

/**
 * What is sent for each reset scope. The default is what the admin center's "Restart provisioning" does; ForceDeletes has to be
 * sent alone.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationjobrestartcriteria
 */
export const resetScopesSent: Readonly<Record<ResetScope, string>> = {
  default: 'Watermark, Escrows, QuarantineState',
  Escrows: 'Escrows',
  Watermark: 'Watermark',
  QuarantineState: 'QuarantineState',
  Full: 'Full',
  ForceDeletes: 'ForceDeletes',
};

const isActive = (view: JobView): boolean => view.scheduleState.toLowerCase() === 'active';

/** Takes a view; gives why a start would do nothing, or null: starting a running job again and again can stop the service. */
export const startIsNeedless = (view: JobView): string | null =>
  isActive(view) && view.quarantine === null ? 'Provisioning was on already, so nothing was sent.' : null;

/** Takes a view; gives why a pause would do nothing, or null. */
export const pauseIsNeedless = (view: JobView): string | null =>
  isActive(view) || view.quarantine !== null ? null : 'Provisioning was off already, so nothing was sent.';

interface Change {
  readonly step: string;
  readonly what: string;
  readonly after: string;
  /** Why there is nothing to do, or null. */
  readonly needless: (view: JobView) => string | null;
  readonly send: (job: JobOptions) => Promise<Acknowledged>;
}

async function change(changer: JobChanger, of: OfApplication, wanted: Change): Promise<JobView> {
  const { servicePrincipal, signal } = of;
  const before = onlyJob(await readJobViews(changer, of), servicePrincipal.displayName);
  const reason = wanted.needless(before);
  if (reason !== null) return { ...before, summary: `${reason} ${before.summary}` };
  const { jobId, application } = before;
  await journalledWrite(
    changer.ports,
    {
      step: wanted.step,
      application: { servicePrincipalId: servicePrincipal.id, displayName: application },
      change: { what: wanted.what, before: `${before.scheduleState}, ${before.statusCode}`, after: wanted.after },
      signal,
      before: keepApplication(changer, { servicePrincipal, jobId, signal, why: wanted.what }),
    },
    () => wanted.send({ servicePrincipalId: servicePrincipal.id, jobId, signal }),
  );
  return readJobView(changer, { ...of, jobId });
}

/** Takes an application; starts its job unless it runs already, which the summary then says; gives the job read back. */
export const startProvisioning = (changer: JobChanger, of: OfApplication): Promise<JobView> =>
  change(changer, of, {
    step: 'job.start',
    what: 'Start provisioning',
    after: 'Active',
    needless: startIsNeedless,
    send: (job) => startJob(changer.graph, job),
  });

/** Takes an application; pauses its job unless it is off already, which the summary then says; gives the job read back. */
export const pauseProvisioning = (changer: JobChanger, of: OfApplication): Promise<JobView> =>
  change(changer, of, {
    step: 'job.pause',
    what: 'Pause provisioning',
    after: 'Paused',
    needless: pauseIsNeedless,
    send: (job) => pauseJob(changer.graph, job),
  });

/** Takes an application and a reset scope; restarts its job; gives the job read back. */
export const restartProvisioning = (
  changer: JobChanger,
  of: OfApplication & { readonly resetScope: ResetScope },
): Promise<JobView> =>
  change(changer, of, {
    step: 'job.restart',
    what: `Restart provisioning (${resetScopesSent[of.resetScope]})`,
    after: 'Active',
    needless: () => null,
    send: (job) => restartJob(changer.graph, { ...job, resetScope: resetScopesSent[of.resetScope] }),
  });
