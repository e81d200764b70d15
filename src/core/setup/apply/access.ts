import { getApplicationByAppId, updateAppRoles } from '#core/graph/calls/applications';
import { addAssignments, getServicePrincipal, listAssignments } from '#core/graph/calls/service-principals';
import type { BatchOutcome } from '#core/graph/graph';
import type { AppRole, AppRoleAssignment } from '#core/graph/shapes';
import type { CreatedObject } from '#core/journal/entry';
import { journalled } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import { type AccessDecision, addedRoleName, decideAccess, mergedRoles } from '#core/setup/plan/access';
import { stepIds } from '#core/setup/plan/decisions';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import { journalApplication, type RunApplication, type SetupRun } from './run.ts';

interface Pair {
  readonly principalId: string;
  readonly appRoleId: string;
}

const same = (one: Pair, other: Pair): boolean =>
  one.principalId === other.principalId && one.appRoleId === other.appRoleId;

const tolerance = (application: RunApplication): number => (application.fresh ? replicationToleranceMs : 0);

/** Reads who is assigned now. */
export const readRunAssignments = (run: SetupRun, application: RunApplication): Promise<readonly AppRoleAssignment[]> =>
  listAssignments(run.graph, {
    servicePrincipalId: application.servicePrincipal.id,
    replicationToleranceMs: tolerance(application),
    signal: run.signal,
  });

/** An interrupted run chose an id for the role already: with the same one the PATCH does nothing twice. */
const chosenRoleId = (run: SetupRun, servicePrincipalId: string): string | undefined =>
  run.journal.facts.openIntents.findLast(
    (intent) => intent.step === stepIds.role && intent.application.servicePrincipalId === servicePrincipalId,
  )?.subject.id;

const notAdded = (requestId: string | undefined): CoreError =>
  new CoreError('graph_error', 'The service answered that it added the app role, but it does not show.', {
    reason: 'appRoleNotSaved',
    nextStep: 'Run the command again.',
    requestId,
  });

