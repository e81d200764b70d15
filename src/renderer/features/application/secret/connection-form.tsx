import {
  Button,
  Field,
  Input,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { usePutSecret } from '#renderer/features/application/queries';
import type { ChangeRun } from '#renderer/lib/change-run';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';

const useStyles = makeStyles({
  secrets: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  secret: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface ConnectionFormProps {
  readonly live: ProvisioningConfiguration;
  readonly change: ChangeRun;
  /** False while a rotation asks for the secrets. */
  readonly asksSecrets: boolean;
  /** By label: what was entered and is held by core. */
  readonly handles: Readonly<Record<string, SecretHandle>>;
  readonly onTaken: (label: string, handle: SecretHandle) => void;
}

/** Takes what is set up; gives the form that changes the address, and replaces secrets at once. */
export function ConnectionForm({ live, change, asksSecrets, handles, onTaken }: ConnectionFormProps): ReactElement {
  const [tenantUrl, setTenantUrl] = useState(live.connection.tenantUrl ?? '');
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
  const about = live.application.servicePrincipalId;
  return (
    <>
      <Section
        title={text('credentials.title')}
        description={text('credentials.description')}
        actions={
          about === undefined ? null : (
            <Link href={hrefOf(places.preflight({ application: about }))}>{text('preflight.link')}</Link>
          )
        }
      >
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
      {asksSecrets ? <Secrets secrets={live.connection.secrets} handles={handles} onTaken={onTaken} /> : null}
      <div>
        <Button appearance="primary" disabled={!isChanged} onClick={review}>
          {text('credentials.review')}
        </Button>
      </div>
    </>
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
