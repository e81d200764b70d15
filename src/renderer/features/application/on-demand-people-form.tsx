import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 260px' },
  queue: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
  person: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingLeft: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
});

interface PeopleFormProps {
  readonly disabled: boolean;
  readonly onStart: (users: readonly string[], stopAtFailure: boolean) => void;
}

/** Several names may be pasted at once. */
const namesOf = (words: string): readonly string[] =>
  words
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Takes what starts a run; gives a field for people and the queue that they form. */
export function OnDemandPeopleForm({ disabled, onStart }: PeopleFormProps): ReactElement {
  const styles = useStyles();
  const [words, setWords] = useState('');
  const [queue, setQueue] = useState<readonly string[]>([]);
  const [stop, setStop] = useState(false);
  const named = [...new Set([...queue, ...namesOf(words)])];
  const add = (): void => {
    setQueue(named);
    setWords('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (named.length === 0) return;
    onStart(named, stop);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.row}>
        <Field label={text('onDemand.user')} className={styles.field}>
          <Input value={words} maxLength={4000} disabled={disabled} onChange={(_event, { value }) => setWords(value)} />
        </Field>
        <Button disabled={disabled || namesOf(words).length === 0} onClick={add}>
          {text('onDemand.add')}
        </Button>
        <Button type="submit" appearance="primary" disabled={disabled || named.length === 0}>
          {named.length > 1 ? text('onDemand.goMany', { count: named.length }) : text('onDemand.go')}
        </Button>
      </div>
      {queue.length === 0 ? null : (
        <ul className={styles.queue} aria-label={text('onDemand.queue')}>
          {queue.map((name) => (
            <li key={name} className={styles.person}>
              {name}
              <Button
                size="small"
                appearance="transparent"
                icon={<Dismiss16Regular />}
                disabled={disabled}
                aria-label={text('onDemand.remove', { name })}
                onClick={() => setQueue(queue.filter((one) => one !== name))}
              />
            </li>
          ))}
        </ul>
      )}
      {named.length < 2 ? null : (
        <Checkbox
          label={text('onDemand.stop')}
          checked={stop}
          disabled={disabled}
          onChange={(_event, { checked }) => setStop(checked === true)}
        />
      )}
    </form>
  );
}
