import { scopes } from '#core/graph/permissions';
import type { AppRoleAssignment } from '#core/graph/shapes';
import { isEntitling, principalKind } from '#core/scope/entitled';
import { assignmentView } from '#core/scope/show-scope';
import { defaultAccessId } from '#core/setup/plan/access';
import type { GateSeen, WhyGate } from '#shared/model/why';
import { type Reading, toldFault, type WhyFacts } from './facts.ts';
import { fixAt, gateOf, sawThat } from './gate.ts';
import { saysNotEntitled, saysProvisioned } from './log-words.ts';

/** How assignments reach a person. */
export interface Reach {
  readonly direct: readonly AppRoleAssignment[];
  /** By groups that have the person as a member. */
  readonly viaGroup: readonly AppRoleAssignment[];
  /** By groups that have the person only through other groups: these do not count. */
  readonly nested: readonly AppRoleAssignment[];
  /** Groups are assigned, and it is not known whether the person is in one. */
  readonly open: boolean;
}

/** Takes what was read; gives the assignments by how they reach the person. Pure. */
export function reachOf({ person, assignments, memberships }: WhyFacts): Reach {
  const all = assignments.ok ? assignments.value : [];
  const groups = all.filter((one) => principalKind(one) === 'group');
  const known = memberships?.ok === true ? memberships.value : null;
  return {
    direct: all.filter(({ principalId }) => principalId === person.id),
    viaGroup: groups.filter(({ principalId }) => known?.direct.has(principalId) === true),
    nested: groups.filter(({ principalId }) => known?.all.has(principalId) === true && !known.direct.has(principalId)),
    open: groups.length > 0 && known === null,
  };
}

/** Takes how assignments reach the person; gives those that count. Pure. */
export const counting = ({ direct, viaGroup }: Reach): readonly AppRoleAssignment[] => [...direct, ...viaGroup];

const everyone =
  'Everyone in the directory is in scope of this application, so assignments and roles are not asked for.';

const nameOf = ({ principalDisplayName, principalId }: AppRoleAssignment): string =>
  principalDisplayName ?? principalId;

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** Groups inside an assigned group that have the person. */
function innerGroups(assignment: AppRoleAssignment, { groups, memberships }: WhyFacts): readonly string[] {
  if (memberships?.ok !== true) return [];
  const own = new Set(memberships.value.all.values());
  return (groups.get(assignment.principalId)?.nested ?? []).filter((name) => own.has(name));
}

const isRefused = (assignment: AppRoleAssignment, { groups }: WhyFacts): boolean =>
  groups.get(assignment.principalId)?.securityEnabled === false;

function assignmentsSeen(reach: Reach, facts: WhyFacts): GateSeen[] {
  return [
    ...reach.direct.map((one) => sawThat('Assigned directly', nameOf(one), { verdict: 'passed' })),
    ...reach.viaGroup.map((one) =>
      sawThat('Member of an assigned group', nameOf(one), {
        verdict: isRefused(one, facts) ? 'unknown' : 'passed',
        note: isRefused(one, facts) ? 'The group is not security-enabled, so it may not be provisioned.' : null,
      }),
    ),
    ...reach.nested.map((one) => {
      const inner = innerGroups(one, facts);
      const through = inner.length === 0 ? 'groups inside it' : listed(inner);
      return sawThat('Member only through another group', nameOf(one), {
        verdict: 'failed',
        note: `Through ${through}. Groups inside groups are not provisioned.`,
      });
    }),
  ];
}

function notReached(reach: Reach, facts: WhyFacts): WhyGate {
  const seen = assignmentsSeen(reach, facts);
  const { person, application, memberships, access, assignments } = facts;
  if (facts.everyone === null)
    return gateOf('assignment', [
      'unknown',
      'No assignment reaches this person, and whether everyone is in scope could not be read.',
    ]);
  if (reach.open) {
    const fault: Reading<unknown> | null = memberships;
    const why =
      fault !== null && !fault.ok
        ? `The groups of this person could not be read. ${toldFault(fault.fault)}`
        : 'There is no direct assignment; whether the person is in an assigned group is not known.';
    return gateOf('assignment', ['unknown', why], { seen, needs: access.members ? [] : [scopes.groups] });
  }
  const [nested] = reach.nested;
  if (nested !== undefined) {
    const inner = innerGroups(nested, facts);
    const through = inner.length === 0 ? 'a group inside it' : listed(inner);
    const why = `${person.displayName} is in the assigned group "${nameOf(nested)}" only through ${through}; members of groups inside groups are not provisioned.`;
    const fix = fixAt(
      'scope',
      inner.length === 0
        ? 'Assign the person directly, or the inner group.'
        : `Assign ${listed(inner)} as well, or the person directly.`,
    );
    return gateOf('assignment', ['failed', why], { seen, fix });
  }
  const count = assignments.ok ? assignments.value.length : 0;
  return gateOf(
    'assignment',
    [
      'failed',
      `${person.displayName} is not assigned to "${application.displayName}", and only who is assigned is provisioned.`,
    ],
    {
      seen: [sawThat('People and groups that are assigned', String(count))],
      fix: fixAt('scope', 'Assign the person, or a group that has the person as a direct member.'),
    },
  );
}

