import { create } from 'zustand';
import type { TaskProgress } from '#shared/contract/events';
import type { Input, Path } from '#shared/contract/index';
import type { WireError } from '#shared/contract/result';
import type { ApplyReport, Confirmation, Plan } from '#shared/model/plan';
import { useClient } from './client-context.ts';
import { useTask } from './use-task.ts';

/** Where a change stands: proposed, planned and shown, being carried out, over. */
export type ChangeStage = 'idle' | 'planning' | 'review' | 'applying' | 'done' | 'failed';

/** A change on its way from a configuration to the tenant. */
export interface ChangeRun {
  readonly stage: ChangeStage;
  readonly plan: Plan | null;
  readonly report: ApplyReport | null;
  readonly progress: readonly TaskProgress[];
  readonly cancelling: boolean;
  readonly error: WireError | null;
  /** Has core compare a configuration with the tenant; writes nothing. */
  readonly propose: (input: Input<'setup.plan'>) => void;
  /** Plans the same again, for a tenant that has changed meanwhile. */
  readonly proposeAgain: () => void;
  /** Hands a secret over that the plan needs, and plans again with it. Gives what went wrong, or null. */
  readonly bind: (label: string, value: string) => Promise<WireError | null>;
  /** Carries out the plan that is shown, with everything confirmed that it asks for; the host asks once more. */
  readonly apply: () => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** What a change to an application makes stale. */
const staleAfterChange: readonly Path[] = [
  'applications.list',
  'synchronizationJobs.show',
  'configuration.export',
  'journal.list',
  'quarantine.explain',
  'setup.checkPrerequisites',
  'setup.compareMappings',
];

/** Takes a plan; gives everything that it asks a person to confirm. Pure. */
export const confirmationsOf = (plan: Plan): Confirmation[] =>
  plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));

/** What was proposed last, by slot: a change outlives the page. Secrets are handles only. */
const useProposals = create<Readonly<Record<string, Input<'setup.plan'>>>>(() => ({}));

interface Naming {
  readonly slot: string;
  readonly label: string;
  readonly href: string;
}

/** Takes the name of a change and where its page is; gives the change, which goes on when the page is left. */
export function useChangeRun({ slot, label, href }: Naming): ChangeRun {
  const planning = useTask('setup.plan', { slot: `plan:${slot}`, label, href });
  const applying = useTask('setup.apply', { slot: `apply:${slot}`, label, href, stale: staleAfterChange });
  const { api } = useClient();
  const proposed = useProposals((proposals) => proposals[slot]);
  const plan = planning.output;
  const propose = (input: Input<'setup.plan'>): void => {
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
      propose({ ...proposed, secrets: { ...proposed.secrets, [label]: answer.data.handle } });
      return null;
    },
    apply() {
      if (plan === null) return;
      void applying.start({ planId: plan.id, planHash: plan.hash, confirmed: confirmationsOf(plan) });
    },
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
