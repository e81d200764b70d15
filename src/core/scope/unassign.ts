import { removeAssignments } from '#core/graph/calls/remove-assignments';
import { listAssignments } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import type { AppRoleAssignment } from '#core/graph/shapes';
import type { JournalApplication, RemovedObject } from '#core/journal/entry';
import type { Journal } from '#core/journal/journal';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { StepReports } from '#core/setup/apply/run';
import type { PlannedChange } from '#shared/model/plan';

/** Id of the step that removes assignments. */
export const unassignStep = 'assignments.remove';

/** One run that removes assignments. */
export interface UnassignRun {
  readonly graph: Graph;
  readonly journal: Pick<Journal, 'intent' | 'outcome'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly application: JournalApplication & { readonly servicePrincipalId: string };
  readonly assignments: readonly AppRoleAssignment[];
  readonly changes: readonly PlannedChange[];
  readonly reports: StepReports;
}

/** What was removed may be listed for a moment still. */
const goneWaits = [0, 1_000, 2_000, 4_000, 8_000] as const;

/** The assignments of a list that are still there, read again until they are gone or the time is over. */
async function stillThere({
  graph,
  clock,
  signal,
  application,
  assignments,
}: UnassignRun): Promise<ReadonlySet<string>> {
  const wanted = new Set(assignments.map(({ id }) => id));
  let left: ReadonlySet<string> = wanted;
  for (const wait of goneWaits) {
    if (wait > 0) await clock.sleep(wait, signal);
    const live = await listAssignments(graph, { servicePrincipalId: application.servicePrincipalId, signal });
    left = new Set(live.flatMap(({ id }) => (wanted.has(id) ? [id] : [])));
    if (left.size === 0) return left;
  }
  return left;
}

const notRemoved = (left: number, all: number, requestId: string | undefined): CoreError =>
  new CoreError('graph_error', `${left} of ${all} assignments are still there after they were removed.`, {
    reason: 'notRemoved',
    nextStep: 'Make the plan again: it names those that are left.',
    requestId,
  });

/**
 * Removes assignments: the intent is on the disk before the first request, everything is read back, and the journal says
 * which are gone. One that is gone already counts as removed. Raises the first fault of the service after the outcome was
 * journalled, or `graph_error` (notRemoved).
 */
export async function unassign(run: UnassignRun): Promise<void> {
  const { application, assignments, changes, reports, signal } = run;
  const removes = assignments.map(({ id }): RemovedObject => ({ type: 'assignment', id }));
  reports.running(unassignStep, `Removing ${assignments.length}`);
  signal.throwIfAborted();
  const intent = await run.journal.intent({ step: unassignStep, application, changes, subject: { removes } });
  const outcomes = await removeAssignments(run.graph, {
    servicePrincipalId: application.servicePrincipalId,
    ids: assignments.map(({ id }) => id),
    signal,
  });
  const left = await stillThere(run);
  const requestId = outcomes
    .map((outcome) => (outcome.ok ? outcome.reply.requestId : undefined))
    .find((id) => id !== undefined);
  const gone = removes.filter(({ id }) => !left.has(id));
  await run.journal.outcome(intent, {
    result: gone.length === 0 ? 'refused' : 'done',
    detail: `${gone.length} of ${removes.length} removed`,
    requestId,
    removed: gone,
  });
  const fault = outcomes.find((outcome, index) => !outcome.ok && left.has(assignments[index]?.id ?? ''));
  if (fault !== undefined && !fault.ok) throw fault.error;
  if (left.size > 0) throw notRemoved(left.size, removes.length, requestId);
  reports.ended(unassignStep, { verified: true, detail: `${removes.length} removed, and no longer there`, requestId });
}
