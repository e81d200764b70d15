import type { AppRoleAssignment, SynchronizationJob } from '#core/graph/shapes';
import { planStep } from '#core/setup/plan/decisions';
import type { PlanStep, Warning } from '#shared/model/plan';
import type { UndoState } from './read-undo.ts';

/** Stable ids of the steps of an undo. */
export const undoStepIds = {
  job: 'job.remove',
  assignments: 'assignments.remove',
  role: 'appRole.remove',
  application: 'application.remove',
} as const;

/** What is removed, as values that the steps carry out. */
export interface UndoDecisions {
  readonly jobs: readonly SynchronizationJob[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly roleIds: readonly string[];
  readonly application: boolean;
}

/** An undo plan before it has an id. */
export interface ComputedUndo {
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly Warning[];
  readonly decisions: UndoDecisions;
}

function decide({ created, servicePrincipal, application, jobs, assignments }: UndoState): UndoDecisions {
  const ids = (type: string): ReadonlySet<string> =>
    new Set(
      created
        .filter((object) => object.type === type)
        .map((object) =>
          object.type === 'job'
            ? object.jobId
            : object.type === 'assignment'
              ? object.assignmentId
              : object.type === 'appRole'
                ? object.roleId
                : object.servicePrincipalId,
        ),
    );
  const ownApplication =
    created.some((object) => object.type === 'application') && (servicePrincipal !== null || application !== null);
  const roleIds = ids('appRole');
  return {
    jobs: jobs.filter((job) => ids('job').has(job.id)),
    // What hangs on the application goes with it.
    assignments: ownApplication ? [] : assignments.filter((assignment) => ids('assignment').has(assignment.id)),
    roleIds: ownApplication ? [] : (application?.appRoles ?? []).map((role) => role.id).filter((id) => roleIds.has(id)),
    application: ownApplication,
  };
}

const remove = (
  id: string,
  title: string,
  details: { readonly objects: readonly string[]; readonly consequence: string; readonly paths: readonly string[] },
): PlanStep =>
  planStep({
    id,
    title,
    reason: 'Our journal says that we created it.',
    action: 'remove',
    changes: details.objects.map((object) => ({ what: object, before: 'there', after: null })),
    consequence: details.consequence,
    requests: details.paths.map((path) => ({ method: id === undoStepIds.role ? 'PATCH' : 'DELETE', path })),
    confirmation: { kind: 'deletes', objects: [...details.objects] },
  });

function stepsOf(state: UndoState, decisions: UndoDecisions): readonly PlanStep[] {
  const id = state.servicePrincipal?.id ?? '{servicePrincipalId}';
  const applicationPath = `/applications/${state.application?.id ?? '{applicationId}'}`;
  const steps: PlanStep[] = [];
  if (decisions.jobs.length > 0) {
    steps.push(
      remove(undoStepIds.job, 'Delete the synchronization job', {
        objects: decisions.jobs.map((job) => `Synchronization job ${job.id}`),
        consequence: 'All state of the job is deleted. Accounts in the application stay as they are.',
        paths: decisions.jobs.map((job) => `/servicePrincipals/${id}/synchronization/jobs/${job.id}`),
      }),
    );
  }
  if (decisions.assignments.length > 0) {
    steps.push(
      remove(undoStepIds.assignments, `Remove ${decisions.assignments.length} assignments`, {
        objects: decisions.assignments.map(
          (assignment) => `Assignment of ${assignment.principalDisplayName ?? assignment.principalId}`,
        ),
        consequence: 'They lose access; where another job provisions them, their accounts are disabled or deleted.',
        paths: [`/servicePrincipals/${id}/appRoleAssignedTo/{assignmentId}`],
      }),
    );
  }
  if (decisions.roleIds.length > 0) {
    steps.push(
      remove(undoStepIds.role, 'Remove the app role', {
        objects: decisions.roleIds.map((roleId) => `App role ${roleId}`),
        consequence: 'It is switched off first, as the service wants it.',
        paths: [applicationPath],
      }),
    );
  }
  if (decisions.application) {
    const name = state.servicePrincipal?.displayName ?? state.application?.displayName ?? id;
    steps.push(
      remove(undoStepIds.application, `Delete the application "${name}"`, {
        objects: [`Application "${name}"`],
        consequence: `Its ${state.assignments.length} assignments and its sign-in settings go with it. It can be restored in the admin center for 30 days.`,
        paths: [applicationPath, `/servicePrincipals/${id}`],
      }),
    );
  }
  return steps;
}

function warningsOf(state: UndoState, decisions: UndoDecisions): readonly Warning[] {
  if (decisions.application) {
    const ours = new Set(
      state.created.flatMap((object) => (object.type === 'assignment' ? [object.assignmentId] : [])),
    );
    const others = state.assignments.filter((assignment) => !ours.has(assignment.id)).length;
    return others === 0
      ? []
      : [{ code: 'othersGoToo', message: `${others} assignments that somebody else made go with the application.` }];
  }
  if (decisions.jobs.length === 0) return [];
  return [
    {
      code: 'settingsStay',
      message: 'The tenant URL and the secrets stay saved on the application, since it is not ours.',
      nextStep: 'Have the vendor revoke the token if nobody needs it.',
    },
  ];
}

/** Takes what our journal created and what of it is there; gives the steps that remove exactly that. Pure. */
export function planUndo(state: UndoState): ComputedUndo {
  const decisions = decide(state);
  return { steps: stepsOf(state, decisions), warnings: warningsOf(state, decisions), decisions };
}
