import { deleteApplication, getApplicationByAppId, updateAppRoles } from '#core/graph/calls/applications';
import { type Acknowledged, orNullWhenMissing } from '#core/graph/calls/reading';
import {
  deleteServicePrincipal,
  getServicePrincipal,
  listAssignments,
  removeAssignment,
} from '#core/graph/calls/service-principals';
import { deleteJob, listJobs } from '#core/graph/calls/synchronization-jobs';
import type { JournalApplication, RemovedObject } from '#core/journal/entry';
import { journalled } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import type { RunPorts, StepReports } from '#core/setup/apply/run';
import { type UndoDecisions, undoStepIds } from './plan-undo.ts';
import type { UndoState } from './read-undo.ts';

/** One run of an undo plan. */
export interface UndoRun extends RunPorts {
  readonly state: UndoState;
  readonly decisions: UndoDecisions;
  readonly application: JournalApplication;
  readonly reports: StepReports;
}

/** What was deleted may be listed for a moment still. */
const goneWaits = [0, 1_000, 2_000, 4_000, 8_000] as const;

async function orGone(write: Promise<Acknowledged>): Promise<Acknowledged> {
  try {
    return await write;
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'not_found') return { requestId: cause.details.requestId };
    throw cause;
  }
}

async function confirmGone(run: UndoRun, stepId: string, isGone: () => Promise<boolean>): Promise<void> {
  for (const wait of goneWaits) {
    if (wait > 0) await run.clock.sleep(wait, run.signal);
    if (await isGone()) {
      run.reports.ended(stepId, { verified: true, detail: 'removed, and no longer there' });
      return;
    }
  }
  throw new CoreError('graph_error', 'The service answered that it removed something, but it is still there.', {
    reason: 'notRemoved',
    nextStep: 'Run the command again.',
  });
}

const removal = (
  run: UndoRun,
  step: { readonly id: string; readonly what: string; readonly removed: readonly RemovedObject[] },
  write: () => Promise<Acknowledged>,
): Promise<Acknowledged> =>
  journalled(run, {
    step: step.id,
    application: run.application,
    changes: [{ what: step.what, before: 'there', after: null }],
    subject: { removes: [...step.removed] },
    write: () => orGone(write()),
    outcome: ({ requestId }) => ({ detail: step.what, requestId, removed: step.removed }),
  });

async function removeJobs(run: UndoRun, servicePrincipalId: string): Promise<void> {
  const { graph, signal } = run;
  for (const { id } of run.decisions.jobs) {
    await removal(run, { id: undoStepIds.job, what: `Synchronization job ${id}`, removed: [{ type: 'job', id }] }, () =>
      deleteJob(graph, { servicePrincipalId, jobId: id, signal }),
    );
  }
  const ids = new Set<string>(run.decisions.jobs.map((job) => job.id));
  await confirmGone(
    run,
    undoStepIds.job,
    async () => !(await listJobs(graph, { servicePrincipalId, signal })).some((job) => ids.has(job.id)),
  );
}

async function removeAssignments(run: UndoRun, servicePrincipalId: string): Promise<void> {
  const { graph, signal } = run;
  for (const { id, principalDisplayName, principalId } of run.decisions.assignments) {
    const what = `Assignment of ${principalDisplayName ?? principalId}`;
    await removal(run, { id: undoStepIds.assignments, what, removed: [{ type: 'assignment', id }] }, () =>
      removeAssignment(graph, { servicePrincipalId, assignmentId: id, signal }),
    );
  }
  const ids = new Set(run.decisions.assignments.map((assignment) => assignment.id));
  await confirmGone(
    run,
    undoStepIds.assignments,
    async () => !(await listAssignments(graph, { servicePrincipalId, signal })).some(({ id }) => ids.has(id)),
  );
}

/** An app role can only be removed after it was switched off. Source: learn.microsoft.com/graph/api/resources/approle */
async function removeRoles(run: UndoRun, appId: string): Promise<void> {
  const { graph, signal, decisions } = run;
  const ids = new Set(decisions.roleIds);
  const { id: applicationId, appRoles } = await getApplicationByAppId(graph, { appId, signal });
  const roles = (appRoles ?? []).map(({ origin: _own, ...rest }) => rest);
  const removed = decisions.roleIds.map((id): RemovedObject => ({ type: 'appRole', id }));
  await removal(run, { id: undoStepIds.role, what: 'App role', removed }, async () => {
    await updateAppRoles(graph, {
      applicationId,
      appRoles: roles.map((role) => (ids.has(role.id) ? { ...role, isEnabled: false } : role)),
      signal,
    });
    return updateAppRoles(graph, { applicationId, appRoles: roles.filter((role) => !ids.has(role.id)), signal });
  });
  await confirmGone(
    run,
    undoStepIds.role,
    async () =>
      !((await getApplicationByAppId(graph, { appId, signal })).appRoles ?? []).some((role) => ids.has(role.id)),
  );
}

const isMissing = async (read: Promise<unknown>): Promise<boolean> => (await orNullWhenMissing(read)) === null;

async function removeApplication(run: UndoRun): Promise<void> {
  const { graph, signal } = run;
  const { servicePrincipal, application } = run.state;
  const own = run.state.created.find((object) => object.type === 'application');
  const servicePrincipalId = servicePrincipal?.id ?? own?.servicePrincipalId;
  const appId = servicePrincipal?.appId ?? application?.appId;
  if (servicePrincipalId === undefined || appId === undefined) return;
  const removed: RemovedObject[] = [{ type: 'application', id: servicePrincipalId }];
  await removal(run, { id: undoStepIds.application, what: `Application ${servicePrincipalId}`, removed }, async () => {
    // Deleting the registration takes the service principal with it; one without a registration here is deleted itself.
    const first =
      application === null ? null : await orGone(deleteApplication(graph, { applicationId: application.id, signal }));
    const gone = await isMissing(getServicePrincipal(graph, { servicePrincipalId, signal }));
    return gone ? (first ?? { requestId: undefined }) : deleteServicePrincipal(graph, { servicePrincipalId, signal });
  });
  await confirmGone(run, undoStepIds.application, async () => {
    const [principalGone, applicationGone] = await Promise.all([
      isMissing(getServicePrincipal(graph, { servicePrincipalId, signal })),
      isMissing(getApplicationByAppId(graph, { appId, signal })),
    ]);
    return principalGone && applicationGone;
  });
}

/** Removes what the plan names, journalled and read back; what is gone already counts as removed. */
export async function applyUndo(run: UndoRun): Promise<void> {
  const { decisions, state } = run;
  const servicePrincipalId = state.servicePrincipal?.id;
  if (servicePrincipalId !== undefined && decisions.jobs.length > 0) await removeJobs(run, servicePrincipalId);
  if (servicePrincipalId !== undefined && decisions.assignments.length > 0)
    await removeAssignments(run, servicePrincipalId);
  if (state.application !== null && decisions.roleIds.length > 0) await removeRoles(run, state.application.appId);
  if (decisions.application) await removeApplication(run);
}
