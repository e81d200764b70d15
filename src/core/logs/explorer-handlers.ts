import type { ArchiveReader } from '#core/archive/archive-port';
import { archiveKeyOf } from '#core/archive/handlers';
import { textOfTicks, ticksOf, ticksOfMs } from '#core/archive/ticks';
import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import type { CallContext, Handlers } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { LogSearch } from '#shared/contract/archive';
import type { Output } from '#shared/contract/index';
import { exportLog } from './export-log.ts';
import { groupLiveRows, rowViewOf } from './live-log.ts';
import { archiveFilterOf, type LogSource, readOriginal, searchLive } from './log-source.ts';
import { entryDetailOf } from './log-view.ts';

type ExplorerPath = 'logs.search' | 'logs.count' | 'logs.groups' | 'logs.entry' | 'logs.export';

/** Rows that are grouped where the log is read live. */
const mostLive = 5_000;
const monthMs = 30 * 86_400_000;

/**
 * Takes the ports and the way to Graph; gives the handlers that search, group and export the log: of the archive where there
 * is one that can be read, else of the service, which is slower and has less. They raise what these raise.
 */
export function createExplorerHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, ExplorerPath> {
  const sourceFor = async ({ signal }: CallContext): Promise<LogSource> => ({
    graph,
    archive: await archiveReaderOf(ports),
    signal,
  });
  return {
    'logs.search': async ({ filter, offset, limit }, context) => {
      const source = await sourceFor(context);
      if (source.archive !== null) {
        const rows = await source.archive.search(archiveFilterOf(filter), { offset, limit });
        return { rows: [...rows], source: 'archive', complete: rows.length < limit };
      }
      const { rows, complete } = await searchLive(source, filter, offset + limit);
      return { rows: rows.slice(offset).map(rowViewOf), source: 'service', complete };
    },
    'logs.count': async ({ filter }, context) => {
      const { archive } = await sourceFor(context);
      if (archive === null) throw noArchive();
      return { rows: await archive.count(archiveFilterOf(filter)) };
    },
    'logs.groups': async ({ filter, limit, parts }, context) =>
      groupsOf(await sourceFor(context), { filter, limit, parts, now: ports.clock.now() }),
    'logs.entry': async ({ id }, context) => entryDetailOf(await readOriginal(await sourceFor(context), id)),
    'logs.export': async ({ filter, format }, context) =>
      exportLog(
        { ...(await sourceFor(context)), exports: ports.exports, progress: context.progress },
        { filter, format },
      ),
  };
}

/**
 * Takes the ports; gives the archive of the tenant's log, null where there is none. One that cannot be opened now is no reason to
 * show nothing: the service has the newest rows.
 */
export async function archiveReaderOf({ archive, identity, log }: Ports): Promise<ArchiveReader | null> {
  const key = await archiveKeyOf({ identity });
  try {
    return await archive.read(key);
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    log.write('info', 'the log is read from the service', { code: cause.code, reason: cause.details.reason });
    return null;
  }
}

interface GroupsOptions {
  readonly filter: LogSearch;
  readonly limit: number;
  readonly parts: number;
  readonly now: number;
}

async function groupsOf(
  source: LogSource,
  { filter, limit, parts, now }: GroupsOptions,
): Promise<Output<'logs.groups'>> {
  const wanted: LogSearch = { ...filter, status: filter.status ?? 'failure' };
  const to = ticksOf(filter.until ?? '') ?? ticksOfMs(now);
  const from = ticksOf(filter.since ?? '') ?? ticksOfMs(now - monthMs);
  const span = { from: textOfTicks(from), to: textOfTicks(to) };
  if (source.archive !== null) {
    const buckets = { from, to, count: parts };
    const groups = await source.archive.groups(archiveFilterOf(wanted), { limit, buckets });
    return { groups: [...groups], ...span, source: 'archive', complete: groups.length < limit };
  }
  const { rows, complete } = await searchLive(source, wanted, mostLive);
  const groups = groupLiveRows(rows, { from, to, count: parts });
  return { groups: groups.slice(0, limit), ...span, source: 'service', complete: complete && groups.length <= limit };
}

const noArchive = (): CoreError =>
  new CoreError('not_found', 'There is no archive of the log that can be read.', {
    reason: 'noArchive',
    nextStep: 'Synchronise the log first; "archive.show" says what is missing.',
  });
