import { Field, Input, Link, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import type { GuideField } from '#shared/model/vendor-guide';
import type { WizardAnswers } from '#shared/model/wizard';
import { fieldValue, variableName } from '#shared/wizard/field-values';
import type { Missing, Problem } from '#shared/wizard/missing';
import { answerField } from './wizard-store.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  choice: { display: 'flex', flexDirection: 'column' },
});

interface OpenFieldProps {
  readonly field: GuideField;
  readonly answers: WizardAnswers;
  readonly missing: readonly Missing[];
}

/** Problems that a person has not caused yet are a hint, not a reproach. */
const quiet: ReadonlySet<Problem> = new Set(['required', 'choose']);

const messageOf = (missing: readonly Missing[], name: string) => {
  const one = missing.find(({ field }) => field === name);
  if (one === undefined || quiet.has(one.problem)) return {};
  return { validationMessage: text(`wizard.problem.${one.problem}`) };
};

/** Takes a field that is not secret; gives it in the way its profile says where the value comes from. */
export function OpenField(props: OpenFieldProps): ReactElement {
  const { kind } = props.field.value;
  if (kind === 'fixed') return <FixedField {...props} />;
  if (kind === 'choice') return <ChoiceField {...props} />;
  if (kind === 'template') return <TemplateField {...props} />;
  return <FreeField {...props} />;
}

function FreeField({ field, answers, missing }: OpenFieldProps): ReactElement {
  const { key, label, value, required } = field;
  const [example] = value.examples;
  const hint = value.kind === 'fromVendor' ? text('wizard.field.fromVendor') : text('wizard.field.free');
  return (
    <Field
      label={label}
      required={required}
      hint={example === undefined ? hint : `${hint} ${text('wizard.field.example', { example })}`}
      {...messageOf(missing, key)}
    >
      <Input
        type="url"
        value={answers.fields[key] ?? ''}
        maxLength={2048}
        onChange={(_event, { value: typed }) => answerField(key, typed)}
      />
    </Field>
  );
}

function FixedField(props: OpenFieldProps): ReactElement {
  const styles = useStyles();
  const { field, answers } = props;
  const [own, setOwn] = useState((answers.fields[field.key] ?? '') !== '');
  const fixed = field.value.value ?? '';
  if (own)
    return (
      <div className={styles.part}>
        <FreeField {...props} />
        <Link
          as="button"
          onClick={() => {
            answerField(field.key, '');
            setOwn(false);
          }}
        >
          {text('wizard.field.useFixed', { value: fixed })}
        </Link>
      </div>
    );
  return (
    <Field label={field.label} hint={text('wizard.field.fixed')}>
      {() => (
        <span className={styles.line}>
          <span className={styles.mono}>{fixed}</span>
          <CopyButton value={fixed} what={field.label} />
          <Link as="button" onClick={() => setOwn(true)}>
            {text('wizard.field.useOther')}
          </Link>
        </span>
      )}
    </Field>
  );
}

function ChoiceField({ field, answers, missing }: OpenFieldProps): ReactElement {
  const styles = useStyles();
  return (
    <Field label={field.label} required={field.required} {...messageOf(missing, field.key)}>
      <RadioGroup value={fieldValue(field, answers)} onChange={(_event, { value }) => answerField(field.key, value)}>
        {field.value.choices.map(({ label, value }) => (
          <Radio
            key={value}
            value={value}
            label={
              <span className={styles.choice}>
                <span>{label}</span>
                <span className={`${styles.mono} ${styles.quiet}`}>{value}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}

function TemplateField({ field, answers, missing }: OpenFieldProps): ReactElement {
  const styles = useStyles();
  const { key, value, label } = field;
  const whole = fieldValue(field, answers);
  return (
    <div className={styles.part}>
      {value.variables.map(({ name, hint }) => {
        const named = variableName(key, name);
        return (
          <Field
            key={name}
            label={hint ?? name}
            required={field.required}
            hint={text('wizard.field.template', { template: value.template ?? '', label })}
            {...messageOf(missing, named)}
          >
            <Input
              value={answers.fields[named] ?? ''}
              maxLength={2048}
              onChange={(_event, { value: typed }) => answerField(named, typed)}
            />
          </Field>
        );
      })}
      <Field label={label} {...messageOf(missing, key)}>
        {() => (
          <output className={styles.mono}>
            {whole === '' ? (
              <span className={styles.quiet}>
                {value.examples[0] === undefined
                  ? (value.template ?? '')
                  : text('wizard.field.example', { example: value.examples[0] })}
              </span>
            ) : (
              whole
            )}
          </output>
        )}
      </Field>
    </div>
  );
}
