import { Button, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand (a group with up to five members) */
const mostMembers = 5;

interface GroupFormProps {
  readonly disabled: boolean;
  readonly onStart: (group: string, members: readonly string[]) => void;
}

/** Takes what starts a run; gives fields for one group and up to five of its members. */
export function OnDemandGroupForm({ disabled, onStart }: GroupFormProps): ReactElement {
  const styles = useStyles();
  const [group, setGroup] = useState('');
  const [words, setWords] = useState('');
  const members = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isTooMany = members.length > mostMembers;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (group.trim() !== '' && !isTooMany) onStart(group.trim(), members);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={text('onDemand.groupName')}>
        <Input value={group} maxLength={320} disabled={disabled} onChange={(_event, { value }) => setGroup(value)} />
      </Field>
      <Field
        label={text('onDemand.members')}
        {...(isTooMany
          ? { validationState: 'error' as const, validationMessage: text('onDemand.tooManyMembers') }
          : {})}
      >
        <Textarea value={words} rows={3} disabled={disabled} onChange={(_event, { value }) => setWords(value)} />
      </Field>
      <div>
        <Button type="submit" appearance="primary" disabled={disabled || group.trim() === '' || isTooMany}>
          {text('onDemand.go')}
        </Button>
      </div>
    </form>
  );
}
