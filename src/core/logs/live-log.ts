import type { ArchiveFilter } from '#core/archive/archive-port';
import { type ArchivedRow, archivedRowOf } from '#core/archive/archived-row';
import { patternOf } from '#core/archive/failure-pattern';
import { type Ticks, textOfTicks } from '#core/archive/ticks';
import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
import type { Graph } from '#core/graph/graph';
import type { FailureGroup, LogRowView } from '#shared/model/archive';
import { remedyFor } from './error-catalogue.ts';
import { logFilterOf } from './log-filter.ts';

/** Rows that are looked through at most: ten requests, twenty seconds at the documented limit. */
const mostRead = 5_000;
const pageSize = 500;

/** What was read of the service's log; `complete` is false when there may be more that fits. */
export interface LiveRows {
  readonly rows: readonly ArchivedRow[];
  readonly complete: boolean;
}

interface LiveOptions {
  readonly filter: ArchiveFilter;
  /** Object id of the service principal that the filter names. */
  readonly servicePrincipalId: string | undefined;
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * Takes a filter and how many rows are wanted at most; gives the newest of the service's log that fit. What the service cannot
 * filter by is looked for here. Raises what `provisioningLogPages` raises.
 */
export async function readLiveRows(
  graph: Graph,
  { filter, servicePrincipalId, most, signal }: LiveOptions,
): Promise<LiveRows> {
  const { from, until, action } = filter;
  const pages = provisioningLogPages(graph, {
    filter: logFilterOf({
      servicePrincipalId,
      action,
      since: from === undefined ? undefined : textOfTicks(from - 1),
      until: until === undefined ? undefined : textOfTicks(until),
    }),
    top: pageSize,
    orderBy: 'activityDateTime desc',
    signal,
  });
  const rows: ArchivedRow[] = [];
  let read = 0;
  for await (const page of pages) {
    read += page.length;
    rows.push(...page.flatMap((raw) => archivedRowOf(raw) ?? []).filter((row) => fits(row, filter)));
    if (rows.length > most) return { rows: rows.slice(0, most), complete: false };
    if (read >= mostRead) return { rows, complete: false };
  }
  return { rows, complete: true };
}

const holds = (text: string | null, piece: string): boolean => (text ?? '').toLowerCase().includes(piece.toLowerCase());
const same = (text: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || text?.toLowerCase() === wanted.toLowerCase();

/** Takes a row and a filter; says whether the row fits, as the archive would. Pure. */
export function fits(row: ArchivedRow, filter: ArchiveFilter): boolean {
  const { person, text = '' } = filter;
  const names = [row.personName, row.personLabel];
  const places = [...names, row.reason, row.application, row.errorCode];
  return (
    (filter.from === undefined || row.at >= filter.from) &&
    (filter.until === undefined || row.at <= filter.until) &&
    same(row.action, filter.action) &&
    same(row.status, filter.status) &&
    same(row.errorCode, filter.errorCode) &&
    same(row.cycleId, filter.cycleId) &&
    (person === undefined || same(row.personId, person) || names.some((name) => holds(name, person))) &&
    text
      .split(/\s+/)
      .every((word) => word === '' || same(row.personId, word) || places.some((place) => holds(place, word)))
  );
}

/** Takes a row; gives it as a list shows it. Pure. */
export const rowViewOf = (row: ArchivedRow): LogRowView => ({
  id: row.id,
  activityDateTime: textOfTicks(row.at),
  application: row.application,
  servicePrincipalId: row.servicePrincipalId,
  person: row.personName || row.personLabel || row.personId,
  personId: row.personId,
  action: row.action,
  status: row.status,
  errorCode: row.errorCode,
  reason: row.reason,
  cycleId: row.cycleId,
});

/** The span of a trend and into how many parts it is cut. */
export interface TrendParts {
  readonly from: Ticks;
  readonly to: Ticks;
  readonly count: number;
}

/** Takes rows and how the trend is cut; gives groups of identical failures, the largest first. Pure. */
export function groupLiveRows(rows: readonly ArchivedRow[], { from, to, count }: TrendParts): readonly FailureGroup[] {
  const width = Math.max(1, Math.ceil((to - from) / count));
  const groups = new Map<string, ArchivedRow[]>();
  for (const row of rows) {
    if (row.errorCode === null && row.reason === null) continue;
    const name = JSON.stringify([row.servicePrincipalId, row.errorCode, patternOf(row.reason)]);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const made = [...groups.values()].flatMap((members): readonly FailureGroup[] => {
    const [first] = members;
    if (first === undefined) return [];
    const trend = Array.from({ length: count }, () => 0);
    for (const { at } of members) {
      const part = Math.min(Math.max(Math.floor((at - from) / width), 0), count - 1);
      trend[part] = (trend[part] ?? 0) + 1;
    }
    const times = members.map(({ at }) => at);
    return [
      {
        group: 0,
        application: first.application,
        servicePrincipalId: first.servicePrincipalId,
        errorCode: first.errorCode,
        pattern: patternOf(first.reason),
        example: first.reason,
        count: members.length,
        people: new Set(members.map(({ personId, personName }) => personId || personName)).size,
        firstSeen: textOfTicks(Math.min(...times)),
        lastSeen: textOfTicks(Math.max(...times)),
        trend,
        remedy: remedyFor(first.errorCode),
      },
    ];
  });
  return made.sort((one, other) => other.count - one.count);
}
