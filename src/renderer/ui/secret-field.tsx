import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { LockClosed20Regular } from '@fluentui/react-icons';
import type { FormEvent, ReactElement } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
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
        <Input
          name="secret"
          type="password"
          autoComplete="off"
          spellCheck={false}
          contentBefore={<LockClosed20Regular />}
        />
      </Field>
      <Button type="submit" className={styles.button} disabled={busy}>
        {submitLabel ?? text('common.save')}
      </Button>
    </form>
  );
}
