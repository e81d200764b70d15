import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useApplications, usePeople, type WhyQuestion } from './queries.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-start' },
  application: { flex: '1 1 220px' },
  person: { flex: '2 1 300px' },
  go: { marginTop: '26px' },
  found: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
});

interface WhyFormProps {
  readonly asked: { readonly application: string; readonly person: string };
  readonly onAsk: (question: WhyQuestion) => void;
}

const shown = 6;

/** Takes what was asked last; gives the choice of an application and a person. */
export function WhyForm({ asked, onAsk }: WhyFormProps): ReactElement {
  const styles = useStyles();
  const [application, setApplication] = useState(asked.application);
  const [person, setPerson] = useState(asked.person);
  const [typing, setTyping] = useState(false);
  const applications = useApplications();
  const found = usePeople(typing ? person : '');
  const people = typing && person.trim().length > 1 ? (found.data?.entries ?? []).slice(0, shown) : [];
  const isListed = applications.some(({ servicePrincipalId }) => servicePrincipalId === application);
  const ask = (who: string): void => {
    setTyping(false);
    if (application !== '' && who.trim() !== '') onAsk({ application, person: who.trim() });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask(person);
  };
  return (
    <Section title={text('why.choose')}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.row}>
          <Field label={text('why.application')} className={styles.application}>
            <Select value={application} onChange={(_event, { value }) => setApplication(value)}>
              <option value="">{text('why.chooseApplication')}</option>
              {isListed || application === '' ? null : <option value={application}>{application}</option>}
              {applications.map(({ servicePrincipalId, displayName }) => (
                <option key={servicePrincipalId} value={servicePrincipalId}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={text('why.person')} hint={text('why.personHint')} className={styles.person}>
            <Input
              value={person}
              maxLength={320}
              onChange={(_event, { value }) => {
                setPerson(value);
                setTyping(true);
              }}
            />
          </Field>
          <Button
            type="submit"
            appearance="primary"
            className={styles.go}
            disabled={application === '' || person.trim() === ''}
          >
            {text('why.explain')}
          </Button>
        </div>
        {found.error === null || !typing ? null : (
          <ErrorPanel error={found.error.wire} onRetry={() => void found.refetch()} />
        )}
        {people.length === 0 ? null : (
          <ul className={styles.found} aria-label={text('why.suggestions')}>
            {people.map(({ id, displayName, userPrincipalName }) => (
              <li key={id}>
                <Button
                  size="small"
                  aria-label={text('why.take', { name: displayName })}
                  title={userPrincipalName ?? undefined}
                  onClick={() => {
                    const name = userPrincipalName ?? id;
                    setPerson(name);
                    ask(name);
                  }}
                >
                  {displayName}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Section>
  );
}
