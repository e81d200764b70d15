import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { ActionPlanView } from './action-plan-view.tsx';
import { useActionPlan } from './story-queries.ts';

/** Takes an application; gives what provisioning on demand comes to, read when somebody wants to know. */
export function OnDemandPlan({ id }: { readonly id: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const plan = useActionPlan(id, open ? 'onDemand' : null, null);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('story.onDemandPlan')}</summary>
      {open ? (
        <Answer query={plan} skeleton={<LinesSkeleton lines={4} />}>
          {(data) => <ActionPlanView plan={data} />}
        </Answer>
      ) : null}
    </details>
  );
}
