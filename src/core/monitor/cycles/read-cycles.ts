import type { ArchiveReader } from '#core/archive/archive-port';
import { type Ticks, textOfTicks, ticksIn, ticksOf, ticksOfMs } from '#core/archive/ticks';
import type { Graph } from '#core/graph/graph';
import { readLiveRows } from '#core/logs/live-log';
import type { Output, ParsedInput } from '#shared/contract/index';
import { type CycleTallies, tallyRows } from './cycle-tally.ts';
import { type KnownLog, knownSpans, loggedCyclesOf } from './logged-cycles.ts';

/** Rows that are read of the service at most: four requests. */
const mostLive = 1_999;
/** For so long the service keeps rows whatever the licence. Source: learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention */
const surelyKeptMs = 7 * 86_400_000;

interface Asked extends Pick<ParsedInput<'cycles.list'>, 'since' | 'limit'> {
  readonly servicePrincipalId: string;
  /** When the job's last cycle ended; null = not known, or one may go on. */
  readonly endedAt: Ticks | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

type Cycles = Output<'cycles.list'>;

function answer(found: CycleTallies, known: KnownLog, limit: number): Omit<Cycles, 'source'> {
  const [first, last] = [known.spans[0], known.spans.at(-1)];
  return {
    cycles: loggedCyclesOf(found.cycles, known).slice(0, limit),
    withoutCycle: found.withoutCycle,
    knownFrom: first === undefined ? null : textOfTicks(first.from),
    knownUntil: last === undefined ? null : textOfTicks(last.to),
    complete: found.cycles.length <= limit,
  };
}

/** Takes an archive and whose cycles are wanted; gives them, counted where the rows lie. Raises what the archive raises. */
export async function cyclesOfArchive(
  archive: ArchiveReader,
  { servicePrincipalId, since, limit, endedAt }: Asked,
): Promise<Cycles> {
  const from = since === undefined ? undefined : (ticksOf(since) ?? undefined);
  const filter = { application: servicePrincipalId, ...(from === undefined ? {} : { from }) };
  // One more than is shown: the oldest that is shown then has a neighbour.
  const [found, { segments }] = await Promise.all([archive.cycles(filter, limit + 1), archive.state()]);
  return { ...answer(found, { spans: knownSpans(segments, from), endedAt }, limit), source: 'archive' };
}

/**
 * Takes Graph and whose cycles are wanted; gives those of the newest rows of the service's log, at most four pages, and how far
 * back they reach. Raises what reading the log raises.
 */
export async function cyclesOfService(
  { graph, signal }: { readonly graph: Graph; readonly signal: AbortSignal },
  { servicePrincipalId, since, limit, endedAt, now }: Asked,
): Promise<Cycles> {
  const from = since === undefined ? undefined : (ticksOf(since) ?? undefined);
  const { rows, complete } = await readLiveRows(graph, {
    filter: from === undefined ? {} : { from },
    servicePrincipalId,
    most: mostLive,
    signal,
  });
  const until = ticksOfMs(now);
  const oldest = rows.reduce((least, { at }) => Math.min(least, at), until);
  // Where everything was read, the service has nothing older: whatever began within a week is whole.
  const edge = complete ? Math.min(oldest, from ?? until - ticksIn(surelyKeptMs)) : oldest;
  const spans = knownSpans([{ from: edge, to: Math.max(until, edge + 1) }], from);
  const shown = answer(tallyRows(rows), { spans, endedAt }, limit);
  return { ...shown, complete: shown.complete && complete, source: 'service' };
}
