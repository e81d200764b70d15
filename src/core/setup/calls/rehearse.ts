import type { Graph } from '#core/graph/graph';
import type { JournalFacts } from '#core/journal/facts';
import type { Journal } from '#core/journal/journal';
import type { Clock } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { applySetup } from '#core/setup/apply/apply-setup';
import { createStepReports } from '#core/setup/apply/run';
import type { Standing } from '#core/setup/apply/settle';
import type { LiveState } from '#core/setup/live-state';
import type { ComputedPlan } from '#core/setup/plan/plan-setup';
import { applyUndo } from '#core/setup/undo/apply-undo';
import type { ComputedUndo } from '#core/setup/undo/plan-undo';
import type { UndoState } from '#core/setup/undo/read-undo';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Plan } from '#shared/model/plan';
import type { Cloud } from '#shared/model/session';
import { createRehearsalGraph, type RecordedRequest } from './rehearsal-graph.ts';
import { type RehearsalTenant, rolesOfNewApplication, unknownSchemaFor } from './rehearsal-tenant.ts';
import { secretPlaceholder, standIns } from './stand-ins.ts';

/** A plan of a set-up with everything that carrying it out takes. */
export interface SetupRehearsal extends RehearsalPlace {
  readonly configuration: ProvisioningConfiguration;
  readonly profile: EffectiveProfile;
  readonly state: LiveState;
  readonly computed: ComputedPlan;
  readonly plan: Plan;
}

/** A journal that keeps nothing, because nothing is written. */
const journalOf = (facts: JournalFacts): Journal => ({
  run: 'rehearsal',
  openedAt: '',
  facts,
  intent: async ({ step, application }) => ({ id: 'rehearsal', step, application }),
  outcome: async () => undefined,
  close: async () => undefined,
});

/** Time passes by itself: waiting costs nothing in a rehearsal. */
function clockFrom(start: number): Clock {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

function tenantOf({ state, computed }: SetupRehearsal): RehearsalTenant {
  const { live, choice, instances } = state;
  const job = live?.job.kind === 'use' ? live.job.job : null;
  const schemas = new Map(job === null || live?.schema == null ? [] : [[job.id as string, live.schema]]);
  const healthy = (live?.jobs ?? []).map((one) => ({ ...one, status: { code: 'NotRun' } }));
  return {
    instances: [...instances],
    servicePrincipal: choice.kind === 'use' ? choice.servicePrincipal : null,
    application: live?.application ?? null,
    templates: live?.templates ?? [],
    jobs: healthy,
    secrets: live?.secrets ?? [],
    assignments: live?.assignments ?? [],
    schemas,
    unknownSchema: unknownSchemaFor(computed.decisions.mappings),
    rolesOfNew: rolesOfNewApplication(computed.decisions.assignments.map(({ role }) => role)),
  };
}

/** What code that carries a plan out is handed in a rehearsal. */
export interface RehearsalTools {
  readonly graph: Graph;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** Where and when a rehearsal plays. */
export interface RehearsalPlace {
  readonly cloud: Cloud;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly facts: JournalFacts;
}

/** Takes what stands on an application; gives a tenant to rehearse on in which nothing else is. Pure. */
export const standingTenant = ({ servicePrincipal, application, jobs, assignments }: Standing): RehearsalTenant => ({
  instances: servicePrincipal === null ? [] : [servicePrincipal],
  servicePrincipal,
  application,
  templates: [],
  jobs,
  secrets: [],
  assignments,
  schemas: new Map(),
  unknownSchema: unknownSchemaFor([]),
  rolesOfNew: [],
});

/**
 * Takes a tenant to rehearse on and the very code that would carry a plan out; gives the requests that it would send, in their order.
 * Nothing is sent. Raises what the code raises.
 */
export async function rehearse(
  tenant: RehearsalTenant,
  { cloud, now, facts }: RehearsalPlace,
  work: (tools: RehearsalTools) => Promise<unknown>,
): Promise<readonly RecordedRequest[]> {
  const { graph, recorded } = createRehearsalGraph(tenant, cloud);
  await work({
    graph,
    journal: journalOf(facts),
    clock: clockFrom(now),
    newId: () => standIns.newAppRoleId,
    signal: new AbortController().signal,
  });
  return recorded;
}

/** Takes a plan of a set-up; gives the requests that carrying it out would send if nothing went wrong; secrets are placeholders. Raises what {@link rehearse} raises. */
export function rehearseSetup(rehearsal: SetupRehearsal): Promise<readonly RecordedRequest[]> {
  const { configuration, profile, state, computed, plan } = rehearsal;
  return rehearse(tenantOf(rehearsal), rehearsal, (tools) =>
    applySetup(
      {
        ...tools,
        configuration,
        profile,
        state,
        decisions: computed.decisions,
        changesOf: (stepId) => plan.steps.find((step) => step.id === stepId)?.changes ?? [],
        reports: createStepReports(plan.steps, () => undefined),
        reveal: secretPlaceholder,
        waitForCycle: false,
        authorization: 'wait',
      },
      () => plan.writes > 0,
    ),
  );
}

/** An undo plan with everything that carrying it out takes. */
export interface UndoRehearsal extends RehearsalPlace {
  readonly state: UndoState;
  readonly computed: ComputedUndo;
  readonly plan: Plan;
}

/** Takes an undo plan; gives the requests that it would send. Raises what {@link rehearse} raises. */
export function rehearseUndo(rehearsal: UndoRehearsal): Promise<readonly RecordedRequest[]> {
  const { state, computed, plan } = rehearsal;
  return rehearse(standingTenant(state), rehearsal, (tools) =>
    applyUndo({
      ...tools,
      state,
      decisions: computed.decisions,
      application: { vendor: plan.vendor, name: plan.application, servicePrincipalId: plan.servicePrincipalId },
      reports: createStepReports(plan.steps, () => undefined),
    }),
  );
}
