import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Input, Output } from '#shared/contract/index';
import type { LogEntryView } from '#shared/model/job';
import { type CallFailure, dataOf } from './call-failure.ts';
import { useClient } from './client-context.ts';

/** Rows a page: few enough to be there at once, many enough to scroll in. */
const pageRows = 250;

/** Which rows of the log are wanted. */
export type LogFilter = Omit<Input<'logs.list'>, 'limit' | 'until'>;

/** The log as far as it was read. */
export interface LogPages {
  readonly entries: readonly LogEntryView[];
  /** False while there may be more rows. */
  readonly complete: boolean;
  readonly loading: boolean;
  readonly loadingMore: boolean;
  readonly error: CallFailure | null;
  readonly loadMore: () => void;
  readonly refresh: () => void;
}

type Page = Output<'logs.list'>;

/** Takes pages of which each begins with the last rows of the one before; gives each row once, in order. Pure. */
export function joinedPages(pages: readonly Pick<Page, 'entries'>[]): readonly LogEntryView[] {
  const rows = new Map<string, LogEntryView>();
  for (const { entries } of pages) for (const entry of entries) if (!rows.has(entry.id)) rows.set(entry.id, entry);
  return [...rows.values()];
}

/** Takes all pages; gives the time from which the next one is asked for, undefined when there is nothing more to ask. Pure. */
export function nextPageOf(pages: readonly Page[]): string | undefined {
  const last = pages.at(-1);
  const oldest = last?.entries.at(-1);
  if (last === undefined || oldest === undefined || last.complete) return undefined;
  // A page that brought nothing new would bring nothing new again. Rows come twice only from one page to the next, and
  // this is asked so often that going through all of them would hold up scrolling.
  const known = new Set(pages.at(-2)?.entries.map(({ id }) => id));
  const isNew = last.entries.some(({ id }) => !known.has(id));
  return isNew ? new Date(oldest.activityDateTime).toISOString() : undefined;
}

/** Takes which rows are wanted and whether they are; gives the log page by page, newest first. */
export function useLogPages(filter: LogFilter, enabled = true): LogPages {
  const { api } = useClient();
  const query = useInfiniteQuery<Page, CallFailure, { pages: Page[] }, readonly unknown[], string | undefined>({
    queryKey: ['logs.list', 'pages', filter],
    queryFn: async ({ pageParam, signal }) =>
      dataOf(
        await api['logs.list'](
          { ...filter, limit: pageRows, ...(pageParam === undefined ? {} : { until: pageParam }) },
          { signal },
        ),
      ),
    initialPageParam: undefined,
    getNextPageParam: (_last, pages) => nextPageOf(pages),
    refetchOnWindowFocus: false,
    enabled,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => joinedPages(pages ?? []), [pages]);
  return {
    entries,
    complete: !query.hasNextPage,
    loading: query.isPending,
    loadingMore: query.isFetchingNextPage,
    error: query.error,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    refresh: () => void query.refetch(),
  };
}
