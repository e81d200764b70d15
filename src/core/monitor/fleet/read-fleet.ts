import { enterpriseApplicationPages } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import type { Clock } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { FleetReport } from '#shared/model/fleet';
import { createFactsReader, type FactsReader, type ReadFacts } from './facts-reader.ts';
import { type FleetMemory, provisioningIn } from './fleet-memory.ts';
import { isHidden, jobsOf, type Listed } from './fleet-row.ts';
import { refreshPlan } from './refresh-plan.ts';
import { createSliceReader, sliceSize } from './slice-reader.ts';
import { createWorkQueue } from './work-queue.ts';

/** How far a discovery is. */
export interface Progressed {
  readonly looked: number;
  readonly listed: number;
  /** Applications that provision people and were read with their settings. */
  readonly rows: number;
  readonly withoutBatch: boolean;
}

export const nothingLooked: Progressed = { looked: 0, listed: 0, rows: 0, withoutBatch: false };

/** What reading the fleet works with. */
export interface FleetReading extends CallContext {
  readonly graph: Graph;
  readonly clock: Pick<Clock, 'now'>;
  readonly memory: FleetMemory;
  /** Told how far a discovery is. */
  readonly onLooked?: (far: Progressed) => void;
}

/** Lines of progress that a discovery comes to, about. */
const mostLines = 50;

/** More at once only fills the service's queue. */
const slicesAtOnce = 4;

type Reading = Omit<FleetReport, 'kind' | 'turnedBad'>;

function openReading({ graph, clock, memory, signal }: FleetReading, onRead: (read: ReadFacts) => void) {
  const { graph: counted, counts } = graph.counted();
  const reader = createSliceReader(counted, signal);
  const facts = createFactsReader({
    reader,
    queue: createWorkQueue(slicesAtOnce),
    now: () => clock.now(),
    order: memory.order,
    onRead(read) {
      memory.put(read);
      onRead(read);
    },
  });
  const finish = async (waiting: number): Promise<Reading> => {
    await facts.finish();
    const { standing } = memory;
    standing.complete = true;
    standing.readAt = clock.now();
    standing.withoutBatch = reader.withoutBatch();
    standing.waiting = waiting;
    return {
      listed: memory.listed.size,
      provisioning: provisioningIn(memory).length,
      requests: counts().requests,
      withoutBatch: reader.withoutBatch(),
      waiting,
    };
  };
  return { graph: counted, counts, facts, finish, withoutBatch: reader.withoutBatch };
}

/** Reads the tenant's list, hands each page on, and forgets what is not in it any more; gives the ids. */
async function readList(
  graph: Graph,
  { memory, signal }: FleetReading,
  onPage: (page: readonly Listed[]) => void,
): Promise<ReadonlySet<string>> {
  const before = [...memory.listed.keys()];
  const ids = new Set<string>();
  for await (const page of enterpriseApplicationPages(graph, { signal })) {
    for (const { id } of page) ids.add(id);
    memory.list(page);
    onPage(page);
  }
  // What was made while the list was read stays.
  memory.forget(before.filter((id) => !ids.has(id) && !memory.stale.has(id)));
  return ids;
}

const isAllHidden = (facts: FleetMemory, ids: ReadonlySet<string>): boolean =>
  [...ids].every((id) => {
    const read = facts.read.get(id);
    return read !== undefined && isHidden(read);
  });

function raiseWhereNothingMayBeRead(memory: FleetMemory, ids: ReadonlySet<string>): void {
  if (ids.size === 0 || !isAllHidden(memory, ids)) return;
  // The next look begins anew: a role may be given meanwhile.
  memory.forget([...ids]);
  memory.standing.complete = false;
  throw new CoreError('role_missing', 'No application of this tenant lets this account read its provisioning.', {
    reason: 'fleetHidden',
    nextStep:
      'Ask for a role such as Application Administrator, Cloud Application Administrator or Hybrid Identity Administrator, or to become an owner.',
  });
}

/**
 * Looks at every application of the tenant: reads its jobs, and the settings of those that have some, while the list is still
 * read. What is known is in the memory at once. Raises what reading the list raises, a fault that all requests have, and
 * `role_missing` (reason fleetHidden) where nothing may be read.
 */
export async function discoverFleet(reading: FleetReading): Promise<Reading> {
  const { memory, progress, onLooked } = reading;
  const looked = new Set<string>();
  let [listed, rows, reads] = [0, 0, 0];
  const tell = (): void => {
    reads = 0;
    const withoutBatch = opened.withoutBatch();
    memory.standing.withoutBatch = withoutBatch;
    onLooked?.({ looked: looked.size, listed, rows, withoutBatch });
    progress({ state: 'running', message: words(withoutBatch), completed: looked.size, total: listed });
  };
  const opened = openReading(reading, ({ facts, whole }) => {
    looked.add(facts.listed.id);
    reads += 1;
    if (whole && jobsOf(facts).length > 0) rows += 1;
    if (reads >= Math.max(sliceSize, listed / mostLines) || looked.size === listed || rows === 1) tell();
  });
  const ids = await readList(opened.graph, reading, (page) => {
    listed += page.length;
    tell();
    opened.facts.add(page);
  });
  const report = await opened.finish(0);
  raiseWhereNothingMayBeRead(memory, ids);
  return report;
}

const words = (withoutBatch: boolean): string =>
  withoutBatch
    ? 'Looking for applications that provision people, one by one: the service refuses these requests in a batch'
    : 'Looking for applications that provision people';

const idleOf = ({ read }: FleetMemory): readonly Listed[] =>
  [...read.values()]
    .filter((facts) => jobsOf(facts).length === 0)
    .toSorted((one, other) => one.readAt - other.readAt)
    .map(({ listed }) => listed);

/**
 * Reads every application again that is known to provision people, and looks at new ones, then at others, with what is left of the
 * budget; forgets those that are gone. Raises what {@link discoverFleet} raises.
 */
export async function refreshFleet(reading: FleetReading): Promise<Reading> {
  const { memory } = reading;
  const known = provisioningIn(memory);
  const opened = openReading(reading, () => undefined);
  opened.facts.add(known);
  const idle = idleOf(memory);
  let pages = 0;
  const ids = await readList(opened.graph, reading, () => {
    pages += 1;
  });
  const fresh = [...ids].flatMap((id) => (memory.read.has(id) ? [] : (memory.listed.get(id) ?? [])));
  const stillIdle = idle.filter(({ id }) => ids.has(id));
  const { look, waiting } = refreshPlan({
    provisioning: known.length,
    listRequests: Math.max(1, pages),
    fresh,
    idle: stillIdle,
  });
  opened.facts.add(look);
  return opened.finish(waiting);
}

/** Reads some applications again, as many as are named. Raises what reading raises. */
export async function rereadApplications(
  reading: Omit<FleetReading, 'progress'>,
  applications: readonly Listed[],
): Promise<void> {
  const facts: FactsReader = openReading({ ...reading, progress: () => undefined }, () => undefined).facts;
  facts.add(applications);
  await facts.finish();
}
