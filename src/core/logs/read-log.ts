import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
import type { Graph } from '#core/graph/graph';
import type { LogEntryView } from '#shared/model/job';
import { hasStatus, type LogQuery, logFilterOf } from './log-filter.ts';
import { logEntryViewOf } from './log-view.ts';

/** The largest page in Microsoft's own examples. */
const largestPage = 500;

/** What was read of the log; `complete` is false when there may be more rows. */
export interface LogExtract {
  readonly entries: LogEntryView[];
  readonly complete: boolean;
}

interface LogOptions extends LogQuery {
  readonly status?: string | undefined;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes which rows are wanted and how many at most; gives the newest of them. A status is looked for here, page by page, because
 * the service cannot filter by it. Raises what `provisioningLogPages` raises.
 * Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
 */
export async function readLog(graph: Graph, options: LogOptions): Promise<LogExtract> {
  const pages = provisioningLogPages(graph, {
    filter: logFilterOf(options),
    top: options.status === undefined ? Math.min(options.limit + 1, largestPage) : largestPage,
    orderBy: 'activityDateTime desc',
    signal: options.signal,
  });
  const entries: LogEntryView[] = [];
  for await (const page of pages) {
    entries.push(...page.map(logEntryViewOf).filter((entry) => hasStatus(entry, options.status)));
    if (entries.length > options.limit) return { entries: entries.slice(0, options.limit), complete: false };
  }
  return { entries, complete: true };
}
