import { mapConcurrently } from '#core/graph/concurrency';
import type { ServedTenant } from '#emulator/serve';
import type { VendorTarget } from '#emulator/vendor-target';
import { finalState, journalState } from './final-state.ts';
import { type ChildEnd, type KillPoint, type KillWorld, openKillWorld, pointText } from './kill-world.ts';
import type { Round } from './messages.ts';
import type { RequestName } from './request-name.ts';

/** What is carried out and killed over and over, each time in a tenant of its own. */
export interface KillSetup {
  /** The bundled child. */
  readonly entry: string;
  readonly vendorId: string;
  /** Label of the vendor's token in the configuration. */
  readonly label: string;
  readonly configuration: string;
  /** `undo`: what is set up before, without a disturbance, is removed. `rollback`: what `changed` says is taken back. */
  readonly command: Round['command'];
  /** What is applied after the configuration and before a rollback. */
  readonly changed?: string;
  /** What the last process does instead of the same command. */
  readonly lastCommand?: Round['command'];
  readonly seed?: unknown;
}

/** What has to be the same after every kill. */
export interface Ending {
  /** What the very last command came to, or why the process failed. */
  readonly last: string;
  readonly state: ReturnType<typeof finalState>;
  /** User names and group names that the vendor holds after two hours of cycles, doubles included. */
  readonly accounts: readonly unknown[];
  readonly journal: {
    readonly fault: string | null;
    readonly tornTail: string | null;
    readonly openSteps: readonly string[];
    readonly created: readonly string[];
    readonly doubled: number;
    /** What its anchor misses at its end. */
    readonly missing: string | null;
  };
  /** Damaged records, and snapshots of writes that nothing was kept before. */
  readonly records: { readonly setAside: readonly string[]; readonly runsWithoutSnapshot: number };
}

/** An undisturbed run: what it sent, and what it came to. */
export interface Reference {
  readonly requests: readonly RequestName[];
  readonly before: ReturnType<typeof finalState>;
  readonly ending: Ending;
}

/** One killed and resumed run. */
export interface Resumed {
  readonly point: string;
  readonly killed: ChildEnd['kind'];
  /** Steps whose outcome was not in the journal when the process was gone. */
  readonly openWhenKilled: readonly string[];
  /** Torn lines that the journal says were repaired. */
  readonly repairs: number;
  /** Time of the tenant that went by from the first kill to the end, in milliseconds. */
  readonly tookMs: number;
  readonly ending: Ending;
}

const twoHoursMs = 7_200_000;

interface OpenSetup {
  readonly setup: KillSetup;
  readonly world: KillWorld;
  readonly round: Round;
  readonly lastRound: Round;
  readonly token: string;
  readonly target: VendorTarget;
}

function targetOf(served: ServedTenant, vendorId: string): VendorTarget {
  const target = served.tenant.targets.find((candidate) => candidate.vendorId === vendorId);
  if (target === undefined) throw new Error(`no vendor ${vendorId}`);
  return target;
}

const wordsOf = (end: ChildEnd): string => {
  if (end.kind === 'done')
    return (
      end.reports.map(({ result, writes }) => (writes > 0 ? `${result}, writes` : `${result}, 0 writes`)).at(-1) ?? ''
    );
  if (end.kind === 'failed') return `${end.error.code} ${end.error.reason ?? ''}: ${end.error.message}`;
  return end.kind === 'crashed' ? `crashed: ${end.stderr}` : 'killed';
};

