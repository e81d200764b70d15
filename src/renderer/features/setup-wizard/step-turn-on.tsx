import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { Power20Regular } from '@fluentui/react-icons';
import { type ReactElement, useEffect } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { ApplyLines } from './apply-lines.tsx';
import { FooterActions } from './footer-actions.tsx';
import { ShownPlan } from './shown-plan.tsx';
import type { StepProps } from './step-props.ts';
import { lacksSecret, type SetUp, useSetUp } from './use-set-up.ts';

/** Gives the step that turns provisioning on, as a plan like every other change. */
export function StepTurnOn({ guide, goTo }: StepProps): ReactElement {
  const setUp = useSetUp(guide, 'turnOn');
  const { plan, apply, makePlan } = setUp;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is made once each time the step is opened
  useEffect(() => {
    if (plan.state !== 'running' && apply.state !== 'running' && apply.state !== 'done') void makePlan();
  }, []);
  if (apply.state === 'done') return <IsOn goTo={goTo} />;
  if (apply.state === 'running')
    return (
      <Section title={text('wizard.turnOn.running')}>
        <ApplyLines plan={plan.output} apply={apply} />
      </Section>
    );
  return (
    <>
      {apply.state === 'failed' && apply.error !== null ? <ErrorPanel error={apply.error} /> : null}
      <Planned setUp={setUp} goTo={goTo} />
    </>
  );
}

interface PlannedProps {
  readonly setUp: SetUp;
  readonly goTo: StepProps['goTo'];
}

function Planned({ setUp, goTo }: PlannedProps): ReactElement {
  const { plan, makePlan, carryOut } = setUp;
  if (plan.state === 'failed' && plan.error !== null)
    return <ErrorPanel error={plan.error} onRetry={() => void makePlan()} />;
  const made = plan.state === 'done' ? plan.output : null;
  if (made === null) return <LinesSkeleton lines={6} />;
  if (made.writes === 0) return <IsOn goTo={goTo} />;
  return (
    <>
      <FooterActions>
        <Button
          appearance="primary"
          icon={<Power20Regular />}
          disabled={lacksSecret(made)}
          onClick={() => void carryOut(made)}
        >
          {text('wizard.turnOn.go')}
        </Button>
        <Button onClick={() => goTo('next')}>{text('wizard.turnOn.later')}</Button>
      </FooterActions>
      {lacksSecret(made) ? (
        <Link as="button" onClick={() => goTo('credentials')}>
          {text('wizard.review.enterAgain')}
        </Link>
      ) : null}
      <ShownPlan plan={made} />
    </>
  );
}

function IsOn({ goTo }: { readonly goTo: StepProps['goTo'] }): ReactElement {
  return (
    <>
      <MessageBar intent="success" layout="multiline" data-turned-on>
        <MessageBarBody>
          <MessageBarTitle>{text('wizard.turnOn.done')}</MessageBarTitle>
          {text('wizard.turnOn.doneHelp')}
        </MessageBarBody>
      </MessageBar>
      <FooterActions>
        <Button appearance="primary" onClick={() => goTo('next')}>
          {text('wizard.step.next')}
        </Button>
      </FooterActions>
    </>
  );
}
