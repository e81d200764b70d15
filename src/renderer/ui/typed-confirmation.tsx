import { Field, Input, makeStyles } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({ field: { maxWidth: '420px' } });

interface TypedConfirmationProps {
  readonly expected: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Takes what has to be typed and what was; gives the field for it. */
export function TypedConfirmation({ expected, value, onChange }: TypedConfirmationProps): ReactElement {
  const styles = useStyles();
  const known = /^\d+$/.test(expected);
  return (
    <Field
      className={styles.field}
      label={text('typed.count', { text: expected })}
      hint={text(known ? 'typed.help' : 'typed.helpUnknown')}
    >
      <Input
        value={value}
        inputMode={known ? 'numeric' : 'text'}
        autoComplete="off"
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
