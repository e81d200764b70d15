import { useChangeRun } from '#renderer/lib/change-run';
import { useFleet } from '#renderer/lib/fleet';
import { type LogChoice, logFilterOf } from '#renderer/lib/log-choice';
import { type LogPages, useLogPages } from '#renderer/lib/log-pages';
import { useNow } from '#renderer/lib/now';
import { type ApplicationTab, places } from '#renderer/lib/places';
import { useChange, useRead, useTaskRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useSettled } from '#renderer/lib/use-settled';
import type { Path } from '#shared/contract/index';

/** A running cycle moves, so the page looks at it twice a minute, in milliseconds. */
const renewEveryMs = 30_000;

const staleAfterAction: readonly Path[] = [
  'synchronizationJobs.show',
  'cycles.outlook',
  'fleet.show',
  'quarantine.show',
  'quarantine.check',
  'quarantine.heldBack',
  'quarantine.history',
  'journal.list',
  'history.show',
  'snapshots.list',
];

/** Takes an application's object id; gives its synchronization jobs, renewed while the page is seen. */
export const useJobs = (id: string) =>
  useRead('synchronizationJobs.show', { application: id }, { refetchEveryMs: renewEveryMs });

/** Takes an application's object id; gives its name, from the list where it was read already. */
export const useApplicationName = (id: string): string | null =>
  useFleet().data?.applications.find(({ servicePrincipalId }) => servicePrincipalId === id)?.displayName ?? null;

export const useStart = () => useChange('synchronizationJobs.start', staleAfterAction);

export const usePause = () => useChange('synchronizationJobs.pause', staleAfterAction);

export const useRestart = () => useChange('synchronizationJobs.restart', staleAfterAction);

export const useDeleteJob = () => useChange('synchronizationJobs.delete', staleAfterAction);

/** Takes an application's object id; gives everything that is set up as a configuration, and as text. */
export const useConfiguration = (id: string) => useTaskRead('configuration.export', { application: id });

/** Takes an application's object id, the filters and whether the service is asked; gives its log. */
export const useApplicationLog = (id: string, choice: LogChoice, enabled: boolean): LogPages =>
  useLogPages({ ...logFilterOf(useSettled(choice), useNow()), application: id }, enabled);

/** Takes an application's object id and the part that is edited; gives the change, from plan to report. */
export const useApplicationChange = (id: string, tab: ApplicationTab) =>
  useChangeRun({ slot: `${tab}:${id}`, label: text('change.title'), href: places.application(id, tab) });

export const usePutSecret = () => useChange('secrets.put');

export const useDiscardSecret = () => useChange('secrets.discard');

/** Takes what is looked for; gives people or groups whose name begins with it. */
export const useDirectorySearch = (kind: 'user' | 'group', search: string) => {
  const settled = useSettled(search.trim());
  return useRead('directory.search', { kind, search: settled }, { enabled: settled.length > 1, keepPrevious: true });
};
