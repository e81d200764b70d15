import { listEnterpriseApplications } from '#core/graph/calls/service-principals';
import { batchReadJobs } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal, SynchronizationJob } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import type { Ports } from '#core/ports';
import { type LoadedProfile, loadProfiles } from '#core/profiles/load-profiles';
import type { Handlers } from '#core/rpc/dispatch';
import type { ApplicationSummary } from '#shared/contract/applications';
import { attentionOf, byAttention } from './attention.ts';

interface Facts {
  readonly servicePrincipal: ServicePrincipal;
  /** Its jobs, or what the service said instead. */
  readonly jobs: readonly SynchronizationJob[] | { readonly fault: string };
  readonly profiles: readonly LoadedProfile[];
  readonly now: number;
}

const isList = (jobs: Facts['jobs']): jobs is readonly SynchronizationJob[] => Array.isArray(jobs);

/** Takes an application, its jobs and the profiles; gives its line. Pure. */
export function applicationSummaryOf({ servicePrincipal, jobs, profiles, now }: Facts): ApplicationSummary {
  const { id, displayName, applicationTemplateId = null } = servicePrincipal;
  const profile =
    profiles.find(
      ({ profile: one }) =>
        applicationTemplateId !== null && Object.values(one.applicationTemplateIds).includes(applicationTemplateId),
    ) ?? profiles.find(({ profile: one }) => [one.displayName, ...one.aliases].includes(displayName));
  const list = isList(jobs) ? jobs : [];
  const [first] = list;
  // Settings are not read here: one more call an application would make the list of a large tenant slow.
  const job =
    first === undefined
      ? null
      : jobViewOf({ job: first, application: { servicePrincipalId: id, displayName }, secrets: null, now });
  return {
    servicePrincipalId: id,
    displayName,
    vendor: profile?.profile.id ?? null,
    job,
    jobs: list.length,
    ...attentionOf(job, now),
    fault: isList(jobs) ? null : jobs.fault,
  };
}

/** An application without a job belongs here only where it could have one, or where its jobs could not be read. */
const belongs = ({ job, vendor, fault }: ApplicationSummary): boolean =>
  job !== null || vendor !== null || fault !== null;

/**
 * Takes the ports and the way to Graph; gives the handler of `applications.list`. It raises what reading the list of
 * applications raises; what goes wrong with one application is told in its line.
 */
export function createApplicationsHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, 'applications.list'> {
  return {
    'applications.list': async (_input, { signal }) => {
      const [all, { profiles }] = await Promise.all([
        listEnterpriseApplications(graph, { signal }),
        loadProfiles(ports.profiles),
      ]);
      const jobs = await batchReadJobs(graph, { servicePrincipalIds: all.map(({ id }) => id), signal });
      const now = ports.clock.now();
      const applications = all
        .map((servicePrincipal, index) =>
          applicationSummaryOf({ servicePrincipal, jobs: jobs[index] ?? [], profiles, now }),
        )
        .filter(belongs)
        .toSorted(byAttention);
      return { applications };
    },
  };
}
