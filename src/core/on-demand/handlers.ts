import type { Graph } from '#core/graph/graph';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { selectApplication } from '#core/operations/select-application';
import type { JournalKey, Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { compareContents } from '#core/snapshots/compare-snapshots';
import { findSnapshot, listKept, readContent } from '#core/snapshots/keep-snapshot';
import type { Difference } from '#shared/model/difference';
import type { OnDemandView } from '#shared/model/job';
import type { OnDemandComparison, OnDemandRun } from '#shared/model/on-demand-run';
import { compareRuns } from './compare-runs.ts';
import { type QueueServices, runQueue } from './run-queue.ts';
import { listRuns, readRun } from './run-record.ts';

/** Procedures about provisioning on demand. */
export type OnDemandPath =
  | 'provisioning.onDemand'
  | 'provisioning.queue'
  | 'provisioning.resume'
  | 'provisioning.listRuns'
  | 'provisioning.showRun'
  | 'provisioning.compareRuns';

async function keyOf({ identity }: Ports): Promise<JournalKey> {
  return journalKeyOf(identity.cloud, await requireAccount(identity));
}

/** The only result of a run of one; whatever kept it from being tried was raised by then. */
function onlyView({ results }: OnDemandRun): OnDemandView {
  const view = results[0]?.view ?? null;
  if (view !== null) return view;
  throw new CoreError('internal', 'Nothing came of it, and nobody said why.', {
    reason: 'onDemandWithoutResult',
    nextStep: 'Look at the provisioning log.',
  });
}

/** What of the configuration changed between two runs, as far as their snapshots can be read. */
async function configurationBetween(ports: Ports, key: JournalKey, runs: readonly [OnDemandRun, OnDemandRun]) {
  const [before, after] = runs.map(({ snapshot }) => snapshot);
  const notes: string[] = [];
  if (before === null || before === undefined || after === null || after === undefined)
    return {
      configuration: [] as Difference[],
      notes: ['What changed in the configuration between the runs is not known.'],
    };
  try {
    const { snapshots } = await listKept(ports, key);
    const contents = await Promise.all(
      [before, after].map((id) => readContent(ports, key, findSnapshot(snapshots, id))),
    );
    const [one, other] = contents;
    if (one === undefined || other === undefined) return { configuration: [] as Difference[], notes };
    const compared = compareContents(one, other);
    return { configuration: [...compared.differences], notes: [...compared.notes] };
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return {
      configuration: [] as Difference[],
      notes: [`What changed in the configuration is not known: ${cause.message}`],
    };
  }
}

async function compare(
  ports: Ports,
  running: ReadonlySet<string>,
  ids: { readonly before: string; readonly after: string },
): Promise<OnDemandComparison> {
  const key = await keyOf(ports);
  const [before, after] = await Promise.all([
    readRun(ports, key, { run: ids.before, running }),
    readRun(ports, key, { run: ids.after, running }),
  ]);
  const { people, notes } = compareRuns(before, after);
  const between = await configurationBetween(ports, key, [before, after]);
  return { people, configuration: between.configuration, notes: [...notes, ...between.notes] };
}

async function resume(services: QueueServices, id: string, context: CallContext): Promise<OnDemandRun> {
  const { ports, graph, running } = services;
  const run = await readRun(ports, await keyOf(ports), { run: id, running });
  if (run.state === 'running') {
    throw new CoreError('conflict', 'This run is under way.', {
      reason: 'runIsUnderWay',
      nextStep: 'Wait for its end, or cancel it.',
    });
  }
  if (run.state === 'done') {
    throw new CoreError('conflict', 'Everybody of this run was tried.', {
      reason: 'runIsDone',
      nextStep: 'Begin a new run.',
    });
  }
  const servicePrincipal = await selectApplication(graph, {
    application: run.servicePrincipalId,
    signal: context.signal,
  });
  return runQueue(services, { servicePrincipal, request: { resumed: run } }, context);
}

/**
 * Takes the ports and Graph; gives the handlers of provisioning on demand. They raise `not_found` or `conflict` for an
 * application or a person that is unknown or ambiguous, `conflict` (stopFirst) for an OAuth application whose job runs, and
 * what the service refuses.
 */
export function createOnDemandHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, OnDemandPath> {
  const running = new Set<string>();
  const services: QueueServices = { ports, graph, clock: ports.clock, running };
  const select = (application: string, { signal }: CallContext) => selectApplication(graph, { application, signal });
  return {
    'provisioning.onDemand': async ({ application, user, group, members }, context) => {
      const servicePrincipal = await select(application, context);
      const request = { subjects: [{ user, group, members }], stopAtFailure: false };
      return onlyView(await runQueue(services, { servicePrincipal, request, raises: true }, context));
    },
    'provisioning.queue': async ({ application, users, stopAtFailure }, context) => {
      const servicePrincipal = await select(application, context);
      const names = users.filter(
        (user, index) => users.findIndex((one) => one.toLowerCase() === user.toLowerCase()) === index,
      );
      const subjects = names.map((user) => ({ user, members: [] }));
      return runQueue(services, { servicePrincipal, request: { subjects, stopAtFailure } }, context);
    },
    'provisioning.resume': ({ run }, context) => resume(services, run, context),
    'provisioning.listRuns': async (wanted) => listRuns(ports, await keyOf(ports), { ...wanted, running }),
    'provisioning.showRun': async ({ run }) => readRun(ports, await keyOf(ports), { run, running }),
    'provisioning.compareRuns': (ids) => compare(ports, running, ids),
  };
}
