import { z } from 'zod';
import type { JournalKey, Ports, SealedPlace } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { keepingOf } from '#core/snapshots/keeping';
import type { OnDemandView } from '#shared/model/job';
import { OnDemandRun, OnDemandRunSummary, type OnDemandRuns } from '#shared/model/on-demand-run';

/** Name of the file that a run is kept in, and a summary to list it by. */
const Head = z.object({ v: z.literal(1), summary: z.unknown() });

/** What stands instead of a value that is not kept. */
export const notKept = '(not kept)';

const placeOf = (key: JournalKey): SealedPlace => ({ key, kind: 'on-demand' });

const failed = new Set(['failure', 'Failure']);

/** Takes a run; gives it as it is listed. Pure. */
export const runSummary = (run: OnDemandRun): OnDemandRunSummary => ({
  id: run.id,
  number: run.number,
  at: run.at,
  who: run.who,
  application: run.application,
  servicePrincipalId: run.servicePrincipalId,
  state: run.state,
  subjects: run.results.length,
  tried: run.results.filter(({ view, error }) => view !== null || error !== null).length,
  failed: run.results.filter(({ view, error }) => error !== null || failed.has(view?.result ?? '')).length,
});

const withoutViewValues = (view: OnDemandView): OnDemandView => ({
  ...view,
  steps: view.steps.map((step) => ({ ...step, description: '', details: {} })),
  modifiedProperties: view.modifiedProperties.map(({ name }) => ({ name, before: notKept, after: notKept })),
});

/**
 * Takes a run; gives it without the values of people's attributes: what may stand on a disk that nothing encrypts. Who was
 * tried and how it ended stays. Pure.
 */
export const withoutValues = (run: OnDemandRun): OnDemandRun => ({
  ...run,
  valuesKept: false,
  results: run.results.map((one) => ({ ...one, view: one.view === null ? null : withoutViewValues(one.view) })),
});

/** Takes the ports; says whether people's values may be kept: encrypted, or of the invented people of the demo tenant. */
export const mayKeepValues = async ({ sealed, demo }: Pick<Ports, 'sealed' | 'demo'>): Promise<boolean> =>
  demo || (await sealed.protection()).kind === 'vault';

/** Takes a run; keeps it as it stands and returns after it is on the disk. Raises `storage_full` or `internal`. */
export async function keepRun(ports: Pick<Ports, 'sealed' | 'demo'>, key: JournalKey, run: OnDemandRun): Promise<void> {
  const kept = (await mayKeepValues(ports)) ? run : withoutValues(run);
  const head = { v: 1, summary: runSummary(kept) };
  await ports.sealed.write(placeOf(key), { id: run.id, head: JSON.stringify(head), body: JSON.stringify(kept) });
}

const summaryOf = (text: string): OnDemandRunSummary | null => {
  const head = Head.safeParse(JSON.parse(text));
  return OnDemandRunSummary.safeParse(head.data?.summary).data ?? null;
};

/** Takes the ports; gives the number of the next run. */
export async function nextRunNumber({ sealed }: Pick<Ports, 'sealed'>, key: JournalKey): Promise<number> {
  const { records } = await sealed.list(placeOf(key));
  return Math.max(0, ...records.map(({ head }) => summaryOf(head)?.number ?? 0)) + 1;
}

/** A run that this process does not work on was interrupted, whatever its record says. */
const stateNow = <T extends { readonly id: string; readonly state: OnDemandRun['state'] }>(
  run: T,
  running: ReadonlySet<string>,
): T => (run.state === 'running' && !running.has(run.id) ? { ...run, state: 'interrupted' } : run);

/** Takes an application by name or object id (left out = all) and the ids of runs that are under way; gives the runs, newest first. */
export async function listRuns(
  ports: Pick<Ports, 'sealed' | 'demo'>,
  key: JournalKey,
  wanted: { readonly application?: string | undefined; readonly limit: number; readonly running: ReadonlySet<string> },
): Promise<OnDemandRuns> {
  const { records, setAside, locked } = await ports.sealed.list(placeOf(key));
  const application = wanted.application?.toLowerCase();
  const runs = records
    .flatMap(({ head }) => summaryOf(head) ?? [])
    .filter(
      (run) =>
        application === undefined ||
        run.servicePrincipalId === application ||
        run.application.toLowerCase() === application,
    )
    .sort((one, other) => other.number - one.number)
    .slice(0, wanted.limit);
  const protection = await ports.sealed.protection();
  const keeping = keepingOf(protection);
  const words = (await mayKeepValues(ports))
    ? keeping.words
    : `${keeping.words} That is why values of people’s attributes are not kept: only who was tried and how it ended.`;
  return {
    runs: runs.map((run) => stateNow(run, wanted.running)),
    keeping: { ...keeping, words },
    setAside: [...setAside],
    locked,
  };
}

/** Takes a run's id and the ids of runs that are under way; reads it. Raises `not_found` (unknownRun) or `storage_corrupt`. */
export async function readRun(
  { sealed }: Pick<Ports, 'sealed'>,
  key: JournalKey,
  wanted: { readonly run: string; readonly running: ReadonlySet<string> },
): Promise<OnDemandRun> {
  const body = await sealed.read(placeOf(key), wanted.run.toLowerCase());
  if (body === null) {
    throw new CoreError('not_found', `There is no run ${wanted.run} of provisioning on demand on this machine.`, {
      reason: 'unknownRun',
      nextStep: 'List the runs and give an id of the list.',
    });
  }
  const run = OnDemandRun.safeParse(JSON.parse(body));
  if (run.success) return stateNow(run.data, wanted.running);
  throw new CoreError('storage_corrupt', `The run ${wanted.run} was written by another version and cannot be read.`, {
    reason: 'runUnreadable',
    nextStep: 'Use the version of this product that wrote it.',
  });
}
