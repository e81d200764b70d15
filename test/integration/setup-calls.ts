import type { WireError } from '#shared/contract/result';
import type { SecretHandle } from '#shared/model/ids';
import type { ApplyReport, Plan } from '#shared/model/plan';
import { CallFailed, type DemoWorld } from '#test/support/demo-world';

/** How a configuration is planned: values by secret label, and whether saved secrets are replaced. */
export interface PlanOptions {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly rotateSecrets?: boolean;
}

/** Parses a text and makes its plan. */
export async function planText(world: DemoWorld, text: string, options: PlanOptions = {}): Promise<Plan> {
  const configuration = await world.call('configuration.parse', { text });
  const handles: Record<string, SecretHandle> = {};
  for (const [label, value] of Object.entries(options.secrets ?? {}))
    handles[label] = (await world.call('secrets.put', { value })).handle;
  return world.call('setup.plan', {
    configuration,
    secrets: handles,
    rotateSecrets: options.rotateSecrets ?? false,
  });
}

/** How a plan is carried out; `confirm` false confirms nothing. */
export interface ApplyOptions {
  readonly confirm?: boolean;
  readonly waitForCycle?: boolean;
  readonly authorization?: 'stop' | 'wait';
}

/** Carries out a plan, confirming what has to be. */
export const applyPlan = (world: DemoWorld, plan: Plan, options: ApplyOptions = {}): Promise<ApplyReport> =>
  world.call('setup.apply', {
    planId: plan.id,
    planHash: plan.hash,
    confirmed:
      options.confirm === false
        ? []
        : plan.steps.flatMap((step) => (step.confirmation === undefined ? [] : [step.confirmation])),
    waitForCycle: options.waitForCycle ?? false,
    authorization: options.authorization ?? 'stop',
  });

/** Plans a text and carries the plan out. */
export async function applyText(
  world: DemoWorld,
  text: string,
  options: PlanOptions & ApplyOptions = {},
): Promise<{ readonly plan: Plan; readonly report: ApplyReport }> {
  const plan = await planText(world, text, options);
  return { plan, report: await applyPlan(world, plan, options) };
}

/** The error that a call ends with; raises when it ends well. */
export async function failure(call: Promise<unknown>): Promise<WireError> {
  try {
    await call;
  } catch (cause) {
    if (cause instanceof CallFailed) return cause.error;
    throw cause;
  }
  throw new Error('The call was expected to fail, but it did what was asked.');
}

/** The steps of a plan as `id action`. */
export const stepsOf = (plan: { readonly steps: Plan['steps'] }): readonly string[] =>
  plan.steps.map(({ id, action }) => `${id} ${action}`);

/** The codes of a plan's or a report's warnings. */
export const warningCodes = (of: { readonly warnings: Plan['warnings'] }): readonly string[] =>
  of.warnings.map(({ code }) => code);
