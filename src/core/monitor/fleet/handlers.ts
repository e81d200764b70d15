import type { Graph } from '#core/graph/graph';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { createSingleRun, type Waiter } from '#core/rpc/single-run';
import type { CoreEvent } from '#shared/contract/events';
import type { FleetReport } from '#shared/model/fleet';
import type { Account } from '#shared/model/session';
import { createFleetMemory, type FleetMemory, provisioningIn } from './fleet-memory.ts';
import { type Fleet, fleetViewOf, rowsOf, rowWorldOf } from './fleet-view.ts';
import { readOwners } from './owners.ts';
import { discoverFleet, nothingLooked, refreshFleet, rereadApplications } from './read-fleet.ts';
import { judgedAfter, noticeOf, turnedBad } from './turned-bad.ts';

/** What the fleet works with. */
export interface FleetWorld {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly emit: (event: CoreEvent) => void;
}

const keyOf = ({ tenantId, homeAccountId, cloud }: Account): string => [cloud, tenantId, homeAccountId].join(' ');

/** What is known is what one person sees of one tenant; another one begins with nothing. */
function createFleets(ports: Ports) {
  let current: (Fleet & { readonly key: string }) | null = null;
  return {
    async now(): Promise<Fleet> {
      const account = await requireAccount(ports.identity);
      const key = keyOf(account);
      if (current?.key !== key)
        current = { key, account, memory: createFleetMemory(), run: createSingleRun(), far: nothingLooked };
      return current;
    },
    known: (): FleetMemory | null => current?.memory ?? null,
  };
}

/** Compares with what was judged before, and tells once of everything that got worse. */
async function judge({ ports, emit }: FleetWorld, fleet: Fleet): Promise<number> {
  const { standing } = fleet.memory;
  const rows = rowsOf(fleet, await rowWorldOf(ports, fleet));
  const worse = standing.judged === null ? [] : turnedBad(standing.judged, rows);
  standing.judged = judgedAfter(standing.judged, rows);
  if (worse.length > 0) emit({ topic: 'fleet.turnedBad', payload: noticeOf(worse) });
  return worse.length;
}

function createReadings(world: FleetWorld) {
  const { graph, ports } = world;
  const readingOf = (context: Waiter, { memory }: Fleet) => ({ ...context, graph, clock: ports.clock, memory });
  const discover =
    (fleet: Fleet) =>
    async (context: Waiter): Promise<FleetReport> => {
      fleet.far = nothingLooked;
      const onLooked = (far: Fleet['far']): void => {
        fleet.far = far;
      };
      const read = await discoverFleet({ ...readingOf(context, fleet), onLooked });
      return { kind: 'discovery', ...read, turnedBad: await judge(world, fleet) };
    };
  const discovery = (fleet: Fleet, waiter: Waiter) => fleet.run.join('discovery', discover(fleet), waiter);
  /** Waits for a discovery until there is a line to show; it goes on. */
  const untilFirstRow = async (fleet: Fleet, signal: AbortSignal): Promise<void> => {
    let isThere = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    const progress = (): void => {
      if (fleet.far.rows > 0) isThere();
    };
    await fleet.run.joinUntil('discovery', discover(fleet), { signal, progress, until });
  };
  const refresh = (fleet: Fleet, waiter: Waiter) =>
    fleet.run.join(
      'refresh',
      async (context) => {
        const read = await refreshFleet(readingOf(context, fleet));
        return { kind: 'refresh', ...read, turnedBad: await judge(world, fleet) };
      },
      waiter,
    );
  return { discovery, refresh, untilFirstRow };
}

function knownReport({ memory }: Fleet): FleetReport {
  const { withoutBatch, waiting } = memory.standing;
  const provisioning = provisioningIn(memory).length;
  return { kind: 'known', listed: memory.listed.size, provisioning, requests: 0, withoutBatch, waiting, turnedBad: 0 };
}

/** Reads again what this program changed; what cannot be read now stays as it was, and is tried again with the next look. */
async function rereadChanged({ ports, graph }: FleetWorld, { memory }: Fleet, signal: AbortSignal): Promise<void> {
  const changed = [...memory.stale].flatMap((id) => memory.listed.get(id) ?? []);
  if (changed.length === 0) return;
  try {
    await rereadApplications({ graph, clock: ports.clock, memory, signal }, changed);
  } catch (cause) {
    if (!(cause instanceof CoreError) || signal.aborted) throw cause;
    ports.log.write('warn', 'changed applications could not be read again', { code: cause.code });
  }
}

/** The fleet's handlers, and what has to be told of every answer of Graph so that they know what this program changed. */
export interface FleetHandlers {
  readonly handlers: Pick<Handlers, 'fleet.show' | 'fleet.discover' | 'fleet.refresh' | 'fleet.owners'>;
}

/** Takes the ports; gives where what is known of fleets is kept, and what notes writes in it. */
export function createFleetKeeping(ports: Ports) {
  const fleets = createFleets(ports);
  const observe: FleetMemory['observe'] = (request, reply) => fleets.known()?.observe(request, reply);
  return { fleets, observe };
}

/**
 * Takes the world and the keeping; gives the handlers of `fleet.*`. What is known of the tenant stays in memory. They raise what
 * reading the tenant's list raises; what goes wrong with one application is told in its line.
 */
export function createFleetHandlers(
  world: FleetWorld,
  { fleets }: Pick<ReturnType<typeof createFleetKeeping>, 'fleets'>,
): FleetHandlers['handlers'] {
  const { ports, graph } = world;
  const { discovery, refresh, untilFirstRow } = createReadings(world);
  return {
    'fleet.show': async ({ wait }, { signal }) => {
      const fleet = await fleets.now();
      const { standing, read } = fleet.memory;
      if (standing.complete || (wait === 'firstRows' && read.size > 0)) await rereadChanged(world, fleet, signal);
      else if (wait === 'firstRows') await untilFirstRow(fleet, signal);
      else await discovery(fleet, { signal, progress: () => undefined });
      return fleetViewOf(fleet, await rowWorldOf(ports, fleet));
    },
    'fleet.discover': async (_input, context) => discovery(await fleets.now(), context),
    'fleet.refresh': async ({ olderThanSeconds }, context) => {
      const fleet = await fleets.now();
      const { complete, readAt } = fleet.memory.standing;
      if (!complete || fleet.run.current === 'discovery') return discovery(fleet, context);
      const ageMs = ports.clock.now() - (readAt ?? 0);
      if (ageMs < olderThanSeconds * 1_000) return knownReport(fleet);
      return refresh(fleet, context);
    },
    'fleet.owners': async ({ applications }, { signal }) => readOwners(graph, { applications, signal }),
  };
}
