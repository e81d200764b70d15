import type { ArchiveFilter, ArchiveReader } from '#core/archive/archive-port';
import { ticksOf } from '#core/archive/ticks';
import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
import type { Graph } from '#core/graph/graph';
import { odataString } from '#core/graph/paths';
import { ProvisioningObjectSummary } from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';
import { CoreError } from '#core/rpc/errors';
import type { LogSearch } from '#shared/contract/archive';
import { type LiveRows, readLiveRows } from './live-log.ts';

/** Where rows of the log come from: the archive where there is one, else the service. */
export interface LogSource {
  readonly graph: Graph;
  readonly archive: ArchiveReader | null;
  readonly signal: AbortSignal;
}

/** Takes what was asked for; gives it for the archive. */
export function archiveFilterOf({ since, until, ...rest }: LogSearch): ArchiveFilter {
  return {
    ...rest,
    ...(since === undefined ? {} : { from: ticksOf(since) ?? undefined }),
    ...(until === undefined ? {} : { until: ticksOf(until) ?? undefined }),
  };
}

/** Takes a source without an archive and what is wanted; gives rows of the service. A group has no number there. */
export async function searchLive({ graph, signal }: LogSource, filter: LogSearch, most: number): Promise<LiveRows> {
  const { application, group } = filter;
  if (group !== undefined) {
    throw new CoreError('bad_request', 'Groups have numbers only in the archive.', {
      reason: 'groupsNeedArchive',
      nextStep: 'Filter by error code and application instead.',
    });
  }
  const servicePrincipal = application === undefined ? null : await selectApplication(graph, { application, signal });
  return readLiveRows(graph, {
    filter: archiveFilterOf(filter),
    servicePrincipalId: servicePrincipal?.id,
    most,
    signal,
  });
}

/** Takes JSON of a row; gives the row. Raises `storage_corrupt` when it is none. */
export function rowOfJson(json: string): ProvisioningObjectSummary {
  const parsed = ProvisioningObjectSummary.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new CoreError('storage_corrupt', 'A row of the log archive cannot be read.', { reason: 'archiveDamaged' });
}

/** Takes the id of a row; gives the row as the service wrote it. Raises `not_found`. */
export async function readOriginal(
  { graph, archive, signal }: LogSource,
  id: string,
): Promise<ProvisioningObjectSummary> {
  const [json] = (await archive?.originals([id])) ?? [];
  if (json !== undefined && json !== null) return rowOfJson(json);
  const filter = `id eq ${odataString(id)}`;
  for await (const [row] of provisioningLogPages(graph, { filter, top: 1, signal })) if (row !== undefined) return row;
  throw new CoreError('not_found', 'The log has no such row any more.', {
    reason: 'unknownLogRow',
    nextStep: 'The service keeps rows for 30 days, or 7 without a premium licence.',
  });
}