/** Takes what was read; says whether an assignment reaches the person. Pure. Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works (assignment-based scoping) */
export function assignmentGate(facts: WhyFacts): WhyGate {
  const { person, assignments } = facts;
  if (facts.everyone === true) return gateOf('assignment', ['passed', everyone]);
  if (person.found !== 'directory')
    return gateOf('assignment', ['notReached', 'The directory does not have this person any more.']);
  if (!assignments.ok)
    return gateOf('assignment', ['unknown', `The assignments could not be read. ${toldFault(assignments.fault)}`]);
  const reach = reachOf(facts);
  const found = counting(reach);
  if (found.length === 0) return notReached(reach, facts);
  const seen = assignmentsSeen(reach, facts);
  if (found.every((one) => isRefused(one, facts)))
    return gateOf(
      'assignment',
      [
        'unknown',
        `The only assigned group of this person, "${found.map(nameOf).join('", "')}", is not security-enabled: it may not be provisioned.`,
      ],
      { seen, fix: fixAt('scope', 'Assign a security group with the same members, or the person directly.') },
    );
  const how = reach.direct.length > 0 ? 'directly' : `by the group ${listed(reach.viaGroup.map(nameOf))}`;
  return gateOf('assignment', ['passed', `${person.displayName} is assigned ${how}.`], { seen });
}

const unusableRole =
  'The app role of the assignment is disabled, gone or not for people, so the service leaves the person out as "not effectively entitled".';

/** Whether Default Access counts beside roles is documented both ways, so the service's last word decides. */
function defaultAccessOf({ log }: WhyFacts): readonly ['passed' | 'failed' | 'unknown', string] {
  const [newest] = log.entries;
  const only = 'The assignment has only Default Access although the application has roles';
  if (newest !== undefined && saysNotEntitled(newest))
    return ['failed', `${only}, and the service left the person out as "not effectively entitled".`];
  if (newest !== undefined && saysProvisioned(newest))
    return ['passed', `${only}; the service provisioned the person all the same.`];
  return ['unknown', `${only}: the service may leave the person out as "not effectively entitled".`];
}

/**
 * Takes what was read; says whether a role of the person counts for provisioning. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-no-users-provisioned
 */
export function roleGate(facts: WhyFacts, assignment: WhyGate): WhyGate {
  if (facts.everyone === true) return gateOf('role', ['passed', everyone]);
  const found = counting(reachOf(facts));
  if (found.length === 0 || facts.person.found !== 'directory')
    return assignment.verdict === 'unknown'
      ? gateOf('role', ['unknown', 'Which role the person has depends on the assignment, which is not known.'])
      : gateOf('role', ['notReached', 'Without an assignment there is no role.']);
  const { roles, groups } = facts;
  const seen = found.map((one) => {
    const view = assignmentView(one, roles, groups);
    const counts = isEntitling(one.appRoleId, roles);
    const codes = new Set(['defaultAccess', 'roleUnusable']);
    const verdict = counts ? 'passed' : one.appRoleId === defaultAccessId ? 'unknown' : 'failed';
    const note = view.warnings.find(({ code }) => codes.has(code))?.message ?? null;
    return sawThat(view.displayName, view.role, { verdict, note });
  });
  if (found.some(({ appRoleId }) => isEntitling(appRoleId, roles)))
    return gateOf('role', ['passed', 'The assignment has a role that is provisioned.'], { seen });
  const fix = fixAt('scope', 'Assign a usable role of the application, then remove the assignment without one.');
  const hasDefault = found.some(({ appRoleId }) => appRoleId === defaultAccessId);
  const told = hasDefault ? defaultAccessOf(facts) : (['failed', unusableRole] as const);
  return gateOf('role', told, { seen, fix: told[0] === 'passed' ? null : fix });
}
