import { z } from 'zod';
import { findUsers } from '#core/graph/calls/directory';
import type { Graph } from '#core/graph/graph';
import type { LogQuery } from '#core/logs/log-filter';
import { readLog } from '#core/logs/read-log';
import { createOnDemandHandlers, type OnDemandPath } from '#core/on-demand/handlers';
import type { Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { type JobChanger, pauseProvisioning, restartProvisioning, startProvisioning } from './change-job.ts';
import { type OfApplication, onlyJob, readJobViews } from './read-jobs.ts';
import { selectApplication } from './select-application.ts';
import { waitForCycle } from './wait-for-cycle.ts';

type OperationsPath =
  | 'synchronizationJobs.show'
  | 'synchronizationJobs.start'
  | 'synchronizationJobs.pause'
  | 'synchronizationJobs.restart'
  | 'synchronizationJobs.waitForCycle'
  | OnDemandPath
  | 'logs.list';

const namesOnePerson = (user: string): boolean => user.includes('@') || z.guid().safeParse(user).success;

/** A deleted person stays in the log but not in the directory, so a name that is not found is looked for in the log itself. */
async function personOf(graph: Graph, user: string | undefined, signal: AbortSignal): Promise<LogQuery['person']> {
  if (user === undefined) return undefined;
  if (!namesOnePerson(user)) return { name: user };
  const person = (await findUsers(graph, { names: [user], signal })).get(user);
  return person === undefined ? { name: user } : { objectId: person.id };
}

const createLogHandlers = (graph: Graph): Pick<Handlers, 'logs.list'> => ({
  'logs.list': async (input, { signal }) => {
    const { application, user, status, action, since, until, limit } = input;
    const [servicePrincipal, person] = await Promise.all([
      application === undefined ? undefined : selectApplication(graph, { application, signal }),
      personOf(graph, user, signal),
    ]);
    return readLog(graph, {
      servicePrincipalId: servicePrincipal?.id,
      person,
      status,
      action,
      since,
      until,
      limit,
      signal,
    });
  },
});

/**
 * Takes the ports and the way to Graph; gives the handlers of all procedures about a running job, its status and its log.
 * They raise `not_found` or `conflict` for an application that is unknown or ambiguous, and what Graph refuses.
 */
export function createOperationsHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, OperationsPath> {
  const changer: JobChanger = { graph, clock: ports.clock, ports };
  const select = async (application: string, { signal }: CallContext): Promise<OfApplication> => ({
    servicePrincipal: await selectApplication(graph, { application, signal }),
    signal,
  });
  const selectJob = async (application: string, context: CallContext) => {
    const of = await select(application, context);
    const job = onlyJob(await readJobViews(changer, of), of.servicePrincipal.displayName);
    return { ...of, job };
  };
  return {
    'synchronizationJobs.show': async ({ application }, context) => ({
      jobs: await readJobViews(changer, await select(application, context)),
    }),
    'synchronizationJobs.start': async ({ application, expected }, context) =>
      startProvisioning(changer, { ...(await select(application, context)), expected }),
    'synchronizationJobs.pause': async ({ application, expected }, context) =>
      pauseProvisioning(changer, { ...(await select(application, context)), expected }),
    'synchronizationJobs.restart': async ({ application, resetScope, expected }, context) =>
      restartProvisioning(changer, { ...(await select(application, context)), resetScope, expected }),
    'synchronizationJobs.waitForCycle': async ({ application, timeoutMs }, context) => {
      const { servicePrincipal, job } = await selectJob(application, context);
      const { signal, progress } = context;
      return waitForCycle(changer, { servicePrincipal, signal, progress, timeoutMs, jobId: job.jobId });
    },
    ...createOnDemandHandlers({ ports, graph }),
    ...createLogHandlers(graph),
  };
}
