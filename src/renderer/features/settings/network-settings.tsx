import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ProxyAddress } from '#shared/model/settings';
import { ChosenPath } from './chosen-path.tsx';
import { useChangeSettings, useChooseCertificates } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  field: { flex: '1 1 240px' },
  button: { marginTop: '24px' },
});

const isProxy = (typed: string): boolean => typed === '' || ProxyAddress.safeParse(typed).success;

/** Gives the proxy and the file with further certificate authorities. */
export function NetworkSettings({ settings }: SettingsProps): ReactElement {
  const styles = useStyles();
  const change = useChangeSettings();
  const choose = useChooseCertificates();
  const { address, source } = settings.proxy;
  const saved = source === 'settings' ? (address ?? '') : '';
  const [typed, setTyped] = useState(saved);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isProxy(typed.trim())) change.mutate({ proxy: typed.trim() === '' ? null : typed.trim() });
  };
  return (
    <Section title={text('settings.network')} description={text('settings.networkHelp')}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={text('settings.proxy')}
          hint={`${text('settings.proxyHint')} ${text(`settings.proxySource_${source}`)}${address === null ? '' : `: ${address}`}.`}
          className={styles.field}
          {...(isProxy(typed.trim()) ? {} : { validationMessage: text('settings.proxyFault') })}
        >
          <Input value={typed} maxLength={260} spellCheck={false} onChange={(_event, { value }) => setTyped(value)} />
        </Field>
        <Button
          type="submit"
          className={styles.button}
          disabled={change.isPending || typed.trim() === saved || !isProxy(typed.trim())}
        >
          {text('common.save')}
        </Button>
      </form>
      <ChosenPath
        label={text('settings.certificates')}
        help={text('settings.certificatesHelp')}
        path={settings.certificateFile}
        none={text('common.none')}
        choose={choose}
        onClear={() => change.mutate({ certificateFile: null })}
      />
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
    </Section>
  );
}
