import type { Graph } from '#core/graph/graph';
import type { JobChanger } from '#core/operations/change-job';
import { type OfApplication, onlyJob, readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { deleteJob } from './delete-job.ts';
import { planAction } from './plan-action.ts';

type ActionPath = 'synchronizationJobs.planAction' | 'synchronizationJobs.delete';

/**
 * Takes the ports and the way to Graph; gives the handlers that say what an action on a job comes to, and that delete one. They
 * raise `not_found` or `conflict` for an application that is unknown, ambiguous or not set up, and what Graph refuses.
 */
export function createJobActionHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, ActionPath> {
  const changer: JobChanger = { graph, clock: ports.clock, ports };
  const select = async (application: string, signal: AbortSignal): Promise<OfApplication> => ({
    servicePrincipal: await selectApplication(graph, { application, signal }),
    signal,
  });
  return {
    'synchronizationJobs.planAction': async ({ application, action, resetScope }, { signal }) => {
      const of = await select(application, signal);
      return planAction(onlyJob(await readJobViews(changer, of), of.servicePrincipal.displayName), action, resetScope);
    },
    'synchronizationJobs.delete': async ({ application, expected }, { signal }) => {
      const { jobId, application: name } = await deleteJob(changer, {
        ...(await select(application, signal)),
        expected,
      });
      return { application: name, jobId };
    },
  };
}
