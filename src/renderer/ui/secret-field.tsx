import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import type { FormEvent, ReactElement } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  input: {
    boxSizing: 'border-box',
    width: '100%',
    height: '32px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    ':focus': { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '-1px' },
  },
  // As far down as the label above the field is high.
  button: { marginTop: '24px' },
  field: { flex: '1 1 280px' },
});

interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly submitLabel?: string;
  readonly busy?: boolean;
  /** Gets the value once; the field is empty before this is called, and no state of React ever held it. */
  readonly onTake: (value: string) => void;
}

/** Takes what to call a secret and who takes it; gives a field that can be written to and never read again. */
export function SecretField({ label, hint, submitLabel, busy = false, onTake }: SecretFieldProps): ReactElement {
  const styles = useStyles();
  const take = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('secret');
    event.currentTarget.reset();
    if (typeof value === 'string' && value !== '') onTake(value);
  };
  return (
    <form className={styles.form} onSubmit={take} autoComplete="off">
      <Field label={label} className={styles.field} {...(hint === undefined ? {} : { hint })}>
        {(labelled) => (
          // Fluent's own field keeps what is typed in its state and writes it into an attribute; this one does neither.
          <input
            {...labelled}
            name="secret"
            type="password"
            autoComplete="off"
            spellCheck={false}
            className={styles.input}
          />
        )}
      </Field>
      <Button type="submit" className={styles.button} disabled={busy}>
        {submitLabel ?? text('common.save')}
      </Button>
    </form>
  );
}
