import type { ApplyReport, Plan } from '#shared/model/plan';
import type { DemoTenant } from './demo.ts';
import type { DemoVendor } from './demo-vendors.ts';
import type { CliSession } from './session.ts';

/** How a vendor's example differs from what is planned now. */
export interface Wanted {
  readonly rotateSecrets: boolean;
  readonly provisioning: 'on' | 'off';
}

/** Takes a session on a demo tenant, a vendor and what is wanted; gets a token from the vendor's console and gives the plan. */
export async function planVendor(
  { session, demo }: { readonly session: CliSession; readonly demo: DemoTenant },
  vendor: DemoVendor,
  wanted: Wanted,
): Promise<Plan> {
  const secrets: Record<string, string> = {};
  for (const label of vendor.secretLabels) {
    secrets[label] = (await session.call('secrets.put', { value: demo.mintToken(vendor.vendorId) })).handle;
  }
  const configuration = { ...vendor.configuration, provisioning: wanted.provisioning };
  return session.call('setup.plan', { configuration, secrets, rotateSecrets: wanted.rotateSecrets });
}

/** Takes a plan; confirms what has to be, carries it out and gives the report. */
export async function applyPlan(session: CliSession, plan: Plan): Promise<ApplyReport> {
  const confirmed = plan.steps.flatMap((step) => (step.confirmation === undefined ? [] : [step.confirmation]));
  return session.call('setup.apply', {
    planId: plan.id,
    planHash: plan.hash,
    confirmed,
    waitForCycle: false,
    authorization: 'wait',
  });
}
