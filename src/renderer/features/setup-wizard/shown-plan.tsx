import type { ReactElement } from 'react';
import { useClient } from '#renderer/lib/client-context';
import { text } from '#renderer/lib/text';
import { PlanSteps } from '#renderer/ui/plan-view.tsx';
import { PlannedCalls } from '#renderer/ui/planned-calls.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { Plan } from '#shared/model/plan';

/** Takes a plan of the wizard; gives it in plain words, and as the Graph calls that it will make. */
export function ShownPlan({ plan }: { readonly plan: Plan }): ReactElement {
  const { api } = useClient();
  const { id: planId, hash: planHash } = plan;
  return (
    <Section title={text('wizard.plan.title', { application: plan.application })}>
      <PlanSteps
        plan={plan}
        calls={<PlannedCalls planId={planId} load={(format) => api['setup.calls']({ planId, planHash, format })} />}
      />
    </Section>
  );
}
