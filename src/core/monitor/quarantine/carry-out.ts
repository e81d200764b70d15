import type { Acknowledged } from '#core/graph/calls/reading';
import { addAssignments, listAssignments } from '#core/graph/calls/service-principals';
import { restartJob, startJob } from '#core/graph/calls/synchronization-jobs';
import { validateSavedCredentials } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import { readJournalFacts } from '#core/journal/journal';
import { journalKeyOf } from '#core/journal/journal-key';
import { type JobChanger, resetScopesSent, restartProvisioning, startProvisioning } from '#core/operations/change-job';
import { journalledWrite } from '#core/operations/journalled-write';
import { readJobView } from '#core/operations/read-jobs';
import { waitForCycle } from '#core/operations/wait-for-cycle';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { createStepReports, type StepReports } from '#core/setup/apply/run';
import type { RecordedRequest } from '#core/setup/calls/rehearsal-graph';
import { type RehearsalPlace, rehearse, standingTenant } from '#core/setup/calls/rehearse';
import { isWrite, stepIds } from '#core/setup/plan/decisions';
import { permissionsOf } from '#core/setup/plan-permissions';
import type { ApplyOptions } from '#core/setup/plan-store';
import type { SetupServices } from '#core/setup/setup-service';
import { keepApplication } from '#core/snapshots/keep-application';
import type { QuarantineDecision } from '#shared/contract/quarantine';
import type { JobView, QuarantineView } from '#shared/model/job';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { QuarantineKind } from '#shared/model/quarantine';
import type { Account } from '#shared/model/session';
import type { PlannedReturn } from './gather-repair.ts';
import { readHeldBackIfAllowed } from './held-back.ts';

/** A repair that was planned, with what it was planned on. */
export interface PlannedRepair {
  readonly servicePrincipal: ServicePrincipal;
  readonly job: JobView & { readonly quarantine: QuarantineView };
  readonly kind: QuarantineKind;
  readonly decision: QuarantineDecision;
  readonly planned: PlannedReturn;
  readonly plan: Plan;
  readonly account: Account;
  readonly journalHead: string;
}

const stale = (message: string): CoreError =>
  new CoreError('plan_stale', message, { reason: 'liveStateChanged', nextStep: 'Make the plan again and look at it.' });

const has = ({ plan }: PlannedRepair, id: string): boolean => plan.steps.some((step) => step.id === id);
const resetScopeOf = ({ decision }: PlannedRepair) => (decision === 'allow' ? 'ForceDeletes' : 'default');
const pairsOf = ({ planned }: PlannedRepair) =>
  planned.add.flatMap(({ wanted, appRoleId }) =>
    appRoleId === null ? [] : [{ principalId: wanted.principalId, appRoleId }],
  );

/** Takes what was planned and the quarantine as it is now; raises `plan_stale` when it is another one. Pure. */
export function checkSameQuarantine({ job }: Pick<PlannedRepair, 'job'>, now: QuarantineView | null): void {
  if (now === null) throw stale(`"${job.application}" is not in quarantine any more.`);
  if (now.reason !== job.quarantine.reason || now.since !== job.quarantine.since)
    throw stale(`The quarantine of "${job.application}" is another one than when the plan was made.`);
}

/** More people than somebody confirmed are never let go. */
async function checkHeldBack(
  { graph, ports }: SetupServices,
  { planned, decision, job }: PlannedRepair,
  signal: AbortSignal,
): Promise<void> {
  if (decision !== 'allow') return;
  const now = await readHeldBackIfAllowed(graph, { job, now: ports.clock.now(), signal });
  const known = new Set(planned.held.held.map(({ id }) => id));
  const more = now.held.filter(({ id }) => !known.has(id)).length;
  if (more > 0 && planned.held.complete) throw stale(`${more} more are held back than when the plan was made.`);
}

