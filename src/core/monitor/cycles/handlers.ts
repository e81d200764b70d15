import { archiveKeyOf } from '#core/archive/handlers';
import { type Ticks, ticksOf } from '#core/archive/ticks';
import { listJobs } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { SynchronizationJob } from '#core/graph/shapes';
import { entriesOf } from '#core/journal/handlers';
import { readJournal } from '#core/journal/verify-journal';
import { archiveReaderOf } from '#core/logs/explorer-handlers';
import { jobViewOf } from '#core/monitor/job-view';
import { occurred } from '#core/monitor/service-time';
import { type OfApplication, onlyJob, readableSecrets } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { JobOutlook } from '#shared/model/cycle';
import { countInScope } from './count-in-scope.ts';
import { startOfInitialCycle } from './cycle-start.ts';
import { createObservations, type Observations } from './observations.ts';
import { isInInitialCycle, observationOf, outlookOf } from './outlook.ts';
import { cyclesOfArchive, cyclesOfService } from './read-cycles.ts';

interface Services {
  readonly ports: Ports;
  readonly graph: Graph;
}

interface Memory {
  readonly observations: Observations;
  /** How many were in scope and when that was counted, by job. */
  readonly inScope: Map<string, { readonly count: number | null; readonly at: number }>;
}

/** Assignments change slowly, and counting them takes requests. */
const countAgainMs = 3_600_000;

/**
 * Takes the ports and the way to Graph; gives the handlers about cycles. They raise `not_found` or `conflict` for an application
 * that is unknown, ambiguous or not set up, and what Graph and the archive raise.
 */
export function createCyclesHandlers(services: Services): Pick<Handlers, 'cycles.list' | 'cycles.outlook'> {
  const { ports, graph } = services;
  const memory: Memory = { observations: createObservations(), inScope: new Map() };
  return {
    'cycles.list': async ({ application, since, limit }, { signal }) => {
      const { id } = await selectApplication(graph, { application, signal });
      const [archive, endedAt] = await Promise.all([archiveReaderOf(ports), lastEnd(graph, id, signal)]);
      const asked = { servicePrincipalId: id, since, limit, endedAt, now: ports.clock.now() };
      return archive === null ? cyclesOfService({ graph, signal }, asked) : cyclesOfArchive(archive, asked);
    },
    'cycles.outlook': async ({ application }, { signal }) =>
      readOutlook(services, memory, {
        servicePrincipal: await selectApplication(graph, { application, signal }),
        signal,
      }),
  };
}

const refusals: ReadonlySet<string> = new Set(['role_missing', 'forbidden', 'not_found', 'unsupported_in_cloud']);

/**
 * When the last cycle ended, as the job says; null while an initial cycle goes on in parts. An application without a job, or one
 * whose jobs may not be read, still has its log.
 */
async function lastEnd(graph: Graph, servicePrincipalId: string, signal: AbortSignal): Promise<Ticks | null> {
  try {
    const [job] = await listJobs(graph, { servicePrincipalId, signal });
    if (occurred(job?.status?.steadyStateFirstAchievedTime) === null) return null;
    return ticksOf(occurred(job?.status?.lastExecution?.timeEnded) ?? '');
  } catch (cause) {
    if (cause instanceof CoreError && refusals.has(cause.code)) return null;
    throw cause;
  }
}

async function readOutlook(services: Services, memory: Memory, of: OfApplication): Promise<JobOutlook> {
  const { ports, graph } = services;
  const { id: servicePrincipalId, displayName } = of.servicePrincipal;
  const [jobs, secrets] = await Promise.all([
    listJobs(graph, { servicePrincipalId, signal: of.signal }),
    readableSecrets(graph, of),
  ]);
  const { job } = onlyJob(
    jobs.map((each) => ({ job: each, jobId: each.id })),
    displayName,
  );
  const now = ports.clock.now();
  const application = { servicePrincipalId, displayName };
  const base = { job, application, secrets, now, observations: [], startedAt: null, inScope: null };
  if (!isInInitialCycle(jobViewOf({ job, application, secrets, now }))) {
    memory.observations.forget(job.id);
    return outlookOf(base);
  }
  const observed = observationOf(job, now);
  return outlookOf({
    ...base,
    observations: observed === null ? [] : memory.observations.add(job.id, observed),
    startedAt: await startedAt(ports, servicePrincipalId),
    inScope: countedByService(job) ?? (await inScopeOf(services, memory, { job, of })),
  });
}

/** What the service counted in an earlier part of the cycle. */
function countedByService({ status }: SynchronizationJob): number | null {
  const counted = status?.lastExecution?.countEntitledForProvisioning;
  return typeof counted === 'number' && counted > 0 ? counted : null;
}

async function inScopeOf(
  { ports, graph }: Services,
  { inScope }: Memory,
  { job, of }: { readonly job: SynchronizationJob; readonly of: OfApplication },
): Promise<number | null> {
  const now = ports.clock.now();
  const known = inScope.get(job.id);
  if (known !== undefined && now - known.at < countAgainMs) return known.count;
  const { servicePrincipal, signal } = of;
  const count = await countInScope({
    graph,
    identity: ports.identity,
    servicePrincipalId: servicePrincipal.id,
    signal,
  });
  inScope.set(job.id, { count, at: now });
  return count;
}

/** A journal that cannot be read is told elsewhere; here it only makes the range wider. */
async function startedAt(ports: Ports, servicePrincipalId: string): Promise<number | null> {
  try {
    const { chain } = await readJournal(ports, await archiveKeyOf(ports));
    return startOfInitialCycle(entriesOf(chain.entries, servicePrincipalId));
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    ports.log.write('info', 'the start of a cycle is not known from the journal', { code: cause.code });
    return null;
  }
}
