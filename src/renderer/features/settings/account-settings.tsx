import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { useSession } from '#renderer/lib/session';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useChangeSettings } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } });

/** Gives cloud, registration and account, and the ways to change them. */
export function AccountSettings({ settings }: SettingsProps): ReactElement {
  const styles = useStyles();
  const change = useChangeSettings();
  const account = useSession().data?.account ?? null;
  const { cloud, clouds, clientId } = settings;
  return (
    <Section title={text('settings.accounts')} description={text('settings.accountsHelp')}>
      <Field label={text('settings.cloud')}>
        <Select
          value={cloud}
          disabled={change.isPending}
          onChange={(_event, { value }) => change.mutate({ cloud: value })}
        >
          {clouds.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
      <KeyValues
        items={[
          { name: text('settings.signedIn'), value: account?.username ?? text('settings.nobody') },
          clientId === null
            ? { name: text('settings.clientId'), value: text('settings.noClientId') }
            : { name: text('settings.clientId'), value: clientId, copy: clientId, mono: true },
        ]}
      />
      <div className={styles.actions}>
        <Button as="a" href={hrefOf(places.firstRun)}>
          {text('settings.register')}
        </Button>
        <Button as="a" href={hrefOf(places.signIn)}>
          {text('settings.manageAccounts')}
        </Button>
      </div>
    </Section>
  );
}
