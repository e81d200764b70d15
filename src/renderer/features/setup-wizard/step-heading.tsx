import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, Ref } from 'react';
import { text } from '#renderer/lib/text';
import type { WizardStep } from '#shared/model/wizard';

const useStyles = makeStyles({
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  count: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    outline: 'none',
  },
  description: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
});

interface StepHeadingProps {
  readonly ref: Ref<HTMLHeadingElement>;
  readonly step: WizardStep;
  readonly steps: readonly WizardStep[];
}

/** Takes a step and all of them; gives its title and what it is for. The focus comes here when the step changes. */
export function StepHeading({ ref, step, steps }: StepHeadingProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.words}>
      <span className={styles.count}>
        {text('wizard.stepOf', { number: steps.indexOf(step) + 1, total: steps.length })}
      </span>
      <h2 ref={ref} tabIndex={-1} className={styles.title}>
        {text(`wizard.step.${step}`)}
      </h2>
      <Text as="p" block className={styles.description}>
        {text(`wizard.about.${step}`)}
      </Text>
    </div>
  );
}
