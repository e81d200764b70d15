import type { CreatedObject, IntentEntry } from '#core/journal/entry';
import type { Outcome } from '#core/journal/journal';
import { createSteps } from '#core/setup/choose-application';
import type { LiveApplication } from '#core/setup/live-state';
import { stepIds } from '#core/setup/plan/decisions';
import type { SetupRun } from './run.ts';

/** Takes an intent without outcome and what is live; gives what became of it. Pure. */
export function outcomeOfInterrupted(
  intent: IntentEntry,
  live: Pick<LiveApplication, 'application' | 'assignments'>,
): Outcome {
  const servicePrincipalId = intent.application.servicePrincipalId ?? '';
  if (intent.step === stepIds.role) {
    const { application } = live;
    const roleId = intent.subject.id ?? '';
    if (application?.appRoles?.some((role) => role.id === roleId) !== true)
      return { result: 'nothingCame', detail: 'the app role is not there' };
    return {
      result: 'found',
      detail: roleId,
      created: [{ type: 'appRole', servicePrincipalId, applicationId: application.id, roleId }],
    };
  }
  if (intent.step === stepIds.assignments) {
    const pairs = intent.subject.pairs ?? [];
    const created = live.assignments
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
  // Everything else says the same when it is sent again, so the plan that follows takes it up where it differs.
  return { result: 'resumed', detail: '' };
}

/** Notes in the journal what became of the writes that an earlier run on this application did not see the end of. */
export async function settleInterrupted(run: Pick<SetupRun, 'journal' | 'state'>): Promise<void> {
  const { choice, live } = run.state;
  if (choice.kind !== 'use' || live === null) return;
  const created: readonly string[] = Object.values(createSteps);
  for (const intent of run.journal.facts.openIntents) {
    if (intent.application.servicePrincipalId !== choice.servicePrincipal.id || created.includes(intent.step)) continue;
    await run.journal.outcome(intent, outcomeOfInterrupted(intent, live));
  }
}