/** A role is first on the registration and a moment later on the service principal, where assignments look for it. */
const roleWaits = [0, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

async function readRoleBack(run: SetupRun, application: RunApplication, id: string): Promise<boolean> {
  for (const wait of roleWaits) {
    if (wait > 0) await run.clock.sleep(wait, run.signal);
    const { appRoles } = await getServicePrincipal(run.graph, {
      servicePrincipalId: application.servicePrincipal.id,
      replicationToleranceMs: tolerance(application),
      signal: run.signal,
    });
    if ((appRoles ?? []).some((role) => role.id === id)) return true;
  }
  return false;
}

/** Reads the whole list of app roles, appends one, sends the whole list and reads it back; gives the id of the role. */
async function addRole(run: SetupRun, application: RunApplication): Promise<string> {
  const { servicePrincipal } = application;
  const registration = await getApplicationByAppId(run.graph, {
    appId: servicePrincipal.appId,
    replicationToleranceMs: tolerance(application),
    signal: run.signal,
  });
  const id = chosenRoleId(run, servicePrincipal.id) ?? run.newId();
  const role = {
    id,
    displayName: addedRoleName,
    value: addedRoleName,
    description: 'People and groups that are provisioned',
    isEnabled: true,
    allowedMemberTypes: ['User'],
  };
  const there = (registration.appRoles ?? []).filter((one) => one.id !== id);
  const created: CreatedObject = {
    type: 'appRole',
    servicePrincipalId: servicePrincipal.id,
    applicationId: registration.id,
    roleId: id,
  };
  run.reports.running(stepIds.role, `Adding the app role "${addedRoleName}"`);
  const { requestId } = await journalled(run, {
    step: stepIds.role,
    application: journalApplication(run, servicePrincipal),
    changes: [{ what: 'App role', before: null, after: addedRoleName }],
    subject: { id },
    // `origin` is the service's own and refused when it is sent back.
    write: () =>
      updateAppRoles(run.graph, {
        applicationId: registration.id,
        appRoles: [...there.map(({ origin: _own, ...rest }) => rest), role],
        signal: run.signal,
      }),
    outcome: (answer) => ({ detail: id, requestId: answer.requestId, created: [created] }),
  });
  if (!(await readRoleBack(run, application, id))) throw notAdded(requestId);
  run.reports.ended(stepIds.role, { verified: true, detail: 'added and read back', requestId });
  return id;
}

function firstFault(outcomes: readonly BatchOutcome[]): Error | undefined {
  return outcomes
    .map((outcome) => (outcome.ok ? undefined : outcome.error))
    .find(
      (error) =>
        error !== undefined &&
        !(error instanceof CoreError && ['alreadyAssigned', 'ambiguousCreate'].includes(error.details.reason ?? '')),
    );
}

const createdAssignment = (servicePrincipalId: string, assignment: AppRoleAssignment): CreatedObject => ({
  type: 'assignment',
  servicePrincipalId,
  assignmentId: assignment.id,
  principalId: assignment.principalId,
  appRoleId: assignment.appRoleId,
});

/** A new assignment may be listed a moment later only. */
const listWaits = [0, 1_000, 2_000, 4_000] as const;

async function readPairsBack(run: SetupRun, application: RunApplication, pairs: readonly Pair[]) {
  let live: readonly AppRoleAssignment[] = [];
  for (const wait of listWaits) {
    if (wait > 0) await run.clock.sleep(wait, run.signal);
    live = await readRunAssignments(run, application);
    if (pairs.every((pair) => live.some((assignment) => same(assignment, pair)))) break;
  }
  return {
    found: live.filter((assignment) => pairs.some((pair) => same(assignment, pair))),
    missing: pairs.filter((pair) => !live.some((one) => same(one, pair))),
  };
}

async function assign(run: SetupRun, application: RunApplication, pairs: readonly Pair[]): Promise<void> {
  const { servicePrincipal } = application;
  const servicePrincipalId = servicePrincipal.id;
  run.reports.running(stepIds.assignments, `Assigning ${pairs.length}`);
  run.signal.throwIfAborted();
  const intent = await run.journal.intent({
    step: stepIds.assignments,
    application: journalApplication(run, servicePrincipal),
    changes: run.changesOf(stepIds.assignments),
    subject: { pairs: [...pairs] },
  });
  const outcomes = await addAssignments(run.graph, { servicePrincipalId, assignments: pairs, signal: run.signal });
  const { found, missing } = await readPairsBack(run, application, pairs);
  const requestId = outcomes
    .map((outcome) => (outcome.ok ? outcome.reply.requestId : undefined))
    .find((id) => id !== undefined);
  await run.journal.outcome(intent, {
    result: missing.length === pairs.length ? 'refused' : 'done',
    detail: `${found.length} of ${pairs.length} assigned`,
    requestId,
    created: found.map((assignment) => createdAssignment(servicePrincipalId, assignment)),
  });
  const fault = firstFault(outcomes);
  if (fault !== undefined) throw fault;
  if (missing.length > 0) {
    throw new CoreError(
      'graph_error',
      `${missing.length} of ${pairs.length} assignments do not show after they were made.`,
      {
        reason: 'assignmentsNotSaved',
        nextStep: 'Run the command again: those that are there are left alone.',
        requestId,
      },
    );
  }
  run.reports.ended(stepIds.assignments, {
    verified: true,
    detail: `${pairs.length} assigned and read back`,
    requestId,
  });
}

const rolesOf = (application: RunApplication): readonly AppRole[] =>
  mergedRoles(application.servicePrincipal.appRoles, application.application?.appRoles);

/** Checks that every app role that is wanted is there, before anything is saved. Raises `bad_request` (unknownAppRole). */
export function checkWantedRoles(run: SetupRun, application: RunApplication): void {
  decideAccess({
    wanted: run.decisions.assignments,
    roles: rolesOf(application),
    existing: [],
    profile: run.profile,
  });
}

const pairsOf = (decision: AccessDecision, addedRoleId: string | null): readonly Pair[] =>
  decision.add.flatMap(({ wanted, appRoleId }) => {
    const id = appRoleId ?? addedRoleId;
    return id === null ? [] : [{ principalId: wanted.principalId, appRoleId: id }];
  });

/**
 * Assigns the wanted people and groups with a valid role: reads first, adds an app role where none is usable, adds what is
 * missing and reads it back; "already exists" counts when the read-back shows it. `after` has to succeed before anything is
 * written. Raises `bad_request` (unknownAppRole, noUsableAppRole) and what Graph raises for the first assignment it refuses.
 */
export async function grantAccess(run: SetupRun, application: RunApplication, after: Promise<unknown>): Promise<void> {
  const wanted = run.decisions.assignments;
  if (wanted.length === 0) return;
  const existing = await readRunAssignments(run, application);
  const decision = decideAccess({ wanted, roles: rolesOf(application), existing, profile: run.profile });
  await after;
  if (decision.add.length === 0) {
    run.reports.ended(stepIds.assignments, { verified: true, detail: `${wanted.length} assigned already` });
    return;
  }
  const addedRoleId = decision.addRole ? await addRole(run, application) : null;
  await assign(run, application, pairsOf(decision, addedRoleId));
}