const addPairs = async (graph: Graph, repair: PlannedRepair, signal: AbortSignal): Promise<Acknowledged> => {
  const servicePrincipalId = repair.servicePrincipal.id;
  const outcomes = await addAssignments(graph, { servicePrincipalId, assignments: pairsOf(repair), signal });
  const fault = outcomes.find(
    (outcome) => !outcome.ok && (outcome.error as CoreError).details?.reason !== 'alreadyAssigned',
  );
  if (fault !== undefined && !fault.ok) throw fault.error;
  return {
    requestId: outcomes.map((one) => (one.ok ? one.reply.requestId : undefined)).find((id) => id !== undefined),
  };
};

const listWaits = [0, 1_000, 2_000, 4_000] as const;

async function missingPairs(
  { graph, ports }: Pick<SetupServices, 'graph' | 'ports'>,
  repair: PlannedRepair,
  signal: AbortSignal,
) {
  const servicePrincipalId = repair.servicePrincipal.id;
  const wanted = pairsOf(repair);
  let missing = wanted.length;
  for (const wait of listWaits) {
    if (wait > 0) await ports.clock.sleep(wait, signal);
    const live = await listAssignments(graph, { servicePrincipalId, signal });
    missing = wanted.filter(
      ({ principalId, appRoleId }) =>
        !live.some((one) => one.principalId === principalId && one.appRoleId === appRoleId),
    ).length;
    if (missing === 0) break;
  }
  return missing;
}

interface Run {
  readonly services: SetupServices;
  readonly repair: PlannedRepair;
  readonly reports: StepReports;
  readonly signal: AbortSignal;
}

async function assignAgain({ services, repair, reports, signal }: Run): Promise<void> {
  if (!has(repair, stepIds.assignments)) return;
  const { servicePrincipal, plan } = repair;
  const step = plan.steps.find(({ id }) => id === stepIds.assignments);
  const count = pairsOf(repair).length;
  reports.running(stepIds.assignments, `Assigning ${count}`);
  const { requestId } = await journalledWrite(
    services.ports,
    {
      step: stepIds.assignments,
      application: { servicePrincipalId: servicePrincipal.id, displayName: servicePrincipal.displayName },
      change: {
        what: step?.title ?? '',
        before: null,
        after: (step?.changes ?? []).map(({ what }) => what).join(', '),
      },
      signal,
      before: keepApplication(services, {
        servicePrincipal,
        jobId: repair.job.jobId,
        why: 'rejecting deletions',
        signal,
      }),
    },
    () => addPairs(services.graph, repair, signal),
  );
  const missing = await missingPairs(services, repair, signal);
  if (missing > 0)
    throw new CoreError('graph_error', `${missing} of ${count} assignments do not show after they were made.`, {
      reason: 'assignmentsNotSaved',
      nextStep: 'Make the plan again: nothing was restarted.',
      requestId,
    });
  reports.ended(stepIds.assignments, { verified: true, detail: `${count} assigned and read back`, requestId });
}

async function proveCredentials({ services, repair, reports, signal }: Run): Promise<void> {
  if (!has(repair, stepIds.prove)) return;
  const { servicePrincipalId, jobId } = repair.job;
  reports.running(stepIds.prove, 'Testing the saved credentials');
  const { requestId } = await validateSavedCredentials(services.graph, { servicePrincipalId, jobId, signal });
  reports.ended(stepIds.prove, { verified: true, detail: 'the application let the service in', requestId });
}

const words = (view: JobView): string =>
  view.quarantine === null
    ? 'taken; no quarantine is shown now'
    : `taken, but still in quarantine (${view.quarantine.reason})`;

