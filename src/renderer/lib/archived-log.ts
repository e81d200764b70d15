import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { Input, Output } from '#shared/contract/index';
import type { LogRowView } from '#shared/model/archive';
import { type CallFailure, dataOf } from './call-failure.ts';
import { useClient } from './client-context.ts';
import type { LogChoice } from './log-choice.ts';
import { queryKeyOf, useChange, useRead } from './queries.ts';
import { text } from './text.ts';
import { type Task, useTask } from './use-task.ts';

/** Which rows of the archive are wanted. */
export type ArchiveSearch = NonNullable<Input<'logs.search'>['filter']>;

/** Rows that are read at once. */
const pageRows = 200;

/** Milliseconds after which the state of the archive is looked at again while it is written. */
const lookAgainMs = 2_000;

const staleAfterSync = ['archive.show', 'logs.search', 'logs.count', 'logs.groups'] as const;

/** The archive of the tenant's log, and what is done with it. */
export interface LogArchive {
  readonly state: Output<'archive.show'> | null;
  readonly error: CallFailure | null;
  /** Whether lists are made of the archive: it can be read and has rows. */
  readonly isUsed: boolean;
  readonly sync: Task<'logs.sync'>;
  readonly exporting: Task<'logs.export'>;
}

/** Gives the archive of the tenant's log. */
export function useLogArchive(): LogArchive {
  const sync = useTask('logs.sync', {
    slot: 'logs.sync',
    label: text('archive.sync'),
    href: '/log',
    stale: staleAfterSync,
  });
  const exporting = useTask('logs.export', { slot: 'logs.export', label: text('archive.export'), href: '/log' });
  const running = sync.state === 'running';
  const state = useRead('archive.show', {}, running ? { refetchEveryMs: lookAgainMs } : {});
  const data = state.data ?? null;
  return {
    state: data,
    error: state.error,
    isUsed: data !== null && data.status === 'ready' && data.rows > 0,
    sync,
    exporting,
  };
}

/** Rows of the archive by their number, as far as they were read. */
export interface ArchivedRows {
  /** How many fit; null until it is known. */
  readonly count: number | null;
  readonly rowAt: (index: number) => LogRowView | undefined;
  readonly error: CallFailure | null;
}

/** Takes which rows are wanted and which numbers are seen; gives those rows, read page by page. */
export function useArchivedRows(
  filter: ArchiveSearch,
  { first, last, enabled }: { readonly first: number; readonly last: number; readonly enabled: boolean },
): ArchivedRows {
  const { api } = useClient();
  const counted = useRead('logs.count', { filter }, { enabled, keepPrevious: true });
  const from = Math.floor(first / pageRows);
  const to = Math.floor(Math.max(first, last) / pageRows);
  const numbers = Array.from({ length: Math.min(4, to - from + 1) }, (_, index) => from + index);
  const pages = useQueries({
    queries: numbers.map((number) => {
      const input = { filter, offset: number * pageRows, limit: pageRows };
      return {
        queryKey: queryKeyOf('logs.search', input),
        queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
          dataOf(await api['logs.search'](input, { signal })),
        enabled,
        staleTime: 60_000,
        // A person who scrolls through a million rows would else keep them all.
        gcTime: 30_000,
        ...(number === 0 ? { placeholderData: keepPreviousData } : {}),
      };
    }),
  });
  const rowAt = (index: number): LogRowView | undefined =>
    pages[Math.floor(index / pageRows) - from]?.data?.rows[index % pageRows];
  const failed = pages.find(({ error }) => error !== null)?.error ?? counted.error;
  return { count: counted.data?.rows ?? null, rowAt, error: (failed as CallFailure | null) ?? null };
}

const spans: Readonly<Record<Exclude<LogChoice['since'], ''>, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  quarter: 91 * 86_400_000,
  year: 365 * 86_400_000,
};

const minute = 60_000;

/** Takes what a person chose and the time in milliseconds; gives which rows of the archive are wanted. Pure. */
export function archiveSearchOf(choice: LogChoice, now: number): ArchiveSearch {
  const { person, status, action, since, application, words, code, cycle, group } = choice;
  const given = (name: string, value: string): Record<string, string> =>
    value.trim() === '' ? {} : { [name]: value.trim() };
  return {
    ...given('person', person),
    ...given('status', status),
    ...given('action', action),
    ...given('application', application),
    ...given('text', words),
    ...given('errorCode', code),
    ...given('cycleId', cycle),
    ...(group === '' ? {} : { group: Number(group) }),
    ...(since === '' ? {} : { since: new Date(Math.floor(now / minute) * minute - spans[since]).toISOString() }),
  };
}

/** Takes which rows are wanted; gives identical failures with their trend. */
export const useFailureGroups = (filter: ArchiveSearch, enabled: boolean) =>
  useRead('logs.groups', { filter, limit: 50, parts: 30 }, { enabled, keepPrevious: true });

/** Takes the id of a row, null for none; gives it whole. */
export const useLogEntry = (id: string | null) => useRead('logs.entry', { id: id ?? '-' }, { enabled: id !== null });

/** Gives the changes of how the archive is kept and protected. */
export function useArchiveChanges() {
  const { api } = useClient();
  const configure = useChange('archive.configure', ['archive.show']);
  const setPassphrase = useChange('archive.setPassphrase', ['archive.show']);
  const makeRecoveryKey = useChange('archive.makeRecoveryKey', ['archive.show']);
  const recover = useTask('archive.recover', {
    slot: 'archive.recover',
    label: text('archive.recover'),
    href: '/log',
    stale: staleAfterSync,
  });
  const held = async (value: string) => dataOf(await api['secrets.put']({ value })).handle;
  return {
    configure,
    setPassphrase,
    makeRecoveryKey,
    recover,
    /** Hands a passphrase over to core; the page keeps none of it. */
    enterPassphrase: async (value: string) => setPassphrase.mutate({ passphrase: await held(value) }),
    /** Brings a file back, with its recovery key or passphrase where this machine's own key does not open it. */
    bringBack: async (name: string, value: string | null) => {
      await recover.start(value === null ? { name } : { name, secret: await held(value) });
    },
  };
}
