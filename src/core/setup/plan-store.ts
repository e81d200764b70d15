import { canonicalJson } from '#core/journal/canonical-json';
import type { CallContext } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import type { ApplyReport, Confirmation, Plan } from '#shared/model/plan';
import type { RecordedRequest } from './calls/rehearsal-graph.ts';

/** How long a shown plan may wait for its confirmation, and how many are remembered. */
const lifetimeMs = 1_800_000;
const remembered = 50;

/** How the person wants a plan carried out. */
export interface ApplyOptions {
  readonly waitForCycle: boolean;
  readonly authorization: 'stop' | 'wait';
}

/** A plan that was shown, with what carries it out. */
export interface StoredPlan {
  readonly plan: Plan;
  readonly carryOut: (options: ApplyOptions, context: CallContext) => Promise<ApplyReport>;
  /** Gives the requests that carrying it out would send; sends nothing. */
  readonly rehearse: () => Promise<readonly RecordedRequest[]>;
}

/** Plans of this process by id, until they expire. */
export interface PlanStore {
  keep(stored: StoredPlan): void;
  /** Gives a plan that was shown. Raises `plan_stale` when it is unknown, expired, or was shown otherwise. */
  find(shown: { readonly planId: string; readonly planHash: string }): StoredPlan;
}

const stale = (message: string): CoreError =>
  new CoreError('plan_stale', message, { reason: 'planUnknown', nextStep: 'Make the plan again and look at it.' });

/** Takes a clock; gives an empty store. */
export function createPlanStore(now: () => number): PlanStore {
  const plans = new Map<string, { readonly stored: StoredPlan; readonly until: number }>();
  return {
    keep(stored) {
      plans.set(stored.plan.id, { stored, until: now() + lifetimeMs });
      const [oldest] = plans.keys();
      if (plans.size > remembered && oldest !== undefined) plans.delete(oldest);
    },
    find({ planId, planHash }) {
      const entry = plans.get(planId);
      if (entry === undefined) throw stale('There is no such plan: this process did not make it, or has forgotten it.');
      if (entry.until < now()) {
        plans.delete(planId);
        throw stale('The plan is older than 30 minutes.');
      }
      if (entry.stored.plan.hash !== planHash) throw stale('What was shown is not this plan.');
      return entry.stored;
    },
  };
}

/** Takes a plan and what a person confirmed; raises `bad_request` (confirmationNeeded) for the first step that nobody confirmed. Pure. */
export function checkConfirmed(plan: Plan, confirmed: readonly Confirmation[]): void {
  const given = new Set(confirmed.map(canonicalJson));
  const step = plan.steps.find((one) => one.confirmation !== undefined && !given.has(canonicalJson(one.confirmation)));
  if (step?.confirmation === undefined) return;
  const words = {
    changeOfHost: 'secrets go to another host than before',
    deprovisions: 'people leave the scope, and their accounts are disabled or deleted',
    deletes: 'objects are deleted',
  } as const;
  throw new CoreError('bad_request', `"${step.title}" has to be confirmed: ${words[step.confirmation.kind]}.`, {
    reason: 'confirmationNeeded',
    nextStep: 'Look at the plan and confirm that step.',
  });
}

/** Takes a plan; raises `secret_required` for the first secret that it needs and nobody bound, before anything is written. Pure. */
export function checkSecretsBound(plan: Plan): void {
  const missing = plan.secrets.find((secret) => secret.needed && !secret.bound);
  if (missing === undefined) return;
  throw new CoreError('secret_required', `The secret "${missing.label}" is needed: ${missing.why}`, {
    reason: 'secretNotBound',
    nextStep: `Bind a value to the label "${missing.label}"; it goes to ${missing.host}.`,
  });
}
