import { expect } from 'vitest';
import type { DemoWorld } from '#test/support/demo-world';
import { applyPlan, planText } from './setup-calls.ts';
import { placeInLog, tenantFacts, writesSeen } from './tenant-view.ts';

/** Exports an application, plans the text, carries the plan out, and says what that changed. */
export async function roundTrip(of: DemoWorld, application: string) {
  const { text, notes, configuration } = await of.call('configuration.export', { application });
  const before = tenantFacts(of);
  const from = placeInLog(of);
  const plan = await planText(of, text);
  const report = await applyPlan(of, plan);
  return { text, notes, configuration, plan, report, wrote: writesSeen(of, from), before, after: tenantFacts(of) };
}

/** What a round trip came to. */
export type RoundTrip = Awaited<ReturnType<typeof roundTrip>>;

/** Expects a plan without a step that writes, and a tenant in which nothing was written. */
export function expectEmpty({ plan, report, wrote, before, after }: RoundTrip): void {
  expect(plan.steps.filter(({ action }) => !['keep', 'check'].includes(action))).toEqual([]);
  expect(plan.writes).toBe(0);
  expect(report).toMatchObject({ result: 'unchanged', writes: 0 });
  expect(wrote).toEqual([]);
  expect(after).toEqual(before);
}
