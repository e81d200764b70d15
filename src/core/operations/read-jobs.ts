import { getJob, listJobs } from '#core/graph/calls/synchronization-jobs';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal, SynchronizationJob, SynchronizationSecret } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { JobView } from '#shared/model/job';

/** What reading and changing jobs needs. */
export interface JobReader {
  readonly graph: Graph;
  readonly clock: Clock;
}

/** One application and whether the caller gave up. */
export interface OfApplication {
  readonly servicePrincipal: ServicePrincipal;
  readonly signal: AbortSignal;
}

const refusals: ReadonlySet<string> = new Set(['role_missing', 'forbidden', 'not_found', 'unsupported_in_cloud']);

/** Takes an application; gives its saved settings, null where this role may not read them: who may read jobs still gets the view. */
export async function readableSecrets(
  graph: Graph,
  { servicePrincipal, signal }: OfApplication,
): Promise<SynchronizationSecret[] | null> {
  try {
    return await readSecrets(graph, { servicePrincipalId: servicePrincipal.id, signal });
  } catch (cause) {
    if (cause instanceof CoreError && refusals.has(cause.code)) return null;
    throw cause;
  }
}

const viewOf = (
  job: SynchronizationJob,
  facts: {
    readonly servicePrincipal: ServicePrincipal;
    readonly secrets: SynchronizationSecret[] | null;
    readonly now: number;
  },
): JobView =>
  jobViewOf({
    job,
    application: { servicePrincipalId: facts.servicePrincipal.id, displayName: facts.servicePrincipal.displayName },
    secrets: facts.secrets,
    now: facts.now,
  });

/** Takes an application; gives its synchronization jobs as views, none when it is not set up. */
export async function readJobViews(reader: JobReader, of: OfApplication): Promise<JobView[]> {
  const servicePrincipalId = of.servicePrincipal.id;
  const [jobs, secrets] = await Promise.all([
    listJobs(reader.graph, { servicePrincipalId, signal: of.signal }),
    readableSecrets(reader.graph, of),
  ]);
  return jobs.map((job) => viewOf(job, { servicePrincipal: of.servicePrincipal, secrets, now: reader.clock.now() }));
}

/** Takes an application and a job id; gives that job as a view. Raises `not_found`. */
export async function readJobView(reader: JobReader, of: OfApplication & { readonly jobId: string }): Promise<JobView> {
  const { servicePrincipal, jobId, signal } = of;
  const [job, secrets] = await Promise.all([
    getJob(reader.graph, { servicePrincipalId: servicePrincipal.id, jobId, signal }),
    readableSecrets(reader.graph, of),
  ]);
  return viewOf(job, { servicePrincipal, secrets, now: reader.clock.now() });
}

/** Takes views of one application's jobs; gives the only one. Raises `not_found` (noSynchronizationJob) or `conflict` (severalJobs). */
export function onlyJob<T extends { readonly jobId: string }>(jobs: readonly T[], application: string): T {
  const [only, ...others] = jobs;
  if (only === undefined) {
    throw new CoreError(
      'not_found',
      `Provisioning is not set up for "${application}": it has no synchronization job.`,
      {
        reason: 'noSynchronizationJob',
        nextStep: 'Set it up first.',
      },
    );
  }
  if (others.length === 0) return only;
  throw new CoreError(
    'conflict',
    `"${application}" has ${jobs.length} synchronization jobs: ${jobs.map((job) => job.jobId).join(', ')}.`,
    {
      reason: 'severalJobs',
      nextStep: 'Work on this application in the admin center, where one of them can be chosen.',
    },
  );
}
