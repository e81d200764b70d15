import { onlyJob, readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { Handlers } from '#core/rpc/dispatch';
import type { SetupServices } from '#core/setup/setup-service';
import type { JobView } from '#shared/model/job';
import { readHeldBack } from './held-back.ts';
import { showHistory } from './history.ts';
import { planRepair } from './plan-quarantine.ts';
import { proveGone } from './prove.ts';
import { quarantineReportOf } from './report.ts';
import { runChecks } from './run-checks.ts';

type QuarantinePath =
  | 'quarantine.show'
  | 'quarantine.check'
  | 'quarantine.heldBack'
  | 'quarantine.plan'
  | 'quarantine.prove'
  | 'quarantine.history';

/**
 * Takes what setting up needs; gives the handlers of everything about a quarantine. They raise `not_found` or `conflict` for an application
 * that is unknown, ambiguous or has no job, and what Graph refuses.
 */
export function createQuarantineHandlers(services: SetupServices): Pick<Handlers, QuarantinePath> {
  const { ports, graph } = services;
  const readJob = async (application: string, signal: AbortSignal): Promise<JobView> => {
    const servicePrincipal = await selectApplication(graph, { application, signal });
    const views = await readJobViews({ graph, clock: ports.clock }, { servicePrincipal, signal });
    return onlyJob(views, servicePrincipal.displayName);
  };
  return {
    'quarantine.show': async ({ application }, { signal }) => quarantineReportOf(await readJob(application, signal)),
    'quarantine.check': async ({ application }, context) => {
      const job = await readJob(application, context.signal);
      const { kind } = quarantineReportOf(job);
      const checks = await runChecks(services, { job, kind }, context);
      return { checkedAt: new Date(ports.clock.now()).toISOString(), kind, checks: [...checks] };
    },
    'quarantine.heldBack': async ({ application, offset, limit }, { signal }) => {
      const job = await readJob(application, signal);
      const { held, ...rest } = await readHeldBack(graph, { job, now: ports.clock.now(), signal });
      return { ...rest, held: held.slice(offset, offset + limit), count: held.length };
    },
    'quarantine.plan': (request, context) => planRepair(services, request, context),
    'quarantine.prove': (request, context) => proveGone(services, request, context),
    'quarantine.history': ({ application }, context) => showHistory(services, application, context),
  };
}
