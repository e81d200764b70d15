import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StepList } from '#renderer/ui/step-list.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { OnDemandView } from '#shared/model/job';
import { useOnDemand } from './queries.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  field: { flex: '1 1 260px' },
});

/** Takes an application; gives provisioning one person at once, with every step. */
export function OnDemandCard({ id }: { readonly id: string }): ReactElement {
  const styles = useStyles();
  const [user, setUser] = useState('');
  const task = useOnDemand(id, user);
  const running = task.state === 'running';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (user.trim() !== '') void task.start({ application: id, user: user.trim() });
  };
  return (
    <Section title={text('overview.onDemand')} description={text('overview.onDemandHelp')}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={text('overview.onDemandUser')} className={styles.field}>
          <Input value={user} maxLength={320} disabled={running} onChange={(_event, { value }) => setUser(value)} />
        </Field>
        <Button type="submit" disabled={running || user.trim() === ''}>
          {text('overview.onDemandGo')}
        </Button>
      </form>
      {running ? (
        <TaskProgress progress={task.progress} running cancelling={task.cancelling} onCancel={task.cancel} />
      ) : null}
      {task.error === null ? null : <ErrorPanel error={task.error} />}
      {task.output === null ? null : <Outcome outcome={task.output} />}
    </Section>
  );
}

function Outcome({ outcome }: { readonly outcome: OnDemandView }): ReactElement {
  const { result, subject, errorMessage, remedy, steps } = outcome;
  const intent = result === 'success' ? 'success' : result === 'failure' ? 'error' : 'info';
  return (
    <>
      <MessageBar intent={intent} layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>
            {text('overview.onDemandResult', { subject, result: textOr('logStatus', result) })}
          </MessageBarTitle>
          {errorMessage} {remedy}
        </MessageBarBody>
      </MessageBar>
      <StepList steps={steps} />
    </>
  );
}
