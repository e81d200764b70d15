import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlanChoices } from '#renderer/features/setup-wizard/plan-choices.tsx';
import { ShownPlan } from '#renderer/features/setup-wizard/shown-plan.tsx';
import { openDraft, useWizard } from '#renderer/features/setup-wizard/wizard-store';
import type { Choice, Plan, PlanStep } from '#shared/model/plan';
import { draftOf } from './draft.ts';
import { fakeClient, type Rendered, render } from './render.tsx';

const step = (change: Partial<PlanStep>): PlanStep => ({
  id: 'application.create',
  title: 'Add the application',
  reason: 'It is not in the tenant.',
  action: 'create',
  changes: [],
  requests: [],
  ...change,
});

const planOf = (change: Partial<Plan>): Plan => ({
  id: 'plan_00000000-0000-4000-8000-000000000001' as Plan['id'],
  hash: 'h',
  purpose: 'setup',
  tenantId: 't',
  vendor: 'airstack',
  application: 'Airstack',
  servicePrincipalId: null,
  steps: [step({})],
  secrets: [],
  warnings: [],
  choices: [],
  writes: 1,
  ...change,
});

let shown: Rendered | null = null;
afterEach(() => shown?.close());

describe('a plan', () => {
  it('is read in plain words first: what, why, what changes and what comes of it', async () => {
    const edit = step({
      id: 'schema.edit',
      title: 'Edit the mappings',
      action: 'update',
      changes: [{ what: 'User: title', before: '[jobTitle]', after: null }],
      consequence: 'The next cycle evaluates everybody again.',
    });
    const plan = planOf({ steps: [step({}), edit], writes: 2, warnings: [{ code: 'w', message: 'Look at this.' }] });
    shown = await render(<ShownPlan plan={plan} />, fakeClient({}));
    const steps = shown.all('li[data-step]').map(({ dataset }) => [dataset.step, dataset.action]);
    expect(steps).toEqual([
      ['application.create', 'create'],
      ['schema.edit', 'update'],
    ]);
    for (const words of [
      'It is not in the tenant.',
      'User: title',
      '[jobTitle]',
      'The next cycle evaluates everybody again.',
      'Look at this.',
    ]) {
      expect(shown.text()).toContain(words);
    }
  });

  it('is read as Graph calls where a person asks for them, as core gives them', async () => {
    const asked: unknown[] = [];
    const client = fakeClient({
      'setup.calls': async (input) => {
        asked.push(input);
        const call = { method: 'POST', path: '/applicationTemplates/{id}/instantiate' } as const;
        return {
          ok: true,
          data: { calls: [{ ...call, step: 'application.create', body: null, note: null }], file: null },
        };
      },
    });
    shown = await render(<ShownPlan plan={planOf({})} />, client);
    expect(asked).toEqual([]);
    await shown.click(shown.named('Show as Graph calls'));
    expect(asked).toEqual([{ planId: planOf({}).id, planHash: 'h', format: 'list' }]);
    expect(shown.text()).toContain('POST /applicationTemplates/{id}/instantiate');
  });

  it('that writes nothing says so', async () => {
    shown = await render(<ShownPlan plan={planOf({ writes: 0, steps: [] })} />, fakeClient({}));
    expect(shown.text()).toContain('Nothing would change');
  });
});

describe('a choice of a plan', () => {
  const choice: Choice = {
    code: 'defaultOrExpression',
    subject: 'organization',
    question: 'How does "organization" get its value?',
    options: [
      { id: 'newAccounts', label: 'With a default', effect: 'Only new accounts.' },
      { id: 'everyAccount', label: 'Coalesce([a], "b")', effect: 'Every account.' },
    ],
    chosen: 'newAccounts',
  };
  beforeEach(() => openDraft(draftOf()));

  it('is answered into the set-up, and the plan is made again each time', async () => {
    const again = vi.fn();
    shown = await render(<PlanChoices choices={[choice]} onAnswer={again} />, fakeClient({}));
    const isChecked = (): readonly boolean[] =>
      (shown?.all('input[type=radio]') ?? []).map((radio) => radio instanceof HTMLInputElement && radio.checked);
    expect(isChecked()).toEqual([true, false]);
    await shown.click(shown.named('Coalesce'));
    expect(isChecked()).toEqual([false, true]);
    expect(useWizard.getState()).toMatchObject({ answers: { everyAccount: ['organization'] }, saving: 'changed' });
    await shown.click(shown.named('With a default'));
    expect(useWizard.getState().answers?.everyAccount).toEqual([]);
    expect(again).toHaveBeenCalledTimes(2);
  });
});
