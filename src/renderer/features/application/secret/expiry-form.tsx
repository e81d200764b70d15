import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import type { SecretEntry } from '#shared/model/secret-care';
import { useSetExpiry } from './secret-queries.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const kinds = ['date', 'never', 'unknown'] as const;
type Kind = (typeof kinds)[number];

interface ExpiryFormProps {
  readonly id: string;
  readonly secret: SecretEntry;
  readonly onClose: () => void;
}

/** Takes a secret; gives the form in which a person says when it ends. */
export function ExpiryForm({ id, secret, onClose }: ExpiryFormProps): ReactElement {
  const styles = useStyles();
  const set = useSetExpiry();
  const [kind, setKind] = useState<Kind>('date');
  const [date, setDate] = useState(secret.expiresAt?.slice(0, 10) ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const expiry = kind === 'date' ? { kind, at: `${date}T00:00:00Z` } : { kind };
    set.mutate({ application: id, expiry }, { onSuccess: onClose });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={text('secret.expiry')}>
        <RadioGroup value={kind} onChange={(_event, { value }) => setKind(value as Kind)}>
          {kinds.map((one) => (
            <Radio key={one} value={one} label={text(`secret.expiry_${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      {kind === 'date' ? (
        <Field label={text('secret.date')} hint={text('secret.dateHelp')}>
          <Input type="date" value={date} onChange={(_event, { value }) => setDate(value)} />
        </Field>
      ) : null}
      {set.error === null ? null : <ErrorPanel error={set.error.wire} />}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabled={set.isPending || (kind === 'date' && date === '')}>
          {text('common.save')}
        </Button>
        <Button onClick={onClose}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
