import { orNullWhenMissing } from '#core/graph/calls/reading';
import { getServicePrincipal } from '#core/graph/calls/service-principals';
import type { Application, AppRoleAssignment, ServicePrincipal, SynchronizationJob } from '#core/graph/shapes';
import type { CreatedObject, IntentEntry, RemovedObject } from '#core/journal/entry';
import type { Outcome } from '#core/journal/journal';
import { createSteps } from '#core/setup/choose-application';
import { stepIds } from '#core/setup/plan/decisions';
import type { SetupRun } from './run.ts';

/** What stands on a service principal; nulls where it or its registration is not there. */
export interface Standing {
  readonly servicePrincipal: ServicePrincipal | null;
  readonly application: Application | null;
  readonly jobs: readonly SynchronizationJob[];
  readonly assignments: readonly AppRoleAssignment[];
}

function isThere({ type, id }: RemovedObject, { servicePrincipal, application, jobs, assignments }: Standing): boolean {
  switch (type) {
    case 'application':
      return servicePrincipal !== null || application !== null;
    case 'job':
      return jobs.some((job) => job.id === id);
    case 'appRole':
      return application?.appRoles?.some((role) => role.id === id) === true;
    case 'assignment':
      return assignments.some((assignment) => assignment.id === id);
  }
}

function outcomeOfRole(intent: IntentEntry, application: Application | null): Outcome {
  const roleId = intent.subject.id ?? '';
  const servicePrincipalId = intent.application.servicePrincipalId ?? '';
  if (application?.appRoles?.some((role) => role.id === roleId) !== true)
    return { result: 'nothingCame', detail: 'the app role is not there' };
  return {
    result: 'found',
    detail: roleId,
    created: [{ type: 'appRole', servicePrincipalId, applicationId: application.id, roleId }],
  };
}

function outcomeOfAssignments(intent: IntentEntry, assignments: readonly AppRoleAssignment[]): Outcome {
  const servicePrincipalId = intent.application.servicePrincipalId ?? '';
  const pairs = intent.subject.pairs ?? [];
  const created = assignments
    .filter((assignment) =>
      pairs.some((pair) => pair.principalId === assignment.principalId && pair.appRoleId === assignment.appRoleId),
    )
    .map(
      (assignment): CreatedObject => ({
        type: 'assignment',
        servicePrincipalId,
        assignmentId: assignment.id,
        principalId: assignment.principalId,
        appRoleId: assignment.appRoleId,
      }),
    );
  return { result: 'found', detail: `${created.length} of ${pairs.length} assigned`, created };
}

/** Takes an intent without outcome and what is there; gives what became of it. Pure. */
export function outcomeOfInterrupted(intent: IntentEntry, live: Standing): Outcome {
  const removed = (intent.subject.removes ?? []).filter((object) => !isThere(object, live));
  if (removed.length > 0) return { result: 'found', detail: 'no longer there', removed };
  if (intent.step === stepIds.role) return outcomeOfRole(intent, live.application);
  if (intent.step === stepIds.assignments) return outcomeOfAssignments(intent, live.assignments);
  // Everything else says the same when it is sent again, so the plan that follows takes it up where it differs.
  return { result: 'resumed', detail: '' };
}

const isGone = async (run: Pick<SetupRun, 'graph' | 'signal'>, servicePrincipalId: string): Promise<boolean> =>
  (await orNullWhenMissing(getServicePrincipal(run.graph, { servicePrincipalId, signal: run.signal }))) === null;

type Settling = Pick<SetupRun, 'graph' | 'journal' | 'signal' | 'state'>;

/** An application whose removal was begun and that is gone must not count as ours any longer. */
async function settleRemovals(run: Settling): Promise<void> {
  const { choice } = run.state;
  const chosen = choice.kind === 'use' ? choice.servicePrincipal.id : null;
  for (const intent of run.journal.facts.openIntents) {
    const { servicePrincipalId } = intent.application;
    const removed = intent.subject.removes?.filter(({ type }) => type === 'application') ?? [];
    if (servicePrincipalId === null || servicePrincipalId === chosen || removed.length === 0) continue;
    if (!(await isGone(run, servicePrincipalId))) continue;
    await run.journal.outcome(intent, { result: 'found', detail: 'no longer there', removed });
  }
}

/** Notes in the journal what became of the writes that an earlier run on this application did not see the end of. */
export async function settleInterrupted(run: Settling): Promise<void> {
  await settleRemovals(run);
  const { choice, live } = run.state;
  if (choice.kind !== 'use' || live === null) return;
  const standing = { ...live, servicePrincipal: choice.servicePrincipal };
  const created: readonly string[] = Object.values(createSteps);
  for (const intent of run.journal.facts.openIntents) {
    if (intent.application.servicePrincipalId !== choice.servicePrincipal.id || created.includes(intent.step)) continue;
    await run.journal.outcome(intent, outcomeOfInterrupted(intent, standing));
  }
}
