import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useRef } from 'react';
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
  readonly hint?: string | undefined;
  readonly submitLabel?: string;
  readonly busy?: boolean;
  readonly required?: boolean;
  /** True takes it also when the field is left and when something was pasted, where taking it writes nothing yet. */
  readonly eager?: boolean;
  /** Gets the value once; the field is empty before this is called, and no state of React ever held it. */
  readonly onTake: (value: string) => void;
}

/** The longest secret that core takes. */
const longest = 20_000;

/** Takes what to call a secret and who takes it; gives a field that can be written to and never read again. */
export function SecretField(props: SecretFieldProps): ReactElement {
  const { label, hint, submitLabel, busy = false, required = false, eager = false, onTake } = props;
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const take = (): void => {
    const element = input.current;
    const value = element?.value.trim() ?? '';
    if (element === null || value === '') return;
    element.value = '';
    onTake(value);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    take();
  };
  // What is pasted stands in the element only after the event.
  const onPaste = (): void => void setTimeout(take);
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <Field label={label} required={required} className={styles.field} {...(hint === undefined ? {} : { hint })}>
        {(labelled) => (
          // Fluent's own field keeps what is typed in its state and writes it into an attribute; this one does neither.
          <input
            {...labelled}
            ref={input}
            // The browser would complain about an empty field in words of its own.
            required={false}
            type="password"
            autoComplete="off"
            spellCheck={false}
            maxLength={longest}
            className={styles.input}
            {...(eager ? { onBlur: take, onPaste } : {})}
          />
        )}
      </Field>
      <Button type="submit" className={styles.button} disabled={busy}>
        {submitLabel ?? text('common.save')}
      </Button>
    </form>
  );
}
