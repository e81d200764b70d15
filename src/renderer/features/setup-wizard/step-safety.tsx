import {
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  SpinButton,
  Switch,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { Missing } from '#shared/wizard/missing';
import { missingOf, type StepProps } from './step-props.ts';
import { answer } from './wizard-store.ts';

const useStyles = makeStyles({
  field: { maxWidth: '480px' },
  number: { maxWidth: '160px' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** What was not typed yet is a reminder; only what was typed can be wrong. */
const emailMessage = (missing: Missing | undefined) => {
  if (missing === undefined) return {};
  const validationMessage = text(`wizard.problem.${missing.problem}`);
  return missing.problem === 'notEmail'
    ? { validationMessage }
    : { validationMessage, validationState: 'warning' as const };
};

/** Gives the step of notifications and of what keeps an accident small. */
export function StepSafety({ guide, answers, missing }: StepProps): ReactElement {
  const styles = useStyles();
  const { threshold, email } = answers;
  const problem = missingOf(missing, 'email');
  return (
    <>
      <Section title={text('wizard.safety.mail')} description={text('wizard.safety.mailHelp')}>
        <Field label={text('wizard.safety.email')} className={styles.field} {...emailMessage(problem)}>
          <Input
            type="email"
            value={email}
            maxLength={320}
            onChange={(_event, { value }) => answer({ email: value })}
          />
        </Field>
      </Section>
      <Section title={text('wizard.safety.threshold')} description={text('wizard.safety.thresholdHelp')}>
        <div className={styles.part}>
          <Switch
            label={text('wizard.safety.thresholdOn')}
            checked={threshold.enabled}
            onChange={(_event, { checked }) => answer({ threshold: { ...threshold, enabled: checked } })}
          />
          {threshold.enabled ? (
            <Field label={text('wizard.safety.thresholdValue')} className={styles.number}>
              <SpinButton
                value={threshold.value}
                min={1}
                max={1_000_000}
                onChange={(_event, { value, displayValue }) => {
                  const next = Math.trunc(value ?? Number(displayValue));
                  if (next >= 1 && next <= 1_000_000) answer({ threshold: { ...threshold, value: next } });
                }}
              />
            </Field>
          ) : null}
        </div>
      </Section>
      {guide.connection.authorizes ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{text('wizard.safety.beforeAuthorize')}</MessageBarBody>
        </MessageBar>
      ) : null}
    </>
  );
}
