import { create } from 'zustand';
import type { TaskProgress } from '#shared/contract/events';
import type { Input, Output, Path } from '#shared/contract/index';
import type { Result, WireError } from '#shared/contract/result';
import type { ApplyReport, Confirmation, Plan } from '#shared/model/plan';
import type { CallFormat } from '#shared/model/planned-call';
import { useClient } from './client-context.ts';
import { useTask } from './use-task.ts';

/** Where a change stands: proposed, planned and shown, being carried out, over. */
export type ChangeStage = 'idle' | 'planning' | 'review' | 'applying' | 'done' | 'failed';

/** What a change can be planned by: a configuration, a snapshot to go back to, assignments to remove. */
type PlanningPath =
  | 'setup.plan'
  | 'snapshots.planRollback'
  | 'scope.planUnassign'
  | 'quarantine.plan'
  | 'rotation.plan';

/** A change on its way from a configuration, or a snapshot, to the tenant. */
export interface ChangeRun<P extends PlanningPath = 'setup.plan'> {
  readonly stage: ChangeStage;
  readonly plan: Plan | null;
  readonly report: ApplyReport | null;
  readonly progress: readonly TaskProgress[];
  readonly cancelling: boolean;
  readonly error: WireError | null;
  /** Has core compare it with the tenant; writes nothing. */
  readonly propose: (input: Input<P>) => void;
  /** Plans the same again, for a tenant that has changed meanwhile. */
  readonly proposeAgain: () => void;
  /** Hands a secret over that the plan needs, and plans again with it. Gives what went wrong, or null. */
  readonly bind: (label: string, value: string) => Promise<WireError | null>;
  /** Carries out the plan that is shown, with everything confirmed that it asks for; the host asks once more. */
  readonly apply: () => void;
  /** Gives the Graph requests that the plan will make, as a list or as a script; null without a plan. */
  readonly showCalls: (format: CallFormat) => Promise<Result<Output<'setup.calls'>> | null>;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** What a change to an application makes stale. */
const staleAfterChange: readonly Path[] = [
  'fleet.show',
  'synchronizationJobs.show',
  'configuration.export',
  'mappings.read',
  'scope.show',
  'journal.list',
  'journal.verify',
  'history.show',
  'snapshots.list',
  'quarantine.show',
  'quarantine.check',
  'quarantine.heldBack',
  'quarantine.history',
  'secretCare.show',
  'secretCare.list',
  'setup.checkPrerequisites',
  'setup.compareMappings',
];

/** Takes a plan; gives everything that it asks a person to confirm. Pure. */
export const confirmationsOf = (plan: Plan): Confirmation[] =>
  plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));

/** What was proposed last, by slot: a change outlives the page. Secrets are handles only. */
const useProposals = create<Readonly<Record<string, Input<PlanningPath>>>>(() => ({}));

interface Naming {
  readonly slot: string;
  readonly label: string;
  readonly href: string;
}

/** Takes the name of a change and where its page is; gives the change, which goes on when the page is left. */
export const useChangeRun = (naming: Naming): ChangeRun => usePlannedRun('setup.plan', naming);

/** The same for going back to a snapshot. */
export const useRollbackRun = (naming: Naming): ChangeRun<'snapshots.planRollback'> =>
  usePlannedRun('snapshots.planRollback', naming);

/** The same for removing assignments. */
export const useUnassignRun = (naming: Naming): ChangeRun<'scope.planUnassign'> =>
  usePlannedRun('scope.planUnassign', naming);

/** The same for ending a quarantine. */
export const useRepairRun = (naming: Naming): ChangeRun<'quarantine.plan'> => usePlannedRun('quarantine.plan', naming);

/** The same for saving the new secret of a rotation. */
export const useRotationRun = (naming: Naming): ChangeRun<'rotation.plan'> => usePlannedRun('rotation.plan', naming);

function usePlannedRun<P extends PlanningPath>(path: P, { slot, label, href }: Naming): ChangeRun<P> {
  const planning = useTask(path, { slot: `plan:${slot}`, label, href });
  const applying = useTask('setup.apply', { slot: `apply:${slot}`, label, href, stale: staleAfterChange });
  const { api } = useClient();
  const proposed = useProposals((proposals) => proposals[slot]) as Input<P> | undefined;
  const plan = planning.output as Plan | null;
  const propose = (input: Input<P>): void => {
    useProposals.setState({ [slot]: input });
    applying.reset();
    void planning.start(input);
  };
  return {
    stage: stageOf(planning.state, applying.state),
    plan,
    report: applying.output,
    progress: applying.state === 'idle' ? planning.progress : applying.progress,
    cancelling: planning.cancelling || applying.cancelling,
    error: applying.error ?? planning.error,
    propose,
    proposeAgain() {
      if (proposed !== undefined) propose(proposed);
    },
    async bind(label, value) {
      if (proposed === undefined) return null;
      const answer = await api['secrets.put']({ value });
      if (!answer.ok) return answer.error;
      const held = 'secrets' in proposed ? proposed.secrets : {};
      propose({ ...proposed, secrets: { ...held, [label]: answer.data.handle } });
      return null;
    },
    apply() {
      if (plan === null) return;
      void applying.start({ planId: plan.id, planHash: plan.hash, confirmed: confirmationsOf(plan) });
    },
    showCalls: async (format) =>
      plan === null ? null : api['setup.calls']({ planId: plan.id, planHash: plan.hash, format }),
    cancel: applying.state === 'running' ? applying.cancel : planning.cancel,
    reset() {
      planning.reset();
      applying.reset();
    },
  };
}

type TaskState = 'idle' | 'running' | 'done' | 'failed';

function stageOf(planning: TaskState, applying: TaskState): ChangeStage {
  if (applying === 'running') return 'applying';
  if (applying !== 'idle') return applying;
  if (planning === 'running') return 'planning';
  return planning === 'done' ? 'review' : planning;
}
