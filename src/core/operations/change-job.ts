import type { Acknowledged, JobOptions } from '#core/graph/calls/reading';
import { pauseJob, restartJob, startJob } from '#core/graph/calls/synchronization-jobs';
import { requireState } from '#core/monitor/actions/expected-state';
import type { Ports } from '#core/ports';
import { keepApplication } from '#core/snapshots/keep-application';
import type { JobView } from '#shared/model/job';
import type { ResetScope } from '#shared/model/job-action';
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
  /** Whether the job shows it. */
  readonly isShown: (view: JobView) => boolean;
}

/** A job may show for a moment how it was. */
const shownWaits = [1_000, 2_000, 4_000] as const;

/** An answer of 2xx is no proof: the job is read back until it shows what was done, and else says that it does not. */
async function readBack(
  changer: JobChanger,
  of: OfApplication & { readonly jobId: string },
  isShown: (view: JobView) => boolean,
): Promise<JobView> {
  let view = await readJobView(changer, of);
  for (const wait of shownWaits) {
    if (isShown(view)) return view;
    await changer.clock.sleep(wait, of.signal);
    view = await readJobView(changer, of);
  }
  if (isShown(view)) return view;
  return { ...view, summary: `The service accepted it, but the job does not show it yet. ${view.summary}` };
}

/** An application and how its job was when the action was shown; undefined = however it is. */
export interface OfShownJob extends OfApplication {
  readonly expected?: string | undefined;
}

async function change(changer: JobChanger, of: OfShownJob, wanted: Change): Promise<JobView> {
  const { servicePrincipal, signal } = of;
  const before = onlyJob(await readJobViews(changer, of), servicePrincipal.displayName);
  requireState(before, of.expected);
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
  return readBack(changer, { ...of, jobId }, wanted.isShown);
}

/** Takes an application; starts its job unless it runs already, which the summary then says; gives the job read back. */
export const startProvisioning = (changer: JobChanger, of: OfShownJob): Promise<JobView> =>
  change(changer, of, {
    step: 'job.start',
    what: 'Start provisioning',
    after: 'Active',
    needless: startIsNeedless,
    send: (job) => startJob(changer.graph, job),
    isShown: isActive,
  });

/** Takes an application; pauses its job unless it is off already, which the summary then says; gives the job read back. */
export const pauseProvisioning = (changer: JobChanger, of: OfShownJob): Promise<JobView> =>
  change(changer, of, {
    step: 'job.pause',
    what: 'Pause provisioning',
    after: 'Paused',
    needless: pauseIsNeedless,
    send: (job) => pauseJob(changer.graph, job),
    isShown: (view) => !isActive(view),
  });

/** Takes an application and a reset scope; restarts its job; gives the job read back. */
export const restartProvisioning = (
  changer: JobChanger,
  of: OfShownJob & { readonly resetScope: ResetScope },
): Promise<JobView> =>
  change(changer, of, {
    step: 'job.restart',
    what: `Restart provisioning (${resetScopesSent[of.resetScope]})`,
    after: 'Active',
    needless: () => null,
    send: (job) => restartJob(changer.graph, { ...job, resetScope: resetScopesSent[of.resetScope] }),
    isShown: isActive,
  });
