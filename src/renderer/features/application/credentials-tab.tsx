import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';
import type { TabProps } from './application-screen.tsx';
import { useApplicationChange, useConfiguration, usePutSecret } from './queries.ts';

const useStyles = makeStyles({
  secrets: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  secret: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives the connection of an application: its address, its settings, and fields that replace its secrets. */
export function CredentialsTab({ id }: TabProps): ReactElement {
  const configuration = useConfiguration(id);
  return (
    <Answer
      query={configuration}
      skeleton={
        <Section>
          <LinesSkeleton lines={6} />
        </Section>
      }
    >
      {({ configuration: live }) => <Connection id={id} live={live} />}
    </Answer>
  );
}

function Connection({ id, live }: { readonly id: string; readonly live: ProvisioningConfiguration }): ReactElement {
  const change = useApplicationChange(id, 'credentials');
  const [tenantUrl, setTenantUrl] = useState(live.connection.tenantUrl ?? '');
  const [handles, setHandles] = useState<Readonly<Record<string, SecretHandle>>>({});
  const isNew = Object.keys(handles).length > 0;
  const isChanged = isNew || tenantUrl !== (live.connection.tenantUrl ?? '');
  const review = (): void =>
    change.propose({
      configuration: {
        ...live,
        connection: { ...live.connection, ...(tenantUrl === '' ? {} : { tenantUrl: tenantUrl.trim() }) },
      },
      secrets: handles,
      rotateSecrets: isNew,
    });
  const settings = Object.entries(live.connection.settings);
  return (
    <ChangePanel change={change} onClose={() => setHandles({})}>
      <Section title={text('credentials.title')} description={text('credentials.description')}>
        <Field label={text('credentials.tenantUrl')} hint={text('credentials.tenantUrlHelp')}>
          <Input
            type="url"
            value={tenantUrl}
            maxLength={2048}
            spellCheck={false}
            onChange={(_event, { value }) => setTenantUrl(value)}
          />
        </Field>
        {settings.length === 0 ? null : <KeyValues items={settings.map(([name, value]) => ({ name, value }))} />}
      </Section>
      <Secrets
        secrets={live.connection.secrets}
        handles={handles}
        onTaken={(label, handle) => setHandles({ ...handles, [label]: handle })}
      />
      <div>
        <Button appearance="primary" disabled={!isChanged} onClick={review}>
          {text('credentials.review')}
        </Button>
      </div>
    </ChangePanel>
  );
}

interface SecretsProps {
  readonly secrets: ProvisioningConfiguration['connection']['secrets'];
  /** By label: what was entered and is held by core. */
  readonly handles: Readonly<Record<string, SecretHandle>>;
  readonly onTaken: (label: string, handle: SecretHandle) => void;
}

function Secrets({ secrets, handles, onTaken }: SecretsProps): ReactElement {
  const styles = useStyles();
  const put = usePutSecret();
  const labels = Object.values(secrets).map(({ label }) => label);
  // The mutation is reset at once: its variables would otherwise keep the value.
  const take = (label: string, value: string): void =>
    put.mutate({ value }, { onSuccess: ({ handle }) => onTaken(label, handle), onSettled: () => put.reset() });
  return (
    <Section title={text('credentials.secrets')}>
      {labels.length === 0 ? <Text className={styles.quiet}>{text('credentials.noSecrets')}</Text> : null}
      {put.error === null ? null : <ErrorPanel error={put.error.wire} />}
      <div className={styles.secrets}>
        {labels.map((label) => (
          <div key={label} className={styles.secret}>
            <Text className={styles.quiet}>
              {label}: {text('credentials.stored')}
            </Text>
            <SecretField
              label={text('credentials.replace', { label })}
              hint={text('credentials.replaceHelp')}
              submitLabel={text('credentials.take')}
              busy={put.isPending}
              onTake={(value) => take(label, value)}
            />
            {handles[label] === undefined ? null : (
              <MessageBar intent="success">
                <MessageBarBody>{text('credentials.taken')}</MessageBarBody>
              </MessageBar>
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}
