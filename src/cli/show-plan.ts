import type { Plan } from '#shared/model/plan';
import { callFormats } from '#shared/model/planned-call';
import { failure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { callsText } from './mapping-text.ts';
import { planText } from './plan-text.ts';
import type { CliSession } from './session.ts';

const scriptFormats = callFormats.filter((format) => format !== 'list');

/** The flags of every command that shows a plan. */
export const showPlanOptions = [
  { flags: '--calls', description: 'show the Graph requests that the plan will make, secrets as placeholders' },
  { flags: '--script <format>', description: `print the requests as a script: ${scriptFormats.join(' or ')}` },
] as const;

/** Takes what was given; raises `bad_request` (reason scriptFormatUnknown) for a format that there is not. */
export function checkShowPlan({ given }: Pick<Invocation, 'given'>): void {
  const format = given.text('script');
  if (format === undefined || scriptFormats.some((one) => one === format)) return;
  throw failure('bad_request', 'scriptFormatUnknown', {
    message: `There is no script format "${format}".`,
    nextStep: `Give --script ${scriptFormats.join(' or --script ')}.`,
  });
}

/** Takes a plan; prints it, or, as the flags say, its Graph requests or a script that makes them. Nothing is sent. */
export async function showPlan(
  { given, output }: Pick<Invocation, 'given' | 'output'>,
  session: Pick<CliSession, 'call'>,
  plan: Plan,
): Promise<void> {
  const format = scriptFormats.find((one) => one === given.text('script'));
  if (format === undefined && !given.isSet('calls')) {
    output.data(plan, planText(plan));
    return;
  }
  const asked = { planId: plan.id, planHash: plan.hash, format: format ?? ('list' as const) };
  const { calls, file } = await session.call('setup.calls', asked);
  if (file === null) output.data({ plan, calls }, `${planText(plan)}\n\nRequests:\n${callsText(calls)}`);
  else output.data({ plan, calls, file }, file.text);
}
