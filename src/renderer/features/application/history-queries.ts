import { useRollbackRun } from '#renderer/lib/change-run';
import { places } from '#renderer/lib/places';
import { useRead, useTaskRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';

/** Takes an application's object id; gives its change history. It is read once and again after a change. */
export const useTimeline = (id: string) => useTaskRead('history.show', { application: id });

/** Gives whether the journal of the tenant can be trusted. */
export const useJournalVerdict = () => useRead('journal.verify', {});

/** Takes an application's object id; gives its snapshots, oldest first. */
export const useSnapshots = (id: string) => useRead('snapshots.list', { application: id });

/** Takes an application's object id; gives the way to keep it as it is now. */
export const useTakeSnapshot = (id: string) =>
  useTask('snapshots.take', {
    slot: `snapshot:${id}`,
    label: text('snapshot.takeTask'),
    href: places.application(id, 'history'),
    stale: ['snapshots.list', 'history.show'],
  });

/** Takes two snapshots, `after` null for the tenant as it is now; gives what differs. Nothing is read while `before` is null. */
export const useComparison = (before: string | null, after: string | null) =>
  useTaskRead(
    'snapshots.compare',
    { before: before ?? '', ...(after === null ? {} : { after }) },
    { enabled: before !== null },
  );

/** Takes an application's object id; gives the way back to a snapshot, from plan to report. */
export const useRollback = (id: string) =>
  useRollbackRun({
    slot: `rollback:${id}`,
    label: text('snapshot.rollbackTask'),
    href: places.application(id, 'history'),
  });
