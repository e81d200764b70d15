import type { ServicePrincipal } from '#core/graph/shapes';
import { noFacts } from '#core/journal/facts';
import { readJournalFacts } from '#core/journal/journal';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { onlyJob, readJobViews } from '#core/operations/read-jobs';
import { selectApplication } from '#core/operations/select-application';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { finishPlan } from '#core/setup/finish-plan';
import { profileOf } from '#core/setup/read-export';
import type { SetupServices } from '#core/setup/setup-service';
import type { QuarantineDecision } from '#shared/contract/quarantine';
import type { JobView, QuarantineView } from '#shared/model/job';
import type { Plan, Warning } from '#shared/model/plan';
import type { QuarantineKind } from '#shared/model/quarantine';
import { carryOutRepair, type PlannedRepair, rehearseRepair } from './carry-out.ts';
import { commonFailureOf } from './check-failures.ts';
import { classifyQuarantine } from './classify.ts';
import { gatherReturn, testSaved } from './gather-repair.ts';
import { repairSteps, type TestedCredentials } from './plan-steps.ts';

/** What is asked for. */
export interface RepairRequest {
  readonly application: string;
  readonly decision: QuarantineDecision;
  readonly assignAgain: boolean;
}

const notInQuarantine = (application: string): CoreError =>
  new CoreError('conflict', `"${application}" is not in quarantine, so there is nothing to end.`, {
    reason: 'notInQuarantine',
    nextStep: 'Look at the status; other trouble is shown there.',
  });

/** Deletions are let through or taken back by a decision, never by a repair that somebody asked for in general. Pure. */
export function checkDecision(kind: QuarantineKind, decision: QuarantineDecision): void {
  if (kind === 'deletesBlocked' && decision === 'repair') {
    throw new CoreError('bad_request', 'Deletions are held back: somebody has to decide what becomes of them.', {
      reason: 'decisionNeeded',
      nextStep: 'Look at who is held back, then allow the deletions or reject them.',
    });
  }
  if (kind !== 'deletesBlocked' && decision !== 'repair') {
    throw new CoreError('conflict', 'No deletions are held back by this quarantine.', {
      reason: 'nothingHeldBack',
      nextStep: 'Ask for the plan of the repair instead.',
    });
  }
}

async function credentialsOf(
  services: SetupServices,
  { job, kind, signal }: { readonly job: JobView; readonly kind: QuarantineKind; readonly signal: AbortSignal },
): Promise<TestedCredentials | null> {
  if (kind !== 'transport' && kind !== 'unknown') return null;
  const tested = await testSaved(services.graph, { job, signal });
  return tested instanceof CoreError ? null : tested;
}

const warningsOf = (note: string | null): Warning[] => (note === null ? [] : [{ code: 'heldBack', message: note }]);

type QuarantinedJob = JobView & { readonly quarantine: QuarantineView };

async function readQuarantined(
  { graph, ports }: SetupServices,
  application: string,
  signal: AbortSignal,
): Promise<{ readonly servicePrincipal: ServicePrincipal; readonly job: QuarantinedJob }> {
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const views = await readJobViews({ graph, clock: ports.clock }, { servicePrincipal, signal });
  const job = onlyJob(views, servicePrincipal.displayName);
  const { quarantine } = job;
  if (quarantine === null) throw notInQuarantine(servicePrincipal.displayName);
  return { servicePrincipal, job: { ...job, quarantine } };
}

/**
 * Makes the plan that ends a quarantine and keeps it; writes nothing. Raises `conflict` (notInQuarantine, nothingHeldBack), `bad_request`
 * (decisionNeeded), what selecting the application raises and what Graph raises.
 */
export async function planRepair(services: SetupServices, request: RepairRequest, context: CallContext): Promise<Plan> {
  const { ports, graph } = services;
  const { signal } = context;
  const account = await requireAccount(ports.identity);
  const { servicePrincipal, job } = await readQuarantined(services, request.application, signal);
  const { quarantine } = job;
  const { kind } = classifyQuarantine({ quarantine, lastCycle: job.lastCycle });
  checkDecision(kind, request.decision);
  const [{ head }, { profile }, credentials, planned, commonFailure] = await Promise.all([
    readJournalFacts(ports.journal, journalKeyOf(ports.identity.cloud, account)),
    profileOf({ graph, profiles: ports.profiles }, servicePrincipal, signal),
    credentialsOf(services, { job, kind, signal }),
    gatherReturn(services, { ...request, job }, context),
    kind === 'perObject' ? commonFailureOf(graph, { job, now: ports.clock.now(), signal }) : null,
  ]);
  const { decision } = request;
  const plan = await finishPlan(
    {
      purpose: 'jobAction',
      tenantId: account.tenantId,
      vendor: profile.id,
      application: servicePrincipal.displayName,
      servicePrincipalId: servicePrincipal.id,
      steps: [...repairSteps({ job, kind, decision, credentials, commonFailure, back: planned.back })],
      secrets: [],
      warnings: warningsOf(planned.held.note),
      choices: [],
    },
    `${job.jobId} ${quarantine.reason} ${quarantine.since} ${planned.held.held.length} ${head}`,
    ports.newId(),
  );
  const repair: PlannedRepair = { servicePrincipal, job, kind, decision, planned, plan, account, journalHead: head };
  services.plans.keep({
    plan,
    carryOut: (options, callContext) => carryOutRepair(services, { repair, options }, callContext),
    rehearse: () => rehearseRepair(repair, { cloud: ports.identity.cloud, now: ports.clock.now(), facts: noFacts }),
  });
  return plan;
}