/** A world of its own with a token of its vendor; before an undo, everything is set up in it. */
async function withSetup<T>(setup: KillSetup, use: (opened: OpenSetup) => Promise<T>): Promise<T> {
  const { entry, vendorId, label, configuration, command, lastCommand = command, seed } = setup;
  const world = await openKillWorld(entry, seed === undefined ? {} : { seed });
  try {
    const target = targetOf(world.served, vendorId);
    const token = target.mintToken();
    const rounds: Readonly<Record<Round['command'], Round>> = {
      apply: { command: 'apply', configuration, secrets: { [label]: token } },
      undo: { command: 'undo', configuration, secrets: {} },
      rollback: { command: 'rollback', configuration, secrets: { [label]: token } },
    };
    const change = setup.changed === undefined ? [] : [{ ...rounds.apply, configuration: setup.changed }];
    if (command !== 'apply') {
      const end = await world.run([rounds.apply, ...change]);
      if (end.kind !== 'done') throw new Error(`Nothing was set up that could be undone: ${wordsOf(end)}`);
    }
    return await use({ setup, world, round: rounds[command], lastRound: rounds[lastCommand], token, target });
  } finally {
    await world.close();
  }
}

const namesOf = (resources: readonly Record<string, unknown>[]): readonly unknown[] =>
  resources.map((resource) => resource.userName ?? resource.displayName).sort();

async function endingOf({ world, token, target }: OpenSetup, last: ChildEnd): Promise<Ending> {
  const { served, dataFolder } = world;
  const state = finalState(served, [token]);
  const { fault, tornTail, openSteps, created, createdIds, missing, records } = await journalState(served, dataFolder);
  await served.tenant.clock.advance(twoHoursMs);
  return {
    last: wordsOf(last),
    state,
    accounts: [namesOf(target.users()), namesOf(target.groups())],
    journal: { fault, tornTail, openSteps, created, doubled: createdIds.length - new Set(createdIds).size, missing },
    records,
  };
}

/** Runs the command without a disturbance, then once more in a new process. */
export const referenceRun = (setup: KillSetup): Promise<Reference> =>
  withSetup(setup, async (opened) => {
    const { world, round, token } = opened;
    const before = finalState(world.served, [token]);
    const first = await world.run([round]);
    if (first.kind !== 'done') throw new Error(`The undisturbed run ended otherwise: ${wordsOf(first)}`);
    const second = await world.run([round]);
    return { requests: first.requests, before, ending: await endingOf(opened, second) };
  });

/**
 * Runs the command in a new process for each of the points, kills it there, and lets one more process finish on the same
 * disk and then run the command a second time. `meanwhile` may touch that disk between the last kill and that process.
 */
export const killedRun = (
  setup: KillSetup,
  points: readonly KillPoint[],
  meanwhile: (dataFolder: string) => void = () => undefined,
): Promise<Resumed> =>
  withSetup(setup, async (opened) => {
    const { world, round, lastRound } = opened;
    const { clock } = world.served.tenant;
    const began = clock.now();
    const kinds = new Set<ChildEnd['kind']>();
    for (const point of points) kinds.add((await world.run([round], point)).kind);
    const { openSteps } = await journalState(world.served, world.dataFolder);
    meanwhile(world.dataFolder);
    const last = await world.run([lastRound, lastRound]);
    const tookMs = clock.now() - began;
    const ending = await endingOf(opened, last);
    const { entries } = await journalState(world.served, world.dataFolder);
    return {
      point: points.map(pointText).join(', then '),
      killed: [...kinds].find((kind) => kind !== 'killed') ?? 'killed',
      openWhenKilled: openSteps,
      tookMs,
      repairs: entries.filter((entry) => entry.kind === 'repair').length,
      ending,
    };
  });

/** More at once would only wait for each other on two cores. */
const worldsAtOnce = 3;

/** One killed and resumed run for each of the points. */
export const killAtEach = (setup: KillSetup, points: readonly KillPoint[]): Promise<readonly Resumed[]> =>
  mapConcurrently(points, worldsAtOnce, (point) => killedRun(setup, [point]));

/** Kill points at each of these requests. */
export const pointsAt = (at: KillPoint['at'], requests: readonly RequestName[]): readonly KillPoint[] =>
  requests.map((request) => ({ at, request }));

/** Those requests that are not reads. */
export const withoutReads = (requests: readonly RequestName[]): readonly RequestName[] =>
  requests.filter(({ method }) => method !== 'GET');
