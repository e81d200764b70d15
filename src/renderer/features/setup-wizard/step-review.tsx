import {
  Button,
  Checkbox,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowClockwise20Regular, Play20Regular } from '@fluentui/react-icons';
import { type ReactElement, useEffect, useState } from 'react';
import { text } from '#renderer/lib/text';
import { textToType } from '#renderer/lib/text-to-type';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { confirmationText } from '#renderer/ui/plan-view.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import { TypedConfirmation } from '#renderer/ui/typed-confirmation.tsx';
import type { Plan } from '#shared/model/plan';
import { type Missing, whatStops } from '#shared/wizard/missing';
import { stepsFor } from '#shared/wizard/wizard-plan';
import { FooterActions } from './footer-actions.tsx';
import { PlanChoices } from './plan-choices.tsx';
import { ShownPlan } from './shown-plan.tsx';
import type { StepProps } from './step-props.ts';
import { lacksSecret, type SetUp, useSetUp } from './use-set-up.ts';
import { useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** Gives the step that shows the plan before anything is written. */
export function StepReview(props: StepProps): ReactElement {
  const { guide, answers, goTo } = props;
  const handles = useWizard((state) => state.handles);
  const stops = whatStops(stepsFor(guide), { guide, answers, bound: new Set(Object.keys(handles)) });
  if (stops.length > 0) return <WhatStops stops={stops} goTo={goTo} />;
  return <Planned {...props} />;
}

function WhatStops({
  stops,
  goTo,
}: {
  readonly stops: readonly Missing[];
  readonly goTo: StepProps['goTo'];
}): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('wizard.review.missing')} description={text('wizard.review.missingHelp')}>
      <ul className={styles.list}>
        {stops.map(({ step, field, problem }) => (
          <li key={`${step} ${field} ${problem}`}>
            <Link as="button" onClick={() => goTo(step)}>
              {text(`wizard.step.${step}`)}
            </Link>
            : {text(`wizard.problem.${problem}`)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Planned({ guide, goTo }: StepProps): ReactElement {
  const setUp = useSetUp(guide, 'setUp');
  const { plan, makePlan } = setUp;
  // They stay while the plan is made again with an answer, and the answer keeps the focus.
  const [choices, setChoices] = useState(plan.output?.choices ?? []);
  useEffect(() => {
    if (plan.output !== null) setChoices(plan.output.choices);
  }, [plan.output]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is made once each time the review is opened
  useEffect(() => {
    if (plan.state !== 'running') void makePlan();
  }, []);
  if (plan.state === 'failed' && plan.error !== null)
    return <ErrorPanel error={plan.error} onRetry={() => void makePlan()} />;
  const made = plan.state === 'done' ? plan.output : null;
  return (
    <>
      {made === null ? (
        <Section title={text('wizard.review.making')} description={text('wizard.review.makingHelp')}>
          <LinesSkeleton lines={8} />
        </Section>
      ) : (
        <>
          <SecretUses guide={guide} plan={made} goTo={goTo} />
          <ShownPlan plan={made} />
        </>
      )}
      <PlanChoices choices={made?.choices ?? choices} onAnswer={() => void makePlan()} />
      {made === null ? null : <Go key={made.id} plan={made} setUp={setUp} goTo={goTo} />}
    </>
  );
}

interface SecretUsesProps extends Pick<StepProps, 'guide' | 'goTo'> {
  readonly plan: Plan;
}

const labelOf = (guide: StepProps['guide'], key: string): string => {
  const field = guide.connection.fields.find((candidate) => candidate.key === key);
  return field?.vendorLabel ?? field?.label ?? key;
};

function SecretUses({ guide, plan, goTo }: SecretUsesProps): ReactElement | null {
  const sent = plan.secrets.filter(({ needed }) => needed);
  if (sent.length === 0) return null;
  return (
    <Section title={text('wizard.review.secrets')} description={text('wizard.review.secretsHelp')}>
      <KeyValues
        items={sent.map(({ key, host, bound }) => ({
          name: labelOf(guide, key),
          value: bound ? (
            text('wizard.review.goesTo', { host })
          ) : (
            <Link as="button" onClick={() => goTo('credentials')}>
              {text('wizard.review.enterAgain')}
            </Link>
          ),
        }))}
      />
    </Section>
  );
}

interface GoProps {
  readonly plan: Plan;
  readonly setUp: SetUp;
  readonly goTo: StepProps['goTo'];
}

function Go({ plan, setUp, goTo }: GoProps): ReactElement {
  const [agreed, setAgreed] = useState(false);
  const [typed, setTyped] = useState('');
  const expected = textToType(plan);
  const confirmations = plan.steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));
  const isTyped = expected === null || typed.trim() === expected;
  const isReady = !lacksSecret(plan) && isTyped && (confirmations.length === 0 || agreed);
  const go = (): void => {
    void setUp.carryOut(plan);
    goTo('apply');
  };
  return (
    <>
      {confirmations.length === 0 ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('wizard.review.confirm')}</MessageBarTitle>
            {confirmations.map(confirmationText).join(' ')} {text('wizard.review.confirmOutside')}
            <Checkbox
              label={text('wizard.review.agree')}
              checked={agreed}
              onChange={(_event, { checked }) => setAgreed(checked === true)}
            />
          </MessageBarBody>
        </MessageBar>
      )}
      {expected === null ? null : <TypedConfirmation expected={expected} value={typed} onChange={setTyped} />}
      <FooterActions>
        <Button appearance="primary" icon={<Play20Regular />} disabled={!isReady} onClick={go}>
          {text(plan.writes === 0 ? 'wizard.review.goNothing' : 'wizard.review.go', { count: plan.writes })}
        </Button>
        <Button icon={<ArrowClockwise20Regular />} onClick={() => void setUp.makePlan()}>
          {text('wizard.review.again')}
        </Button>
      </FooterActions>
    </>
  );
}
