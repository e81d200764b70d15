import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { LiveState } from '#core/setup/live-state';
import type { PlanStep, Warning } from '#shared/model/plan';
import { type AccessDecision, addedRoleName, defaultAccessId, type WantedAssignment } from './access.ts';
import { planStep, stepIds } from './decisions.ts';

/** What the steps about app roles and assignments are built from; `decision` null: the roles are known once the application is there. */
export interface AccessStepsInput {
  readonly wanted: readonly WantedAssignment[];
  readonly decision: AccessDecision | null;
  readonly state: LiveState;
  readonly profile: EffectiveProfile;
}

function roleStep({ state, profile }: AccessStepsInput): PlanStep {
  const application = state.live?.application ?? null;
  if (state.live !== null && application === null) {
    throw new CoreError(
      'bad_request',
      'The application has no app role that people can have, and its registration is in the tenant of the vendor, so none can be added.',
      {
        reason: 'noUsableAppRole',
        nextStep: `Ask ${profile.displayName} to offer an app role for people.`,
      },
    );
  }
  return planStep({
    id: stepIds.role,
    title: `Add the app role "${addedRoleName}"`,
    reason: 'The application has no app role that people can have, and people with Default Access are not provisioned.',
    action: 'create',
    changes: [{ what: 'App role', before: null, after: addedRoleName }],
    requests: [{ method: 'PATCH', path: `/applications/${application?.id ?? '{applicationId}'}` }],
  });
}

const who = (wanted: WantedAssignment): string => `${wanted.kind === 'user' ? 'Person' : 'Group'} ${wanted.name}`;

/** Takes the decision about access; gives its steps; none when the configuration assigns nobody. Raises `bad_request` (noUsableAppRole). Pure. */
export function accessSteps(input: AccessStepsInput): readonly PlanStep[] {
  const { wanted, decision, state } = input;
  if (wanted.length === 0) return [];
  const id = state.choice.kind === 'use' ? state.choice.servicePrincipal.id : '{servicePrincipalId}';
  if (decision !== null && decision.add.length === 0) {
    return [
      planStep({
        id: stepIds.assignments,
        title: wanted.length === 1 ? 'Keep one assignment' : `Keep ${wanted.length} assignments`,
        reason: 'They are there with a valid role.',
        action: 'keep',
      }),
    ];
  }
  const changes =
    decision === null
      ? wanted.map((one) => ({ what: who(one), before: null, after: one.role ?? 'a valid app role' }))
      : decision.add.map((one) => ({ what: who(one.wanted), before: null, after: one.roleName }));
  const add = planStep({
    id: stepIds.assignments,
    title: `Assign ${changes.length} ${changes.length === 1 ? 'person or group' : 'people and groups'}`,
    reason:
      decision === null || decision.kept.length === 0
        ? 'They are not assigned yet.'
        : `${decision.kept.length} are assigned already.`,
    action: 'create',
    changes,
    requests: [{ method: 'POST', path: `/servicePrincipals/${id}/appRoleAssignedTo` }],
  });
  return decision?.addRole === true ? [roleStep(input), add] : [add];
}

const listed = (names: readonly string[]): string =>
  names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;

/** Takes what is wanted and the live state; gives what a person should know about who is assigned. Pure. */
export function accessWarnings({ wanted, state, profile }: AccessStepsInput): readonly Warning[] {
  const warnings: Warning[] = [];
  const { users, nestedGroups } = state.principals;
  for (const one of wanted) {
    const nested = nestedGroups.get(one.principalId) ?? [];
    if (one.kind === 'group' && nested.length > 0) {
      warnings.push({
        code: 'nestedGroup',
        message: `The group "${one.name}" has groups inside (${listed(nested)}); their members are not provisioned.`,
        nextStep: 'Assign those groups as well.',
      });
    }
  }
  const disabled = wanted
    .filter((one) => one.kind === 'user' && users.get(one.name)?.accountEnabled === false)
    .map((one) => one.name);
  if (disabled.length > 0)
    warnings.push({
      code: 'disabledPeople',
      message: `Disabled in Microsoft Entra ID: ${listed(disabled)}. They get no account, or one that is off.`,
    });
  if (profile.capabilities.groups === 'none' && wanted.some((one) => one.kind === 'group')) {
    warnings.push({
      code: 'groupsAsPeopleOnly',
      message: `${profile.displayName} does not take groups: the members of an assigned group are provisioned as people, the group itself is not.`,
    });
  }
  return [...warnings, ...liveWarnings(wanted, state, profile)];
}

function liveWarnings(
  wanted: readonly WantedAssignment[],
  state: LiveState,
  profile: EffectiveProfile,
): readonly Warning[] {
  const warnings: Warning[] = [];
  const existing = state.live?.assignments ?? [];
  const left = existing.filter((assignment) => assignment.appRoleId === defaultAccessId);
  if (profile.assignment.defaultAccessExcluded === true && left.length > 0) {
    warnings.push({
      code: 'defaultAccess',
      message: `${left.length} assigned with Default Access only: ${profile.displayName} leaves them out ("not effectively entitled").`,
      nextStep: 'Assign them with an app role.',
    });
  }
  const ids = new Set(wanted.map((one) => one.principalId));
  const others = existing.filter((assignment) => !ids.has(assignment.principalId));
  if (others.length > 0) {
    warnings.push({
      code: 'otherAssignments',
      message: `${others.length} more assigned than the configuration names; they stay assigned.`,
    });
  }
  return warnings;
}
