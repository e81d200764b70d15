import type { Core } from '#core/create-core';
import type { Dispatch } from '#core/rpc/dispatch';
import type { CoreEvent } from '#shared/contract/events';
import { type Answer, contract, isPath, type Path } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import { type Question, questionFor, type SeenPlan } from './questions.ts';

/** Asks a person where the page cannot answer: a native dialog, the terminal. Gives true for a clear yes. */
export type AskPerson = (question: Question) => Promise<boolean>;

// Plans grow stale long before that many newer ones are made.
const rememberedPlans = 200;

/**
 * Takes core and how to ask; gives core behind which no page can remove people, delete objects or send a secret to
 * another host by itself: such a call waits for the person. A no is `cancelled` (reason notConfirmed); a second question
 * while one is open is `conflict` (reason confirmationOpen), so that a page cannot wear a person down.
 */
export function createConfirmingCore(core: Core, ask: AskPerson): Core {
  const plans = new Map<string, SeenPlan>();
  let asking = false;
  core.subscribe((event) => remember(plans, event));

  const confirm = async (question: Question): Promise<Result<never> | null> => {
    if (asking) return confirmationOpen;
    asking = true;
    try {
      return (await ask(question)) ? null : notConfirmed;
    } catch {
      return notConfirmed;
    } finally {
      asking = false;
    }
  };
  const dispatch: Dispatch = async <P extends Path>(path: P, input: unknown, options?: { signal?: AbortSignal }) => {
    const question = questionOf(plans, path, input);
    const refused = question === null ? null : await confirm(question);
    if (refused !== null) return refused as Result<Answer<P>>;
    return core.dispatch(path, input, options);
  };
  return { dispatch, subscribe: core.subscribe };
}

/** An input that the contract refuses is asked about by nobody: core refuses it. */
function questionOf(plans: ReadonlyMap<string, SeenPlan>, path: string, input: unknown): Question | null {
  if (!isPath(path)) return null;
  const parsed = contract[path].input.safeParse(input);
  if (!parsed.success) return null;
  const planId = 'planId' in parsed.data ? plans.get(parsed.data.planId) : undefined;
  return questionFor(path, parsed.data, planId ?? null);
}

function remember(plans: Map<string, SeenPlan>, event: CoreEvent): void {
  if (event.topic !== 'task.ended' || !event.payload.outcome.ok) return;
  const plan = contract['setup.plan'].output.safeParse(event.payload.outcome.data);
  if (!plan.success) return;
  const { id, application, tenantId } = plan.data;
  plans.set(id, { application, tenantId });
  for (const oldest of [...plans.keys()].slice(0, Math.max(0, plans.size - rememberedPlans))) plans.delete(oldest);
}

const notConfirmed: Result<never> = {
  ok: false,
  error: {
    code: 'cancelled',
    reason: 'notConfirmed',
    message: 'Nobody confirmed it, so nothing was written.',
    nextStep: 'Try again and confirm it where you are asked: in the window of the system, or in the terminal.',
  },
};

const confirmationOpen: Result<never> = {
  ok: false,
  error: {
    code: 'conflict',
    reason: 'confirmationOpen',
    message: 'Another question is still open, so nothing was written.',
    nextStep: 'Answer that question first.',
  },
};
