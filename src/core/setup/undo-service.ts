import { canonicalJson, sha256 } from '#core/journal/canonical-json';
import type { JournalApplication } from '#core/journal/entry';
import type { JournalFacts } from '#core/journal/facts';
import { openJournalOf, readJournalFacts } from '#core/journal/journal';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { contentOf } from '#core/snapshots/content';
import { readFacts } from '#core/snapshots/read-facts';
import { absentContent } from '#core/snapshots/snapshot';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { createStepReports } from './apply/run.ts';
import { rehearseUndo } from './calls/rehearse.ts';
import { finishPlan } from './finish-plan.ts';
import { permissionsOf } from './plan-permissions.ts';
import type { SetupServices } from './setup-service.ts';
import { keepAfter, keepBefore, type RunSnapshots } from './setup-snapshots.ts';
import { applyUndo } from './undo/apply-undo.ts';
import { type ComputedUndo, planUndo } from './undo/plan-undo.ts';
import { readUndo, type UndoState } from './undo/read-undo.ts';
import { settleBeforeUndo } from './undo/settle-undo.ts';

interface PlannedUndo {
  readonly configuration: ProvisioningConfiguration;
  readonly account: Account;
  readonly profile: EffectiveProfile;
  readonly facts: JournalFacts;
  readonly journalHead: string;
  readonly basis: string;
  readonly application: JournalApplication;
  readonly plan: Plan;
}

const basisOf = ({ servicePrincipal, application, jobs, assignments }: UndoState): Promise<string> =>
  sha256(
    canonicalJson([
      servicePrincipal?.id ?? null,
      application?.id ?? null,
      (application?.appRoles ?? []).map((role) => role.id).sort(),
      jobs.map((job) => job.id).sort(),
      assignments.map((assignment) => assignment.id).sort(),
    ]),
  );

const stale = (): CoreError =>
  new CoreError('plan_stale', 'The application was changed since the plan was made.', {
    reason: 'liveStateChanged',
    nextStep: 'Make the plan again and look at it.',
  });

/** An undo does not look at settings and mappings, so they are read for the snapshot. */
async function keepBeforeUndo(
  snapshots: RunSnapshots,
  application: JournalApplication,
  { servicePrincipal }: UndoState,
): Promise<void> {
  if (servicePrincipal === null) return keepBefore(snapshots, application, absentContent);
  const { ports, graph, signal } = snapshots;
  const facts = await readFacts(
    { graph, profiles: ports.profiles },
    { servicePrincipal: Promise.resolve(servicePrincipal), servicePrincipalId: servicePrincipal.id, signal },
  );
  return keepBefore(snapshots, application, contentOf(facts));
}

async function run(services: SetupServices, planned: PlannedUndo, context: CallContext): Promise<ApplyReport> {
  const { ports } = services;
  const { plan, account, configuration, profile, facts } = planned;
  const { signal } = context;
  if (plan.writes > 0) await ports.identity.accessToken({ scopes: permissionsOf(plan.steps), signal });
  const counted = services.graph.counted();
  const journal = await openJournalOf(ports, account);
  try {
    if (journal.openedAt !== planned.journalHead) throw stale();
    const state = await readUndo(counted.graph, { configuration, profile, facts, signal: context.signal });
    if ((await basisOf(state)) !== planned.basis) throw stale();
    const computed: ComputedUndo = planUndo(state);
    const reports = createStepReports(plan.steps, context.progress);
    const graph = counted.graph;
    const snapshots = { ports, graph, account, run: journal.run, why: 'undoing our own work', signal };
    if (plan.writes > 0) await keepBeforeUndo(snapshots, planned.application, state);
    await settleBeforeUndo(journal, state, planned.application);
    await applyUndo({
      graph: counted.graph,
      journal,
      clock: ports.clock,
      newId: ports.newId,
      signal: context.signal,
      state,
      decisions: computed.decisions,
      application: planned.application,
      reports,
    });
    const { writes } = counted.counts();
    const servicePrincipalId = computed.decisions.application ? null : (state.servicePrincipal?.id ?? null);
    const notKept =
      writes > 0 && servicePrincipalId !== null
        ? await keepAfter(snapshots, { ...planned.application, servicePrincipalId })
        : [];
    const { requests } = counted.counts();
    return {
      result: writes > 0 ? 'changed' : 'unchanged',
      servicePrincipalId,
      jobId: null,
      steps: [...reports.all()],
      requests,
      writes,
      warnings: [...plan.warnings, ...notKept],
    };
  } finally {
    await journal.close();
  }
}

/**
 * Makes a plan that removes only what our journal created on the application of a configuration, and keeps it.
 * Raises `conflict` when several applications could be meant, `storage_corrupt`, `unauthenticated` and what Graph raises.
 */
export async function makeUndoPlan(
  services: SetupServices,
  configuration: ProvisioningConfiguration,
  context: CallContext,
): Promise<Plan> {
  const { ports, graph } = services;
  const account = await requireAccount(ports.identity);
  const [{ profile }, { facts, head }] = await Promise.all([
    findProfile(ports.profiles, configuration.vendor),
    readJournalFacts(ports.journal, journalKeyOf(ports.identity.cloud, account)),
  ]);
  const state = await readUndo(graph, { configuration, profile, facts, signal: context.signal });
  const computed = planUndo(state);
  const basis = await basisOf(state);
  const name = state.servicePrincipal?.displayName ?? configuration.application.name ?? profile.displayName;
  const plan = await finishPlan(
    {
      purpose: 'undo',
      tenantId: account.tenantId,
      vendor: configuration.vendor,
      application: name,
      servicePrincipalId: state.servicePrincipal?.id ?? null,
      steps: [...computed.steps],
      secrets: [],
      warnings: [...computed.warnings],
      choices: [],
    },
    `${basis} ${head}`,
    ports.newId(),
  );
  const servicePrincipalId = state.servicePrincipal?.id ?? state.created[0]?.servicePrincipalId ?? null;
  const application = { vendor: configuration.vendor, name, servicePrincipalId };
  const planned: PlannedUndo = { configuration, account, profile, facts, journalHead: head, basis, application, plan };
  const { cloud } = ports.identity;
  services.plans.keep({
    plan,
    carryOut: (_options, callContext) => run(services, planned, callContext),
    rehearse: () => rehearseUndo({ state, facts, computed, plan, cloud, now: ports.clock.now() }),
  });
  return plan;
}
