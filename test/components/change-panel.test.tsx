import { afterEach, describe, expect, it } from 'vitest';
import type { ChangeRun } from '#renderer/lib/change-run';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { ServicePrincipalId } from '#shared/model/ids';
import { Plan } from '#shared/model/plan';
import { fakeClient, type Rendered, render } from './render.tsx';

const planOf = (change: Partial<Plan>): Plan => ({
  ...Plan.parse({
    id: 'plan_00000000-0000-4000-8000-000000000001',
    hash: 'h',
    purpose: 'setup',
    tenantId: 't',
    vendor: 'airstack',
    application: 'Airstack',
    servicePrincipalId: null,
    steps: [],
    secrets: [],
    warnings: [{ code: 'ownProfileDiffers', message: 'Your own profile differs. Hosts: moved.example.' }],
    choices: [],
    writes: 1,
  }),
  ...change,
});

function changeOf(plan: Plan) {
  const applied: Plan[] = [];
  const change: ChangeRun = {
    stage: 'review',
    plan,
    report: null,
    progress: [],
    cancelling: false,
    error: null,
    propose: () => undefined,
    proposeAgain: () => undefined,
    bind: async () => null,
    apply: () => void applied.push(plan),
    showCalls: async () => null,
    cancel: () => undefined,
    reset: () => undefined,
  };
  return { change, applied };
}

let shown: Rendered | null = null;
afterEach(() => shown?.close());

describe('a change by a profile of one’s own that differs from the built-in one', () => {
  it('is carried out only after a person said that they read the differences', async () => {
    const { change, applied } = changeOf(planOf({}));
    shown = await render(<ChangePanel change={change} />, fakeClient({}));
    expect(shown.text()).toContain('moved.example');
    const apply = () => shown?.named(/^Apply the plan/) as HTMLButtonElement;
    expect(apply().disabled).toBe(true);
    await shown.click(shown.one('input[type=checkbox]:not([role=switch])'));
    expect(apply().disabled).toBe(false);
    await shown.click(apply());
    expect(applied).toHaveLength(1);
  });

  it.each([
    ['no difference', { warnings: [] }],
    [
      'no secret, to an application that is there',
      {
        servicePrincipalId: ServicePrincipalId.parse('00000000-0000-4000-8000-000000000001'),
      },
    ],
    ['nothing', { writes: 0 }],
  ])('asks nothing where it sends %s', async (_what, change) => {
    shown = await render(<ChangePanel change={changeOf(planOf(change)).change} />, fakeClient({}));
    expect(shown.all('input[type=checkbox]:not([role=switch])')).toEqual([]);
  });
});
