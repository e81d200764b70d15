import type { Graph } from '#core/graph/graph';
import type { JournalFacts } from '#core/journal/facts';
import { openJournalOf, readJournalFacts } from '#core/journal/journal';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { SecretRegister } from '#core/secrets/secret-register';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { applySetup } from './apply/apply-setup.ts';
import { createStepReports, type SetupRun } from './apply/run.ts';
import { fingerprint } from './fingerprint.ts';
import { finishPlan } from './finish-plan.ts';
import type { LiveState } from './live-state.ts';
import { type ComputedPlan, planSetup } from './plan/plan-setup.ts';
import { permissionsOf } from './plan-permissions.ts';
import { type ApplyOptions, checkSecretsBound, type PlanStore } from './plan-store.ts';
import { type GatherInput, readLive } from './read-live.ts';

/** What setting up needs. */
export interface SetupServices {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
  readonly plans: PlanStore;
}

/** What a person asked to set up; secrets by label. */
export interface SetupRequest {
  readonly configuration: ProvisioningConfiguration;
  readonly secrets: Readonly<Record<string, SecretHandle>>;
  readonly rotateSecrets: boolean;
}

/** A state that was read so short a while ago is not read again; each step still looks before it writes. */
const freshMs = 5_000;

interface Planned {
  readonly request: SetupRequest;
  readonly account: Account;
  readonly profile: EffectiveProfile;
  readonly facts: JournalFacts;
  readonly journalHead: string;
  readonly state: LiveState;
  readonly basis: string;
  readonly computed: ComputedPlan;
  readonly plan: Plan;
}

/** Reads the live state now; what that waits for is told as progress. */
const readNow = (
  { graph, ports }: SetupServices,
  about: Pick<GatherInput, 'configuration' | 'profile' | 'facts' | 'tenantId'>,
  { signal, progress }: CallContext,
): Promise<LiveState> =>
  readLive(graph, {
    ...about,
    now: ports.clock.now(),
    signal,
    waiting: (message) => progress({ state: 'waiting', message }),
  });

const stale = (message: string): CoreError =>
  new CoreError('plan_stale', message, { reason: 'liveStateChanged', nextStep: 'Make the plan again and look at it.' });

/** The state that the plan was made on, or the same state read again; raises `plan_stale` when something changed since. */
async function stateToApply(services: SetupServices, planned: Planned, context: CallContext): Promise<LiveState> {
  if (services.ports.clock.now() - planned.state.gatheredAt <= freshMs) return planned.state;
  const { configuration } = planned.request;
  const { profile, facts, account } = planned;
  const again = await readNow(services, { configuration, profile, facts, tenantId: account.tenantId }, context);
  if ((await fingerprint(again)) !== planned.basis) throw stale('The application was changed since the plan was made.');
  return again;
}

function revealer(services: SetupServices, planned: Planned): SetupRun['reveal'] {
  return (label) => {
    const handle = planned.request.secrets[label];
    if (handle === undefined) {
      throw new CoreError('secret_required', `No value is bound to the label "${label}".`, {
        reason: 'secretNotBound',
        nextStep: `Bind a value to "${label}".`,
      });
    }
    return services.secrets.reveal(handle);
  };
}

async function run(
  services: SetupServices,
  planned: Planned,
  call: { readonly options: ApplyOptions; readonly context: CallContext },
): Promise<ApplyReport> {
  const { ports } = services;
  const { plan, computed, profile, account } = planned;
  const { signal, progress } = call.context;
  const counted = services.graph.counted();
  checkSecretsBound(plan);
  if (plan.writes > 0) await ports.identity.accessToken({ scopes: permissionsOf(plan.steps), signal });
  const journal = await openJournalOf(ports, account);
  try {
    if (journal.openedAt !== planned.journalHead)
      throw stale('Another run wrote in this tenant since the plan was made.');
    const state = await stateToApply({ ...services, graph: counted.graph }, planned, call.context);
    const reports = createStepReports(plan.steps, progress);
    const setupRun: SetupRun = {
      graph: counted.graph,
      journal,
      clock: ports.clock,
      newId: ports.newId,
      signal,
      configuration: planned.request.configuration,
      profile,
      state,
      decisions: computed.decisions,
      changesOf: (stepId) => plan.steps.find((step) => step.id === stepId)?.changes ?? [],
      reports,
      reveal: revealer(services, planned),
      ...call.options,
    };
    const result = await applySetup(setupRun, () => counted.counts().writes > 0);
    const { requests, writes } = counted.counts();
    return {
      result: result.personNeededAt !== null ? 'authorizationRequired' : writes > 0 ? 'changed' : 'unchanged',
      servicePrincipalId: result.servicePrincipalId,
      jobId: result.jobId,
      steps: [...reports.all()],
      requests,
      writes,
      warnings: plan.warnings,
      ...(result.personNeededAt === null ? {} : { authorizeUrl: result.personNeededAt }),
    };
  } finally {
    await journal.close();
  }
}

/** What a plan is computed from, read now. */
async function gather(services: SetupServices, request: SetupRequest, context: CallContext) {
  const { ports } = services;
  const account = await requireAccount(ports.identity);
  const { configuration } = request;
  const [{ profile }, { facts, head }] = await Promise.all([
    findProfile(ports.profiles, configuration.vendor),
    readJournalFacts(ports.journal, journalKeyOf(ports.identity.cloud, account)),
  ]);
  context.progress({ state: 'running', message: `Reading what there is of ${profile.displayName} in this tenant` });
  const state = await readNow(services, { configuration, profile, facts, tenantId: account.tenantId }, context);
  return { account, profile, facts, journalHead: head, state };
}

/**
 * Makes a plan and keeps it until it is carried out: reads, compares, writes nothing.
 * Raises `bad_request`, `conflict`, `not_found`, `storage_corrupt`, `unauthenticated` and what Graph raises.
 */
export async function makeSetupPlan(
  services: SetupServices,
  request: SetupRequest,
  context: CallContext,
): Promise<Plan> {
  const gathered = await gather(services, request, context);
  const { profile, facts, state, account } = gathered;
  const { configuration, rotateSecrets } = request;
  const computed = planSetup({
    configuration,
    profile,
    state,
    facts,
    boundLabels: new Set(Object.keys(request.secrets)),
    rotateSecrets,
  });
  const basis = await fingerprint(state);
  const { choice } = state;
  const plan = await finishPlan(
    {
      purpose: 'setup',
      tenantId: account.tenantId,
      vendor: configuration.vendor,
      application: choice.kind === 'use' ? choice.servicePrincipal.displayName : choice.displayName,
      servicePrincipalId: choice.kind === 'use' ? choice.servicePrincipal.id : null,
      steps: [...computed.steps],
      secrets: [...computed.secrets],
      warnings: [...computed.warnings],
      choices: [...computed.choices],
    },
    `${basis} ${gathered.journalHead}`,
    services.ports.newId(),
  );
  const planned: Planned = { ...gathered, request, basis, computed, plan };
  services.plans.keep({ plan, carryOut: (options, context) => run(services, planned, { options, context }) });
  return plan;
}
