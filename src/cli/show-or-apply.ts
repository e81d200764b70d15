import type { Plan } from '#shared/model/plan';
import { done } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import type { CliSession } from './session.ts';
import { applyPlan } from './setup-run.ts';
import { showPlan } from './show-plan.ts';

/** Takes a plan; shows it where `--plan`, `--calls` or `--script` is given, else carries it out after asking. Gives the exit code. */
export async function showOrApply(invocation: Invocation, session: CliSession, plan: Plan): Promise<number> {
  const { given } = invocation;
  if (!given.isSet('plan') && !given.isSet('calls') && given.text('script') === undefined)
    return applyPlan({ invocation, session, plan });
  await showPlan(invocation, session, plan);
  return done;
}
