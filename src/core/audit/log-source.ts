import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
import type { Graph } from '#core/graph/graph';
import { logFilterOf } from '#core/logs/log-filter';
import { logEntryViewOf } from '#core/logs/log-view';
import type { LogEntryView } from '#shared/model/job';

/** Which rows of the provisioning log evidence wants; times in milliseconds since 1970, the first one not included. */
export interface LogsWanted {
  /** Object ids of service principals; null = every application of the tenant. */
  readonly applications: readonly string[] | null;
  readonly since: number;
  readonly until: number;
  readonly signal: AbortSignal;
}

/** Gives rows piece by piece, each row once, each piece read to its last page. The one place that says where rows come from. */
export type LogSource = (wanted: LogsWanted) => AsyncGenerator<readonly LogEntryView[]>;

const dayMs = 86_400_000;

/** The largest page in Microsoft's own examples. */
const largestPage = 500;

/** With more applications one question for the whole tenant is faster: five questions in ten seconds are all there are. */
const askedOneByOne = 3;

/** Takes a period; gives contiguous windows of at most a day, each beginning where the one before ends. Pure. */
export function windowsOf(since: number, until: number): readonly { readonly since: number; readonly until: number }[] {
  const count = Math.max(0, Math.ceil((until - since) / dayMs));
  return Array.from({ length: count }, (_unused, index) => ({
    since: since + index * dayMs,
    until: Math.min(until, since + (index + 1) * dayMs),
  }));
}

const iso = (time: number): string => new Date(time).toISOString();

/**
 * Takes the way to Graph; gives a source that asks the service itself, in contiguous windows, each to its last page. A row at the
 * border of two windows is given once. Raises what `provisioningLogPages` raises.
 */
export function graphLogSource(graph: Graph): LogSource {
  return async function* read({ applications, since, until, signal }) {
    const few = applications !== null && applications.length <= askedOneByOne;
    const asked: readonly (string | undefined)[] = few ? applications : [undefined];
    const wanted = applications === null || few ? null : new Set(applications);
    for (const servicePrincipalId of asked) {
      let atBorder: ReadonlySet<string> = new Set();
      for (const window of windowsOf(since, until)) {
        const nextBorder = new Set<string>();
        const filter = logFilterOf({ servicePrincipalId, since: iso(window.since), until: iso(window.until) });
        for await (const page of provisioningLogPages(graph, { filter, top: largestPage, signal })) {
          const rows = page.map(logEntryViewOf).filter(({ id }) => !atBorder.has(id));
          for (const { id, activityDateTime } of rows)
            if (Date.parse(activityDateTime) >= window.until) nextBorder.add(id);
          yield rows.filter(({ servicePrincipalId: id }) => wanted === null || (id !== null && wanted.has(id)));
        }
        atBorder = nextBorder;
      }
    }
  };
}
