import type { Graph } from '#core/graph/graph';
import type { JournalFacts } from '#core/journal/facts';
import { openJournalOf, readJournalFacts } from '#core/journal/journal';
import { journalKeyOf, requireAccount } from '#core/journal/journal-key';
import { recordSavedSecrets } from '#core/monitor/secret-care/record-saved';
import type { Ports } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { SecretRegister } from '#core/secrets/secret-register';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';
import type { ApplyReport, Plan, Warning } from '#shared/model/plan';
import type { Account } from '#shared/model/session';
import { applySetup } from './apply/apply-setup.ts';
import { createStepReports, type SetupRun } from './apply/run.ts';
import { rehearseSetup } from './calls/rehearse.ts';
import { fingerprint } from './fingerprint.ts';
import { finishPlan } from './finish-plan.ts';
import { impactOfSteps, type KnownImpacts, withImpact } from './impact-in-plan.ts';
import type { LiveState } from './live-state.ts';
import { type ComputedPlan, planSetup } from './plan/plan-setup.ts';
import { permissionsOf } from './plan-permissions.ts';
import { type ApplyOptions, checkSecretsBound, type PlanStore } from './plan-store.ts';
import { type GatherInput, readLive } from './read-live.ts';
import { masked } from './settings.ts';
import { contentOfState, keepAfter, keepBefore, type RunSnapshots } from './setup-snapshots.ts';

/** What setting up needs. */
export interface SetupServices {
  readonly ports: Ports;
  readonly graph: Graph;
  readonly secrets: SecretRegister;
  readonly plans: PlanStore;
  readonly impacts: KnownImpacts;
}

