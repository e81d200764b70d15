import type { Graph } from '#core/graph/graph';
import type { Application, ServicePrincipal, SynchronizationTemplate } from '#core/graph/shapes';
import type { JournalApplication } from '#core/journal/entry';
import type { Journal } from '#core/journal/journal';
import type { Clock } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { CallContext } from '#core/rpc/dispatch';
import type { LiveState } from '#core/setup/live-state';
import type { SetupDecisions } from '#core/setup/plan/decisions';
import type { TaskProgress } from '#shared/contract/events';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { PlannedChange, PlanStep, StepReport } from '#shared/model/plan';

/** How a step ended, before its title and action are added from the plan. */
export interface StepEnd {
  readonly verified: boolean;
  readonly detail: string;
  readonly requestId?: string | undefined;
}

/** Collects how the steps of a plan ended, in the order of the plan, and tells progress. */
export interface StepReports {
  running(stepId: string, message: string): void;
  waiting(stepId: string, message: string): void;
  personNeeded(stepId: string, words: { readonly message: string; readonly url: string }): void;
  ended(stepId: string, end: StepEnd): void;
  all(): readonly StepReport[];
}

/** What a person was asked to do and has not done yet is not done. */
const endState = ({ action }: PlanStep, verified: boolean): TaskProgress['state'] => {
  if (action === 'handOff' && !verified) return 'personNeeded';
  return action === 'keep' ? 'skipped' : 'done';
};

/** Takes the steps of a plan and where progress goes; gives an empty collection. */
export function createStepReports(steps: readonly PlanStep[], progress: CallContext['progress']): StepReports {
  const ends = new Map<string, StepReport>();
  const of = (stepId: string): PlanStep | undefined => steps.find((step) => step.id === stepId);
  const tell = (stepId: string, state: 'running' | 'waiting', message: string): void =>
    progress({ stepId, state, message, action: of(stepId)?.action });
  return {
    running: (stepId, message) => tell(stepId, 'running', message),
    waiting: (stepId, message) => tell(stepId, 'waiting', message),
    personNeeded: (stepId, { message, url }) =>
      progress({ stepId, state: 'personNeeded', message, url, action: of(stepId)?.action }),
    ended(stepId, { verified, detail, requestId }) {
      const step = of(stepId);
      if (step === undefined) return;
      ends.set(stepId, {
        id: stepId,
        title: step.title,
        action: step.action,
        verified,
        detail,
        ...(requestId === undefined ? {} : { requestId }),
      });
      const state = endState(step, verified);
      progress({ stepId, state, message: `${step.title}: ${detail}`, action: step.action, verified });
    },
    all: () => steps.flatMap((step) => ends.get(step.id) ?? []),
  };
}

/** What carrying out a plan needs from outside. */
export interface RunPorts {
  readonly graph: Graph;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** Secrets that the service keeps now; the values live only as long as the call. */
export interface SavedSecrets {
  readonly servicePrincipal: { readonly id: string; readonly displayName: string };
  readonly values: readonly string[];
}

/** One run of a plan. */
export interface SetupRun extends RunPorts {
  readonly configuration: ProvisioningConfiguration;
  readonly profile: EffectiveProfile;
  readonly state: LiveState;
  readonly decisions: SetupDecisions;
  readonly changesOf: (stepId: string) => readonly PlannedChange[];
  readonly reports: StepReports;
  /** Gives the value bound to a label; raises `secret_required`. */
  readonly reveal: (label: string) => string;
  /** Told when secrets were saved and read back; left out where nothing is saved, in a rehearsal. Raises nothing. */
  readonly secretsSaved?: (saved: SavedSecrets) => Promise<void>;
  /** How long (ms) to wait after each refusal of credentials that were saved a moment ago; left out = a short while. */
  readonly proofWaits?: readonly number[] | undefined;
  readonly waitForCycle: boolean;
  readonly authorization: 'stop' | 'wait';
}

/** The service principal and its registration, as far as this run knows them. */
export interface RunApplication {
  readonly servicePrincipal: ServicePrincipal;
  readonly application: Application | null;
  /** Created or found again by this run, so other reads may not see it yet. */
  readonly fresh: boolean;
}

/** The application with the synchronization template its job is made from. */
export interface RunTarget extends RunApplication {
  readonly template: SynchronizationTemplate;
}

/** Takes a run and the service principal; gives the application as the journal names it. */
export const journalApplication = (
  run: Pick<SetupRun, 'configuration'>,
  servicePrincipal: { readonly id: string; readonly displayName: string },
): JournalApplication => ({
  vendor: run.configuration.vendor,
  name: servicePrincipal.displayName,
  servicePrincipalId: servicePrincipal.id,
});

/** Runs branches beside each other; when one fails the others still end, so that nothing is left in the air, and then the first fault is raised. */
export async function together(branches: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(branches);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
