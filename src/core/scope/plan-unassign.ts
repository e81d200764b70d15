import type { AppRoleAssignment } from '#core/graph/shapes';
import { noFacts } from '#core/journal/facts';
import { type Journal, openJournalOf, readJournalFacts } from '#core/journal/journal';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { createStepReports } from '#core/setup/apply/run';
import { outcomeOfInterrupted } from '#core/setup/apply/settle';
import type { RecordedRequest } from '#core/setup/calls/rehearsal-graph';
import { type RehearsalPlace, rehearse, standingTenant } from '#core/setup/calls/rehearse';
import { finishPlan } from '#core/setup/finish-plan';
import { planStep } from '#core/setup/plan/decisions';
import { permissionsOf } from '#core/setup/plan-permissions';
import { profileOf } from '#core/setup/read-export';
import type { SetupServices } from '#core/setup/setup-service';
import { keepAfter, keepBefore, type RunSnapshots } from '#core/setup/setup-snapshots';
import { contentOf } from '#core/snapshots/content';
import { readFacts } from '#core/snapshots/read-facts';
import type { ApplyReport, Confirmation, Plan, PlannedChange, PlanStep } from '#shared/model/plan';
import type { Impact } from '#shared/model/scope';
import type { Account } from '#shared/model/session';
import { principalKind } from './entitled.ts';
import { computeImpact } from './impact.ts';
import { type LiveScope, readScope } from './read-scope.ts';
import { assignmentView } from './show-scope.ts';
import { unassign, unassignStep } from './unassign.ts';

const mostNamed = 20;

const namedAll = (names: readonly string[]): string[] =>
  names.length <= mostNamed ? [...names] : [...names.slice(0, mostNamed), `${names.length - mostNamed} more`];

const unknownAssignment = (id: string): CoreError =>
  new CoreError('not_found', `The application has no assignment "${id}".`, {
    reason: 'unknownAssignment',
    nextStep: 'Look at the assignments again: somebody may have removed it.',
  });

function assignmentsOf({ assignments }: LiveScope, ids: readonly string[]): readonly AppRoleAssignment[] {
  const byId = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  return [...new Set(ids)].map((id) => {
    const found = byId.get(id);
    if (found === undefined) throw unknownAssignment(id);
    return found;
  });
}

const changeOf = (assignment: AppRoleAssignment, live: LiveScope): PlannedChange => {
  const { displayName, role } = assignmentView(assignment, live.roles, new Map());
  const kind = { person: 'Person', group: 'Group', other: 'Application' }[principalKind(assignment)];
  return { what: `${kind} ${displayName}`, before: role, after: null };
};

/** What has to be confirmed: so many lose their accounts, or, where nobody does, that the assignments are gone. */
function confirmationOf(
  { effects, missing }: Impact,
  changes: readonly PlannedChange[],
  hasGroups: boolean,
): Confirmation {
  const count = effects.disables + effects.deletes;
  const unknown = hasGroups && missing.some(({ scope }) => scope.startsWith('Group'));
  if (unknown) return { kind: 'deprovisions', count: null };
  if (count > 0) return { kind: 'deprovisions', count };
  return { kind: 'deletes', objects: namedAll(changes.map(({ what }) => `Assignment of ${what}`)) };
}

function consequenceOf({ people, effects, cycle, warnings }: Impact): string {
  const stays = warnings.find(({ code }) => code === 'accountsStay' || code === 'neverRun');
  if (people.leaving === 0)
    return 'Nobody leaves the scope: they are assigned otherwise, out of scope already, or everyone is provisioned.';
  const named = namedAll(people.leavingNames).join(', ');
  const more = people.leaving > people.leavingNames.length ? ', …' : '';
  const accounts =
    stays === undefined
      ? `The next cycle disables ${accountsText(effects.disables)} and deletes ${accountsText(effects.deletes)} in the application.`
      : stays.message;
  const who = people.leaving === 1 ? '1 person leaves' : `${people.leaving} people leave`;
  return `This deprovisions: ${who} the scope: ${named}${more}. ${accounts} ${cycle.reason}`;
}