/** What a person asked to set up; secrets by label. */
export interface SetupRequest {
  readonly configuration: ProvisioningConfiguration;
  readonly secrets: Readonly<Record<string, SecretHandle>>;
  readonly rotateSecrets: boolean;
  /** Version of the schema that the mappings were edited on; left out = they were not edited on any. */
  readonly schemaVersion?: string | null | undefined;
  /** Id of the impact that was computed for this change. */
  readonly impact?: string | undefined;
  /** Set where the configuration is that of a snapshot: what it is called, and what of it cannot be brought back. */
  readonly rollback?: { readonly to: string; readonly left: readonly Warning[] };
  /** Set where an open rotation saves its new secret: how long to wait after each refusal (ms). */
  readonly proofWaits?: readonly number[] | undefined;
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

const savedFacts = ({ request, profile, state }: Planned) => ({
  vendor: request.configuration.vendor,
  profile,
  isNew: request.rotateSecrets || (state.live?.secrets ?? []).every(({ value }) => value !== masked),
});

/** Everything of a run that follows from its plan alone. */
const whatIsApplied = (services: SetupServices, planned: Planned) => ({
  clock: services.ports.clock,
  newId: services.ports.newId,
  configuration: planned.request.configuration,
  profile: planned.profile,
  decisions: planned.computed.decisions,
  changesOf: (stepId: string) => planned.plan.steps.find((step) => step.id === stepId)?.changes ?? [],
  reveal: revealer(services, planned),
  proofWaits: planned.request.proofWaits,
});

async function run(
  services: SetupServices,
  planned: Planned,
  call: { readonly options: ApplyOptions; readonly context: CallContext },
): Promise<ApplyReport> {
  const { ports } = services;
  const { plan, profile, account } = planned;
  const { signal, progress } = call.context;
  const counted = services.graph.counted();
  checkSecretsBound(plan);
  if (plan.writes > 0) await ports.identity.accessToken({ scopes: permissionsOf(plan.steps), signal });
  const journal = await openJournalOf(ports, account);
  try {
    if (journal.openedAt !== planned.journalHead)
      throw stale('Another run wrote in this tenant since the plan was made.');
    const state = await stateToApply({ ...services, graph: counted.graph }, planned, call.context);
    const { to } = planned.request.rollback ?? {};
    const why = to === undefined ? 'setting up' : `rolling back to ${to}`;
    const snapshots: RunSnapshots = { ports, graph: counted.graph, account, run: journal.run, why, signal };
    const about = { vendor: plan.vendor, name: plan.application };
    if (plan.writes > 0)
      await keepBefore(
        snapshots,
        { ...about, servicePrincipalId: plan.servicePrincipalId },
        contentOfState(state, profile, planned.request.configuration.vendor),
      );
    const reports = createStepReports(plan.steps, progress);
    const datesNotKept: Warning[] = [];
    const setupRun: SetupRun = {
      ...whatIsApplied(services, planned),
      graph: counted.graph,
      journal,
      signal,
      state,
      reports,
      secretsSaved: async (saved) => {
        datesNotKept.push(...(await recordSavedSecrets({ ports, account }, { ...saved, ...savedFacts(planned) })));
      },
      ...call.options,
    };
    const result = await applySetup(setupRun, () => counted.counts().writes > 0);
    const { writes } = counted.counts();
    const { servicePrincipalId, jobId } = result;
    const notKept = writes > 0 ? await keepAfter(snapshots, { ...about, servicePrincipalId }, jobId) : [];
    const { requests } = counted.counts();
    return {
      result: result.personNeededAt !== null ? 'authorizationRequired' : writes > 0 ? 'changed' : 'unchanged',
      servicePrincipalId: result.servicePrincipalId,
      jobId: result.jobId,
      steps: [...reports.all()],
      requests,
      writes,
      warnings: [...plan.warnings, ...datesNotKept, ...notKept],
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

/** An edit is laid over the mappings that it was made on, never over somebody else's. Raises `plan_stale` (schemaChanged). */
function checkSchemaVersion({ schemaVersion }: SetupRequest, { live }: LiveState): void {
  if (schemaVersion === undefined) return;
  const version = live?.schema?.version ?? null;
  if (version === schemaVersion) return;
  throw new CoreError(
    'plan_stale',
    `The mappings were changed by somebody else since they were read: they are version ${version ?? 'unknown'} now, the edit was made on ${schemaVersion ?? 'unknown'}.`,
    { reason: 'schemaChanged', nextStep: 'Read the mappings again, lay the edit over them and look at the plan.' },
  );
}

/** What the document says about setting up, and that others are assigned, is no news to somebody who goes back or replaces a secret. */
const setUpOnly: ReadonlySet<string> = new Set([
  'documentSlip',
  'noAttributeTable',
  'vendorStatus',
  'otherAssignments',
]);

const warningsOf = ({ rollback, proofWaits }: SetupRequest, { warnings }: ComputedPlan): Warning[] =>
  rollback === undefined && proofWaits === undefined
    ? [...warnings]
    : [...(rollback?.left ?? []), ...warnings.filter(({ code }) => !setUpOnly.has(code))];

/**
 * Makes a plan and keeps it until it is carried out: reads, compares, writes nothing.
 * Raises `bad_request`, `conflict`, `not_found`, `storage_corrupt`, `unauthenticated` and what Graph raises.
 */
export async function makeSetupPlan(
  services: SetupServices,
  request: SetupRequest,
  context: CallContext,
): Promise<Plan> {
  const asked = request.impact === undefined ? null : services.impacts.impactOf(request.impact, request.configuration);
  const gathered = await gather(services, request, context);
  const { profile, facts, state, account } = gathered;
  const { configuration, rotateSecrets } = request;
  checkSchemaVersion(request, state);
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
  const servicePrincipalId = choice.kind === 'use' ? choice.servicePrincipal.id : null;
  const impact =
    asked ??
    (await impactOfSteps(services.impacts, { steps: computed.steps, configuration, servicePrincipalId }, context));
  const plan = await finishPlan(
    {
      purpose: request.rollback === undefined ? 'setup' : 'rollback',
      tenantId: account.tenantId,
      vendor: configuration.vendor,
      application: choice.kind === 'use' ? choice.servicePrincipal.displayName : choice.displayName,
      servicePrincipalId,
      steps: [...withImpact(computed.steps, impact)],
      secrets: [...computed.secrets],
      warnings: [...(impact?.warnings ?? []), ...warningsOf(request, computed)],
      choices: [...computed.choices],
    },
    `${basis} ${gathered.journalHead}`,
    services.ports.newId(),
  );
  const planned: Planned = { ...gathered, request, basis, computed, plan };
  const { cloud } = services.ports.identity;
  services.plans.keep({
    plan,
    carryOut: (options, context) => run(services, planned, { options, context }),
    rehearse: () => rehearseSetup({ ...planned, configuration, cloud, now: services.ports.clock.now() }),
  });
  return plan;
}
