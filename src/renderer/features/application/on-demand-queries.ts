import { places } from '#renderer/lib/places';
import { useRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { Path } from '#shared/contract/index';

const stale: readonly Path[] = ['provisioning.listRuns', 'logs.list', 'snapshots.list', 'history.show'];

const naming = (slot: string, id: string) => ({
  slot: `${slot}:${id}`,
  label: text('onDemand.task'),
  href: places.application(id),
  stale,
});

/** Takes an application's object id; gives provisioning chosen people, one after another. */
export const useOnDemandQueue = (id: string) => useTask('provisioning.queue', naming('on-demand', id));

/** Takes an application's object id; gives provisioning one group with some of its members. */
export const useOnDemandGroup = (id: string) => useTask('provisioning.onDemand', naming('on-demand-group', id));

/** Takes an application's object id; gives going on with a run that did not come to its end. */
export const useOnDemandResume = (id: string) => useTask('provisioning.resume', naming('on-demand-resume', id));

/** Takes an application's object id; gives earlier runs, newest first. */
export const useOnDemandRuns = (id: string) => useRead('provisioning.listRuns', { application: id });

/** Takes a run's id, or '' for none; gives its results. */
export const useOnDemandRun = (run: string) => useRead('provisioning.showRun', { run }, { enabled: run !== '' });

/** Takes two runs, '' for none; gives what came out otherwise. */
export const useRunComparison = (before: string, after: string) =>
  useRead('provisioning.compareRuns', { before, after }, { enabled: before !== '' && after !== '' });
