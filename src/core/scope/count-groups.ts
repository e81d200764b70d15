import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { ChangedScope } from './change.ts';
import { nameOf } from './count-people.ts';
import { groupPages, pagesById } from './scope-pages.ts';
import type { SourceReading } from './source-values.ts';
import type { Tally } from './tally.ts';

/** What counting groups needs. */
export interface GroupCount {
  readonly graph: Graph;
  readonly change: ChangedScope;
  readonly reading: SourceReading;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/** Reads the groups that a change may concern, page by page, and counts them. Raises what Graph raises. */
export async function countGroups({ graph, change, reading, tally, signal }: GroupCount): Promise<void> {
  const { entitled, everyone } = change;
  const options = { select: reading.select, permissions: [scopes.groups], signal };
  const ids = [...new Set([...entitled.before.groups, ...entitled.after.groups])];
  const pages =
    everyone.before || everyone.after
      ? groupPages(graph, options)
      : pagesById(graph, { path: '/groups', ids }, options);
  for await (const page of pages)
    for (const record of page) {
      const id = String(record.id);
      tally.add({
        name: nameOf(record),
        active: true,
        read: reading.of(record),
        assigned: { before: entitled.before.groups.has(id), after: entitled.after.groups.has(id) },
      });
    }
}
