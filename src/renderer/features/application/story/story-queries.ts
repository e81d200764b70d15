import { useNow } from '#renderer/lib/now';
import { useRead } from '#renderer/lib/queries';
import type { JobView } from '#shared/model/job';
import type { JobAction, ResetScope } from '#shared/model/job-action';

const minute = 60_000;
const hour = 60 * minute;
/** For so long back errors are grouped: the newest ones matter here, the log has all. */
const errorsSince = 7 * 24 * hour;

/** Takes an application and its job; gives where it stands, looked at again while the page is seen: a range gets better with it. */
export const useOutlook = (id: string, { health }: JobView) =>
  useRead(
    'cycles.outlook',
    { application: id },
    { refetchEveryMs: health === 'initialCycle' ? minute / 2 : 2 * minute },
  );

/** Takes an application's object id; gives its cycles, newest first. A cycle comes about every 40 minutes. */
export const useCycles = (id: string) =>
  useRead('cycles.list', { application: id }, { refetchEveryMs: 10 * minute, freshForMs: minute });

/** Takes an application's object id and whether its log can be read; gives its latest identical failures. */
export function useLastErrors(id: string, enabled: boolean) {
  const since = new Date(Math.floor((useNow() - errorsSince) / hour) * hour).toISOString();
  return useRead('logs.groups', { filter: { application: id, since }, limit: 5, parts: 14 }, { enabled });
}

/** Takes an application, what is to be done with its job, null = nothing, and a restart's scope; gives what that comes to. */
export const useActionPlan = (id: string, action: JobAction | null, resetScope: ResetScope | null) =>
  useRead(
    'synchronizationJobs.planAction',
    { application: id, action: action ?? 'pause', ...(resetScope === null ? {} : { resetScope }) },
    // What it was like when somebody last looked is no plan.
    { enabled: action !== null, freshForMs: 0 },
  );
