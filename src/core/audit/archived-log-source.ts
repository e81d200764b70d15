import type { ArchiveFilter, ArchiveReader } from '#core/archive/archive-port';
import { archiveKeyOf } from '#core/archive/handlers';
import { msOfTicks, type Ticks, ticksIn, ticksOf, ticksOfMs } from '#core/archive/ticks';
import type { Graph } from '#core/graph/graph';
import { rowOfJson } from '#core/logs/log-source';
import { logEntryViewOf } from '#core/logs/log-view';
import type { Ports } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { LogEntryView } from '#shared/model/job';
import { type LogPiece, logPiecesOf } from './log-pieces.ts';
import { graphLogSource, type LogSource, type LogsWanted, windowsOf } from './log-source.ts';

/** Rows of a period, and in words where they come from. */
export interface ChosenLogs {
  readonly read: LogSource;
  readonly statement: string;
}

interface Period {
  readonly since: number;
  readonly until: number;
}

const hourMs = 3_600_000;

/** Rows of the archive that are read at once. */
const chunk = 500;

const iso = (ticks: Ticks): string => new Date(msOfTicks(ticks)).toISOString();

/**
 * Takes the ports, the way to Graph and a period in milliseconds since 1970; gives the rows of it from the archive as far as that can be
 * relied on, the others from the service, and says which are which. Raises `unauthenticated`; an archive that cannot be read is passed over.
 */
export async function chooseLogs(ports: Ports, graph: Graph, { since, until }: Period): Promise<ChosenLogs> {
  const live: LogSource = graphLogSource(graph);
  const opened = await openArchive(ports);
  if (typeof opened === 'string') return { read: live, statement: opened };
  const { reader, finalAfterHours, oldest } = opened;
  const pieces = logPiecesOf(
    { segments: (await reader.state()).segments, finalAfter: ticksIn(finalAfterHours * hourMs), oldest },
    { from: ticksOfMs(since), to: ticksOfMs(until) },
  );
  const archived = pieces
    .filter(({ source }) => source === 'archive')
    .map(({ from, to }) => `${iso(from)} to ${iso(to)}`);
  if (archived.length === 0) return { read: live, statement: notCovered };
  return {
    read: async function* read(wanted) {
      for (const piece of pieces)
        yield* piece.source === 'archive' ? fromArchive(reader, piece, wanted) : fromService(live, piece, wanted);
    },
    statement: `Rows of the provisioning log for ${archived.join(', ')} are from the log archive of this machine, which had read them from the service in windows without a gap, each to its last page, at least ${finalAfterHours} hours after their time. The other rows were read from the service for this bundle.`,
  };
}

const notCovered = 'The log archive of this machine does not cover the period: the rows were read from the service.';

interface OpenedArchive {
  readonly reader: ArchiveReader;
  readonly finalAfterHours: number;
  readonly oldest: Ticks;
}

/** Gives the archive, or in words why the rows are the service's. */
async function openArchive({ archive, identity }: Ports): Promise<OpenedArchive | string> {
  const key = await archiveKeyOf({ identity });
  const { status, oldest, message, settings } = await archive.describe(key);
  const first = oldest === null ? null : ticksOf(oldest);
  if (status === 'ready' && first === null) return notCovered;
  try {
    const reader = status === 'ready' ? await archive.read(key) : null;
    if (reader !== null && first !== null) return { reader, finalAfterHours: settings.finalAfterHours, oldest: first };
    return `The provisioning log was read from the service, not from an archive. ${message}`;
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return `The provisioning log was read from the service, because the log archive could not be read: ${cause.message}`;
  }
}

/** An application is asked for by its own id only: the archive would take a name for one too. */
async function* fromArchive(
  reader: ArchiveReader,
  piece: LogPiece,
  { applications, signal }: LogsWanted,
): AsyncGenerator<readonly LogEntryView[]> {
  const wanted = applications === null ? null : new Set(applications);
  for (const { since, until } of windowsOf(msOfTicks(piece.from), Math.ceil(msOfTicks(piece.to)))) {
    const filter = {
      from: Math.max(piece.from, ticksOfMs(since)),
      until: Math.min(piece.to, ticksOfMs(until)) - 1,
    };
    for await (const page of archivePages(reader, filter, signal))
      yield page.filter(({ servicePrincipalId: id }) => wanted === null || (id !== null && wanted.has(id)));
  }
}

async function* archivePages(
  reader: ArchiveReader,
  filter: ArchiveFilter,
  signal: AbortSignal,
): AsyncGenerator<readonly LogEntryView[]> {
  const counted = await reader.count(filter);
  for (let offset = 0; offset < counted; offset += chunk) {
    signal.throwIfAborted();
    const found = await reader.search(filter, { offset, limit: chunk });
    const originals = await reader.originals(found.map(({ id }) => id));
    if (found.length !== Math.min(chunk, counted - offset) || originals.includes(null)) throw rowsMissing(filter);
    yield originals.flatMap((json) => (json === null ? [] : [logEntryViewOf(rowOfJson(json))]));
  }
}

const rowsMissing = ({ from = 0, until = 0 }: ArchiveFilter): CoreError =>
  new CoreError('storage_corrupt', `The log archive lacks rows that it counts, of ${iso(from)} to ${iso(until)}.`, {
    reason: 'archiveDamaged',
    nextStep: 'Export again; if that stays, look at "archive status".',
  });

/** The service is asked in whole milliseconds, and what is beyond the borders is left to the neighbour. */
async function* fromService(
  live: LogSource,
  { from, to }: LogPiece,
  wanted: LogsWanted,
): AsyncGenerator<readonly LogEntryView[]> {
  const isLast = to === ticksOfMs(wanted.until);
  const asked = { ...wanted, since: msOfTicks(from) - 1, until: isLast ? wanted.until : msOfTicks(to) + 1 };
  for await (const page of live(asked)) {
    yield page.filter(({ activityDateTime }) => {
      const at = ticksOf(activityDateTime);
      return at === null || (at >= from && (isLast || at < to));
    });
  }
}
