import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { Choice } from '#shared/model/plan';
import { answer, useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column', gap: '2px', paddingTop: '4px', overflowWrap: 'anywhere' },
  label: { fontWeight: tokens.fontWeightSemibold },
  effect: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

interface PlanChoicesProps {
  readonly choices: readonly Choice[];
  /** Told after an answer: the plan is another one now. */
  readonly onAnswer: () => void;
}

/** Takes what a plan lets a person choose; gives it to answer. An answer goes into the set-up, and the plan is made again. */
export function PlanChoices({ choices, onAnswer }: PlanChoicesProps): ReactElement {
  return (
    <>
      {choices.map((choice) => (
        <OneChoice key={`${choice.code} ${choice.subject}`} choice={choice} onAnswer={onAnswer} />
      ))}
    </>
  );
}

interface OneChoiceProps {
  readonly choice: Choice;
  readonly onAnswer: () => void;
}

function OneChoice({ choice, onAnswer }: OneChoiceProps): ReactElement {
  const styles = useStyles();
  const { subject, question, options } = choice;
  const everyAccount = useWizard((state) => state.answers?.everyAccount) ?? [];
  const choose = (id: string): void => {
    const others = everyAccount.filter((name) => name !== subject);
    answer({ everyAccount: id === 'everyAccount' ? [...others, subject] : others });
    onAnswer();
  };
  return (
    <Section title={question} description={text('wizard.review.choice')}>
      <RadioGroup
        aria-label={question}
        value={everyAccount.includes(subject) ? 'everyAccount' : 'newAccounts'}
        onChange={(_event, { value }) => choose(value)}
      >
        {options.map(({ id, label, effect }) => (
          <Radio
            key={id}
            value={id}
            label={
              <span className={styles.option}>
                <span className={styles.label}>{label}</span>
                <span className={styles.effect}>{effect}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Section>
  );
}