async function lift(run: Run): Promise<JobView | null> {
  const { services, repair, reports, signal } = run;
  const { ports, graph } = services;
  const changer: JobChanger = { graph, clock: ports.clock, ports };
  const of = { servicePrincipal: repair.servicePrincipal, signal };
  const starts = has(repair, stepIds.start);
  if (!starts && !has(repair, stepIds.restart)) return null;
  const id = starts ? stepIds.start : stepIds.restart;
  reports.running(id, starts ? 'Starting provisioning' : 'Restarting provisioning');
  const view = starts
    ? await startProvisioning(changer, of)
    : await restartProvisioning(changer, { ...of, resetScope: resetScopeOf(repair) });
  const verified = view.quarantine === null;
  reports.ended(id, { verified, detail: words(view) });
  reports.ended(stepIds.health, { verified, detail: view.summary });
  return view;
}

/** Hand-offs are somebody else's; that they were named is all that can be said. */
function endHandOffs({ repair, reports }: Run): void {
  for (const { id, action } of repair.plan.steps)
    if (action === 'handOff') reports.ended(id, { verified: false, detail: 'for a person; not checked here' });
}

/**
 * Carries a planned repair out: looks whether it is still the same quarantine, tests what has to be tested, writes through the journal and
 * reads back. Raises `plan_stale`, `target_refused` or `target_unreachable` where the credentials still fail, and what Graph raises.
 */
export async function carryOutRepair(
  services: SetupServices,
  { repair, options }: { readonly repair: PlannedRepair; readonly options: ApplyOptions },
  context: CallContext,
): Promise<ApplyReport> {
  const { ports } = services;
  const { signal, progress } = context;
  const { plan, account, servicePrincipal, job } = repair;
  const counted = services.graph.counted();
  const counting = { ...services, graph: counted.graph };
  if (plan.steps.some(isWrite)) await ports.identity.accessToken({ scopes: permissionsOf(plan.steps), signal });
  const { head } = await readJournalFacts(ports.journal, journalKeyOf(ports.identity.cloud, account));
  if (head !== repair.journalHead) throw stale('Another run wrote in this tenant since the plan was made.');
  const reader = { graph: counted.graph, clock: ports.clock };
  const of = { servicePrincipal, signal, jobId: job.jobId };
  checkSameQuarantine(repair, (await readJobView(reader, of)).quarantine);
  await checkHeldBack(counting, repair, signal);
  const reports = createStepReports(plan.steps, progress);
  const run: Run = { services: counting, repair, reports, signal };
  await proveCredentials(run);
  await assignAgain(run);
  const lifted = await lift(run);
  endHandOffs(run);
  if (lifted !== null && options.waitForCycle)
    await waitForCycle(reader, { ...of, timeoutMs: cycleLimitMs, endedBefore: job.lastCycle?.ended ?? null, progress });
  const { requests, writes } = counted.counts();
  return {
    result: writes > 0 ? 'changed' : 'unchanged',
    servicePrincipalId: servicePrincipal.id,
    jobId: job.jobId,
    steps: [...reports.all()],
    requests,
    writes,
    warnings: plan.warnings,
  };
}

const cycleLimitMs = 7_200_000;

/** Takes a planned repair; gives the requests that carrying it out would send. Nothing is sent. */
export const rehearseRepair = (repair: PlannedRepair, place: RehearsalPlace): Promise<readonly RecordedRequest[]> => {
  const { servicePrincipal, planned, job } = repair;
  const standing = { servicePrincipal, application: null, jobs: [], assignments: planned.live?.assignments ?? [] };
  const options = { servicePrincipalId: servicePrincipal.id, jobId: job.jobId };
  return rehearse(standingTenant(standing), place, async ({ graph, signal }) => {
    if (has(repair, stepIds.prove)) await validateSavedCredentials(graph, { ...options, signal });
    if (has(repair, stepIds.assignments)) {
      await addPairs(graph, repair, signal);
      await listAssignments(graph, { servicePrincipalId: servicePrincipal.id, signal });
    }
    if (has(repair, stepIds.start)) await startJob(graph, { ...options, signal });
    if (has(repair, stepIds.restart))
      await restartJob(graph, { ...options, resetScope: resetScopesSent[resetScopeOf(repair)], signal });
  });
};
