import { Button, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import type { Task } from '#renderer/lib/use-task';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { SettingsView } from '#shared/model/settings';
import { useChangeCloud } from './queries.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

interface SignInFormProps {
  readonly task: Task<'session.signIn'>;
  readonly demo: boolean;
  readonly settings: SettingsView | null;
  /** Whether somebody is signed in already. */
  readonly signedIn: boolean;
  /** False while no registration is known, so that no sign-in could work. */
  readonly usable: boolean;
  readonly onSignedIn: () => void;
}

/** Takes the sign-in and the settings; gives cloud, tenant and the two ways of signing in, and shows the one that runs. */
export function SignInForm({ task, demo, settings, signedIn, usable, onSignedIn }: SignInFormProps): ReactElement {
  const styles = useStyles();
  const [tenant, setTenant] = useState('');
  const [loginHint, setLoginHint] = useState('');
  const [asksForCode, setAsksForCode] = useState(false);
  const running = task.state === 'running';
  const begin = async (method: 'browser' | 'deviceCode'): Promise<void> => {
    const result = await task.start({
      method,
      ...(tenant.trim() === '' ? {} : { tenant: tenant.trim() }),
      ...(loginHint.trim() === '' ? {} : { loginHint: loginHint.trim() }),
    });
    if (result.ok) onSignedIn();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void begin('browser');
  };
  return (
    <Section title={text(signedIn ? 'signIn.otherAccount' : 'signIn.withAccount')}>
      <form className={styles.form} onSubmit={submit}>
        {demo || settings === null ? null : <CloudField settings={settings} disabled={running} />}
        <div className={styles.fields}>
          <Field label={text('signIn.tenant')} hint={text('signIn.tenantHint')}>
            <Input
              value={tenant}
              maxLength={253}
              disabled={running}
              onChange={(_event, { value }) => setTenant(value)}
            />
          </Field>
          <Field label={text('signIn.user')} hint={text('signIn.userHint')}>
            <Input
              value={loginHint}
              maxLength={320}
              disabled={running}
              onChange={(_event, { value }) => setLoginHint(value)}
            />
          </Field>
        </div>
        {task.error === null ? null : <ErrorPanel error={task.error} />}
        {running ? (
          <>
            <Text>{text('signIn.running')}</Text>
            <TaskProgress progress={task.progress} running cancelling={task.cancelling} onCancel={task.cancel} />
          </>
        ) : (
          <div className={styles.actions}>
            <Button type="submit" appearance="primary" disabled={!usable}>
              {text('signIn.browser')}
            </Button>
            <Button appearance="subtle" disabled={!usable} onClick={() => setAsksForCode(true)}>
              {text('signIn.device')}
            </Button>
          </div>
        )}
      </form>
      <ConfirmDialog
        open={asksForCode}
        title={text('signIn.deviceTitle')}
        confirmLabel={text('signIn.deviceConfirm')}
        onConfirm={() => {
          setAsksForCode(false);
          void begin('deviceCode');
        }}
        onClose={() => setAsksForCode(false)}
      >
        {text('signIn.deviceWarning')}
      </ConfirmDialog>
    </Section>
  );
}

function CloudField({
  settings,
  disabled,
}: {
  readonly settings: SettingsView;
  readonly disabled: boolean;
}): ReactElement {
  const change = useChangeCloud();
  return (
    <>
      <Field label={text('signIn.cloud')}>
        <Select
          value={settings.cloud}
          disabled={disabled || change.isPending}
          onChange={(_event, { value }) => change.mutate({ cloud: value })}
        >
          {settings.clouds.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
    </>
  );
}
