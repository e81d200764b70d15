import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import type { ReactElement } from 'react';

interface LineInputProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly required?: boolean;
  /** What is wrong with it, from the check of the profile. */
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Takes a label and a text of one line; gives the field for it. */
export function LineInput({ label, hint, value, required = false, problem, onChange }: LineInputProps): ReactElement {
  return (
    <Field
      label={label}
      required={required}
      {...(hint === undefined ? {} : { hint })}
      {...(problem === undefined ? {} : { validationMessage: problem })}
    >
      <Input value={value} maxLength={2000} onChange={(_event, { value: typed }) => onChange(typed)} />
    </Field>
  );
}

interface TextInputProps extends Omit<LineInputProps, 'required' | 'problem'> {
  readonly rows?: number;
}

/** Takes a label and a text of many lines; gives the field for it. */
export function TextInput({ label, hint, value, rows = 3, onChange }: TextInputProps): ReactElement {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Textarea
        value={value}
        rows={rows}
        resize="vertical"
        maxLength={4000}
        onChange={(_event, { value: typed }) => onChange(typed)}
      />
    </Field>
  );
}

interface LinesInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly lines: readonly string[];
  readonly onChange: (lines: string[]) => void;
}

/** Takes a label and lines; gives the field in which each line of text is one of them. */
export const LinesInput = ({ lines, onChange, ...rest }: LinesInputProps): ReactElement => (
  <TextInput {...rest} value={lines.join('\n')} onChange={(typed) => onChange(typed === '' ? [] : typed.split('\n'))} />
);

interface ChoiceInputProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly T[];
  /** Takes a choice; gives its words. */
  readonly words: (choice: T) => string;
  readonly onChange: (choice: T) => void;
}

/** Takes a label and choices; gives the field that chooses one. */
export function ChoiceInput<T extends string>(props: ChoiceInputProps<T>): ReactElement {
  const { label, value, choices, words, onChange } = props;
  const choose = (typed: string): void => {
    const chosen = choices.find((choice) => choice === typed);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <Field label={label}>
      <Select value={value} onChange={(_event, { value: typed }) => choose(typed)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words(choice)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