const accountsText = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`);

/** Takes what stands, the assignments to remove and what that comes to; gives the one step of the plan. Pure. */
export function unassignPlanStep(live: LiveScope, assignments: readonly AppRoleAssignment[], impact: Impact): PlanStep {
  const changes = assignments.map((assignment) => changeOf(assignment, live));
  const base = `/servicePrincipals/${live.servicePrincipal.id}/appRoleAssignedTo`;
  const hasGroups = assignments.some((one) => principalKind(one) === 'group');
  return planStep({
    id: unassignStep,
    title: `Remove ${assignments.length} ${assignments.length === 1 ? 'assignment' : 'assignments'}`,
    reason:
      'They were chosen to be removed. Removing an assignment deprovisions whoever is in scope only because of it.',
    action: 'remove',
    changes,
    consequence: consequenceOf(impact),
    requests: [
      ...assignments.map(({ id }) => ({ method: 'DELETE', path: `${base}/${id}` })),
      { method: 'GET', path: base },
    ],
    confirmation: confirmationOf(impact, changes, hasGroups),
  });
}

interface PlannedUnassign {
  readonly account: Account;
  readonly live: LiveScope;
  readonly assignments: readonly AppRoleAssignment[];
  readonly journalHead: string;
  readonly plan: Plan;
}

const stale = (message: string): CoreError =>
  new CoreError('plan_stale', message, { reason: 'liveStateChanged', nextStep: 'Make the plan again and look at it.' });

/** Notes what became of removals that an earlier run did not see the end of. */
async function settleOpen(
  journal: Pick<Journal, 'facts' | 'outcome'>,
  servicePrincipal: LiveScope['servicePrincipal'],
  assignments: readonly AppRoleAssignment[],
): Promise<void> {
  const standing = { servicePrincipal, application: null, jobs: [], assignments };
  for (const intent of journal.facts.openIntents)
    if (intent.step === unassignStep && intent.application.servicePrincipalId === servicePrincipal.id)
      await journal.outcome(intent, outcomeOfInterrupted(intent, standing));
}

async function run(services: SetupServices, planned: PlannedUnassign, context: CallContext): Promise<ApplyReport> {
  const { ports } = services;
  const { plan, account, live, assignments } = planned;
  const { signal } = context;
  await ports.identity.accessToken({ scopes: permissionsOf(plan.steps), signal });
  const counted = services.graph.counted();
  const { graph } = counted;
  const journal = await openJournalOf(ports, account);
  try {
    if (journal.openedAt !== planned.journalHead)
      throw stale('Another run wrote in this tenant since the plan was made.');
    const { servicePrincipal } = live;
    const servicePrincipalId = servicePrincipal.id;
    const facts = await readFacts(
      { graph, profiles: ports.profiles },
      { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId, jobId: live.job.id, signal },
    );
    const there = new Set(facts.assignments.map(({ id }) => id));
    if (!assignments.every(({ id }) => there.has(id)))
      throw stale('Somebody changed the assignments since the plan was made.');
    await settleOpen(journal, servicePrincipal, facts.assignments);
    const application = { vendor: facts.vendor, name: servicePrincipal.displayName, servicePrincipalId };
    const snapshots: RunSnapshots = { ports, graph, account, run: journal.run, why: 'removing assignments', signal };
    await keepBefore(snapshots, application, contentOf(facts));
    const reports = createStepReports(plan.steps, context.progress);
    const changes = plan.steps.flatMap((step) => step.changes);
    await unassign({ graph, journal, clock: ports.clock, signal, application, assignments, changes, reports });
    const { writes } = counted.counts();
    const notKept = await keepAfter(snapshots, application, live.job.id);
    return {
      result: 'changed',
      servicePrincipalId: servicePrincipal.id,
      jobId: live.job.id,
      steps: [...reports.all()],
      requests: counted.counts().requests,
      writes,
      warnings: [...plan.warnings, ...notKept],
    };
  } finally {
    await journal.close();
  }
}

/** The requests that carrying it out would send. */
const rehearseUnassign = (planned: PlannedUnassign, place: RehearsalPlace): Promise<readonly RecordedRequest[]> => {
  const { live, assignments, plan } = planned;
  const { servicePrincipal, job } = live;
  const standing = { servicePrincipal, application: null, jobs: [job], assignments: live.assignments };
  return rehearse(standingTenant(standing), place, (tools) =>
    unassign({
      ...tools,
      application: { vendor: plan.vendor, name: plan.application, servicePrincipalId: servicePrincipal.id },
      assignments,
      changes: plan.steps.flatMap((step) => step.changes),
      reports: createStepReports(plan.steps, () => undefined),
    }),
  );
};

/** Takes an application and ids of assignments. */
export interface UnassignRequest {
  readonly application: string;
  readonly assignments: readonly string[];
}

/**
 * Makes a plan that removes assignments, with who is deprovisioned by it, and keeps it; writes nothing. Raises `not_found`
 * (unknownAssignment), `conflict` (noJob), `unauthenticated` and what Graph raises.
 */
export async function planUnassign(
  services: SetupServices,
  request: UnassignRequest,
  context: CallContext,
): Promise<Plan> {
  const { ports, graph } = services;
  const { signal } = context;
  const account = await requireAccount(ports.identity);
  const [live, { head }] = await Promise.all([
    readScope(graph, { application: request.application, signal }),
    readJournalFacts(ports.journal, journalKeyOf(ports.identity.cloud, account)),
  ]);
  const assignments = assignmentsOf(live, request.assignments);
  const unassigned = assignments.map(({ id }) => id);
  const application = live.servicePrincipal.id;
  const asked = { application, mappings: [], assign: [], unassign: unassigned, names: mostNamed };
  const [{ impact }, { profile }] = await Promise.all([
    computeImpact(services, asked, context),
    profileOf({ graph, profiles: ports.profiles }, live.servicePrincipal, signal),
  ]);
  const plan = await finishPlan(
    {
      purpose: 'unassign',
      tenantId: account.tenantId,
      vendor: profile.id,
      application: live.servicePrincipal.displayName,
      servicePrincipalId: live.servicePrincipal.id,
      steps: [unassignPlanStep(live, assignments, impact)],
      secrets: [],
      warnings: [...impact.warnings.filter(({ code }) => code !== 'neverRun'), ...approximate(impact)],
      choices: [],
    },
    `${[...unassigned].sort().join(' ')} ${head}`,
    ports.newId(),
  );
  const planned: PlannedUnassign = { account, live, assignments, journalHead: head, plan };
  services.plans.keep({
    plan,
    carryOut: (_options, callContext) => run(services, planned, callContext),
    rehearse: () => rehearseUnassign(planned, { cloud: ports.identity.cloud, now: ports.clock.now(), facts: noFacts }),
  });
  return plan;
}

const approximate = ({ approximate: reasons }: Impact) =>
  reasons.length === 0 ? [] : [{ code: 'approximate', message: `The numbers are approximate. ${reasons.join(' ')}` }];
