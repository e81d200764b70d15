import { journalKeyOf } from '#core/journal/journal-key';
import { readSecretFacts } from '#core/monitor/secret-care/secret-facts';
import type { Ports } from '#core/ports';
import { loadProfiles } from '#core/profiles/load-profiles';
import { CoreError } from '#core/rpc/errors';
import type { SingleRun } from '#core/rpc/single-run';
import type { FleetReport, FleetRow, FleetView } from '#shared/model/fleet';
import type { Account } from '#shared/model/session';
import { byAttention } from './attention.ts';
import type { FleetMemory } from './fleet-memory.ts';
import { belongs, fleetRowOf, isHidden, type RowWorld, vendorFinder } from './fleet-row.ts';
import { nothingLooked, type Progressed } from './read-fleet.ts';

/** What is known of one tenant, and what reads it now. */
export interface Fleet {
  readonly account: Account;
  readonly memory: FleetMemory;
  readonly run: SingleRun<FleetReport>;
  /** How far a discovery is that runs. */
  far: Progressed;
}

/** Takes the ports and the fleet; gives what its lines need beside what was read. Raises what reading profiles raises. */
export async function rowWorldOf(ports: Ports, { account }: Fleet): Promise<RowWorld> {
  const key = journalKeyOf(ports.identity.cloud, account);
  const [{ profiles }, secrets] = await Promise.all([
    loadProfiles(ports.profiles),
    // The board is worth showing without what this machine has kept.
    readSecretFacts({ sealed: ports.sealed, key }).catch((cause: unknown) => {
      if (!(cause instanceof CoreError)) throw cause;
      ports.log.write('warn', 'what is known of secrets could not be read', { code: cause.code });
      return new Map<string, never>();
    }),
  ]);
  return {
    now: ports.clock.now(),
    vendorOf: vendorFinder(profiles),
    secretOf(id) {
      const { savedAt = null, expiresAt = null, source = 'none' } = secrets.get(id) ?? {};
      return savedAt === null && source === 'none' ? null : { savedAt, expiresAt, source };
    },
  };
}

/** Takes what is known and what lines need; gives the lines, in no order. Pure. */
export const rowsOf = ({ memory }: Pick<Fleet, 'memory'>, world: RowWorld): readonly FleetRow[] =>
  [...memory.read.values()]
    .map((facts) => ({ ...facts, listed: memory.listed.get(facts.listed.id) ?? facts.listed }))
    .flatMap((facts) => {
      const row = fleetRowOf(facts, world);
      return belongs(facts, row) ? [row] : [];
    });

/** Takes what is known and what lines need; gives the board. Pure. */
export function fleetViewOf(fleet: Fleet, world: RowWorld): FleetView {
  const { memory, run } = fleet;
  const { complete, readAt, withoutBatch, waiting } = memory.standing;
  const far = run.current === 'discovery' ? fleet.far : nothingLooked;
  const known = { looked: memory.read.size, listed: memory.listed.size, withoutBatch };
  const { looked, listed, ...standing } = run.current === 'discovery' ? far : known;
  return {
    state: run.current === 'discovery' ? 'discovering' : complete ? 'complete' : 'partial',
    looked,
    listed,
    readAt: readAt === null ? null : new Date(readAt).toISOString(),
    withoutBatch: standing.withoutBatch,
    waiting,
    hidden: [...memory.read.values()].filter(isHidden).length,
    applications: rowsOf(fleet, world).toSorted(byAttention),
  };
}
