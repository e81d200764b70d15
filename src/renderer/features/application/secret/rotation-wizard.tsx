import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, CircleHint20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import type { ChangeRun } from '#renderer/lib/change-run';
import { timeLeft, withLocalTimes } from '#renderer/lib/secret-words';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { RotationView } from '#shared/model/secret-care';
import { GetStep, RevokeStep, SaveStep, TestStep } from './rotation-steps.tsx';
import { useHandles } from './rotation-store.ts';
import {
  useFinishRotation,
  useForgetSecrets,
  useProveRotation,
  useTestRotation,
  useTimeLeft,
} from './secret-queries.ts';

const useStyles = makeStyles({
  mark: { display: 'flex', color: tokens.colorNeutralForeground2 },
  done: { display: 'flex', color: tokens.colorPaletteGreenForeground1 },
  now: { display: 'flex', color: tokens.colorBrandForeground1 },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, padding: '4px 12px 20px 40px' },
  body: { whiteSpace: 'normal' },
});

const steps = ['get', 'test', 'save', 'revoke'] as const;
type Step = (typeof steps)[number];

/** The step that is next. A tested token that is no longer held has to be entered again. */
function currentOf({ stage, madeAt }: RotationView, holds: boolean): Step {
  if (stage === 'healthy') return 'revoke';
  if (stage === 'saved' || stage === 'proven') return 'save';
  if (stage === 'tested' && holds) return 'save';
  return madeAt === null && !holds ? 'get' : 'test';
}

interface RotationWizardProps {
  readonly id: string;
  readonly rotation: RotationView;
  /** Labels of the secrets that the application has. */
  readonly labels: readonly string[];
  readonly change: ChangeRun<'rotation.plan'>;
}

/** Takes an open rotation; leads through it: get, test, save and prove, revoke, with the old token's end counted down. */
export function RotationWizard(props: RotationWizardProps): ReactElement {
  const { id, rotation, labels } = props;
  const styles = useStyles();
  const handles = useHandles(id);
  const forget = useForgetSecrets(id);
  const finish = useFinishRotation(id);
  const test = useTestRotation(id);
  const prove = useProveRotation(id);
  const [opened, setOpened] = useState<Step | null>(null);
  const current = currentOf(rotation, labels.length > 0 && labels.every((label) => handles[label] !== undefined));
  const open = opened ?? current;
  const end = async (outcome: 'revoked' | 'leftToEnd' | 'givenUp'): Promise<void> => {
    const result = await finish.start({ application: id, outcome });
    if (!result.ok) return;
    forget();
    // The next rotation begins with nothing of this one.
    for (const task of [test, prove, finish]) task.reset();
  };
  const panels: Readonly<Record<Step, ReactElement>> = {
    get: <GetStep id={id} rotation={rotation} />,
    test: <TestStep id={id} rotation={rotation} labels={labels} onTested={() => setOpened(null)} />,
    save: <SaveStep {...props} onEnter={() => setOpened('test')} onProved={() => setOpened(null)} />,
    revoke: <RevokeStep rotation={rotation} ending={finish.state === 'running'} onEnd={(how) => void end(how)} />,
  };
  return (
    <Section
      title={text('rotation.title')}
      description={text('rotation.description')}
      actions={
        <Button disabled={finish.state === 'running'} onClick={() => void end('givenUp')}>
          {text('rotation.giveUp')}
        </Button>
      }
    >
      <Countdown rotation={rotation} />
      {finish.error === null ? null : <ErrorPanel error={finish.error} />}
      <Accordion
        openItems={[open]}
        onToggle={(_event, { value }) => setOpened(value === open && value !== current ? null : (value as Step))}
      >
        {steps.map((step) => (
          <AccordionItem key={step} value={step}>
            <AccordionHeader as="h3" icon={<StepMark state={stateOf(step, current)} />}>
              {text(`rotation.step_${step}`)}
            </AccordionHeader>
            <AccordionPanel className={styles.panel}>{panels[step]}</AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{text('rotation.back')}</MessageBarTitle>
          {withLocalTimes(rotation.undo)}
        </MessageBarBody>
      </MessageBar>
    </Section>
  );
}

type StepState = 'done' | 'now' | 'later';

function stateOf(step: Step, current: Step): StepState {
  if (step === current) return 'now';
  return steps.indexOf(step) < steps.indexOf(current) ? 'done' : 'later';
}

function StepMark({ state }: { readonly state: StepState }): ReactElement {
  const styles = useStyles();
  const looks = {
    done: { icon: <CheckmarkCircle20Filled />, className: styles.done },
    now: { icon: <CircleHint20Regular />, className: styles.now },
    later: { icon: <Circle20Regular />, className: styles.mark },
  } as const;
  const { icon, className } = looks[state];
  return (
    <span role="img" aria-label={text(`rotation.${state}`)} className={className}>
      {icon}
    </span>
  );
}

/** Less than this is not much for what is left to do, in milliseconds. */
const shortMs = 3_600_000;

function Countdown({ rotation }: { readonly rotation: RotationView }): ReactElement {
  const styles = useStyles();
  const left = useTimeLeft(rotation.oldWorksUntil);
  const words = withLocalTimes(rotation.oldTokenWords);
  if (left === null)
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{text('rotation.oldUnknown')}</MessageBarTitle>
          {words}
        </MessageBarBody>
      </MessageBar>
    );
  const isOver = left <= 0;
  const settled = rotation.stage === 'proven' || rotation.stage === 'healthy';
  const intent = settled ? 'info' : isOver ? 'error' : left < shortMs ? 'warning' : 'info';
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>
          {isOver ? text('rotation.oldEnded') : text('rotation.oldLeft', { time: timeLeft(left) })}
        </MessageBarTitle>
        {words}
      </MessageBarBody>
    </MessageBar>
  );
}
