import { permissionsOf } from '#core/setup/plan-permissions';
import type { PlanStore } from '#core/setup/plan-store';
import type { Output, ParsedInput } from '#shared/contract/index';
import type { Plan } from '#shared/model/plan';
import type { CallFormat, PlannedCall } from '#shared/model/planned-call';
import type { Cloud } from '#shared/model/session';
import { plannedCalls } from './planned-calls.ts';
import { httpFile } from './script-http.ts';
import { powershellScript } from './script-powershell.ts';

const fileName = ({ application }: Plan, ending: string): string => {
  const words = application
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${words === '' ? 'plan' : words}.${ending}`;
};

interface Scripting {
  readonly plan: Plan;
  readonly calls: readonly PlannedCall[];
  readonly cloud: Cloud;
}

/** One writer a format; the list needs none. */
const writers: Readonly<Record<CallFormat, (scripting: Scripting) => Output<'setup.calls'>['file']>> = {
  list: () => null,
  powershell: ({ plan, calls, cloud }) => ({
    name: fileName(plan, 'ps1'),
    text: powershellScript(plan, calls, {
      scopes: permissionsOf(plan.steps),
      graph: new URL(cloud.graph).origin,
    }),
  }),
  http: ({ plan, calls, cloud }) => ({
    name: fileName(plan, 'http'),
    text: httpFile(plan, calls, { graph: new URL(cloud.graph).origin }),
  }),
};

/**
 * Takes the plans, the cloud and which plan in which format; gives the requests that carrying it out will send. No secret is looked at.
 * Raises `plan_stale` when the plan is unknown, expired, or was shown otherwise.
 */
export async function showCalls(
  plans: PlanStore,
  cloud: Cloud,
  { planId, planHash, format }: ParsedInput<'setup.calls'>,
): Promise<Output<'setup.calls'>> {
  const { plan, rehearse } = plans.find({ planId, planHash });
  const calls = plannedCalls(plan, await rehearse());
  return { calls: [...calls], file: writers[format]({ plan, calls, cloud }) };
}
