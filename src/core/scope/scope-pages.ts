import { z } from 'zod';
import type { Graph, GraphRequest } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
import type { DirectoryRecord } from './source-values.ts';

const pageSize = '999';

/** How objects of the directory are read. */
export interface PageOptions {
  readonly select: readonly string[];
  /** Permissions that the call needs, short names. */
  readonly permissions: readonly string[];
  readonly signal: AbortSignal;
}

const isRecord = (value: unknown): value is DirectoryRecord & { readonly id: string } =>
  typeof value === 'object' && value !== null && typeof (value as { readonly id?: unknown }).id === 'string';

/** Objects of a page; what has no id is none of the documented ones. */
function records(page: readonly unknown[]): readonly DirectoryRecord[] {
  if (page.every(isRecord)) return page;
  throw new CoreError(
    'graph_error',
    'Microsoft Graph answered a list of the directory in a form that is not documented.',
    {
      reason: 'unreadableAnswer',
      nextStep: 'Try again; if it stays, report it with the request id.',
    },
  );
}

/**
 * Takes pages; gives them while the next one is under way already, so that waiting and counting overlap. Never more than two
 * pages are held.
 */
export async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = pages.next();
  try {
    for (;;) {
      const current = await next;
      if (current.done === true) return;
      next = pages.next();
      // Its fault is raised when its turn comes, or belongs to nobody when the reader has stopped.
      next.catch(() => undefined);
      yield current.value;
    }
  } finally {
    await pages.return(undefined).catch(() => undefined);
  }
}

async function* pagesOf(graph: Graph, request: GraphRequest): AsyncGenerator<readonly DirectoryRecord[]> {
  for await (const page of readAhead(graph.pages(request))) yield records(page);
}

const listRequest = (path: string, { select, permissions, signal }: PageOptions): GraphRequest => ({
  method: 'GET',
  path,
  query: { $select: select.join(','), $top: pageSize },
  scopes: permissions,
  signal,
});

/** Gives all people, page by page. Source: learn.microsoft.com/graph/api/user-list */
export const peoplePages = (graph: Graph, options: PageOptions) => pagesOf(graph, listRequest('/users', options));

/** Gives all groups, page by page. Source: learn.microsoft.com/graph/api/group-list */
export const groupPages = (graph: Graph, options: PageOptions) => pagesOf(graph, listRequest('/groups', options));

/** Takes a group's id; gives the people that are its direct members, page by page. Source: learn.microsoft.com/graph/api/group-list-members (OData cast) */
export const memberPages = (graph: Graph, groupId: string, options: PageOptions) =>
  pagesOf(graph, listRequest(`/groups/${encodeURIComponent(groupId)}/members/microsoft.graph.user`, options));

const List = z.looseObject({ value: z.array(z.unknown()) });

/** `in` takes at most 15 values. Source: learn.microsoft.com/graph/filter-query-parameter */
const idsInFilter = 15;
const filtersInBatch = 20;

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Takes a collection and object ids; gives those objects, page by page; ids that are not there any more are absent. */
export async function* pagesById(
  graph: Graph,
  asked: { readonly path: '/users' | '/groups'; readonly ids: readonly string[] },
  { select, permissions, signal }: PageOptions,
): AsyncGenerator<readonly DirectoryRecord[]> {
  const requests = chunks(asked.ids, idsInFilter).map(
    (ids): GraphRequest => ({
      method: 'GET',
      path: asked.path,
      query: { $filter: `id in (${ids.map((id) => `'${id}'`).join(',')})`, $select: select.join(','), $top: pageSize },
      scopes: permissions,
    }),
  );
  for (const some of chunks(requests, filtersInBatch)) {
    const page: DirectoryRecord[] = [];
    for (const outcome of await graph.batch(some, { signal })) {
      if (!outcome.ok) throw outcome.error;
      page.push(...records(List.parse(outcome.reply.body).value));
    }
    yield page;
  }
}

const Counted = z.looseObject({ '@odata.count': z.number().int() });

/** Gives how many people the directory has, or null where the service does not say. Source: learn.microsoft.com/graph/aad-advanced-queries */
export async function countPeople(graph: Graph, signal: AbortSignal): Promise<number | null> {
  const reply = await graph.request({
    method: 'GET',
    path: '/users',
    query: { $select: 'id', $top: '1', $count: 'true' },
    headers: { ConsistencyLevel: 'eventual' },
    scopes: [scopes.people],
    signal,
  });
  const counted = Counted.safeParse(reply.body);
  return counted.success ? counted.data['@odata.count'] : null;
}
