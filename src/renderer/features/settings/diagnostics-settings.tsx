import { Button, Field, SpinButton } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { wireErrorOf } from '#renderer/lib/call-failure';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useChangeSettings, useSaveDiagnostics } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

/** Gives how long the program's log is kept, where files are, and the diagnostics as a file. */
export function DiagnosticsSettings({ settings }: SettingsProps): ReactElement {
  const change = useChangeSettings();
  const save = useSaveDiagnostics();
  const keep = (value: number): void => {
    const days = Math.min(365, Math.max(1, Math.round(value)));
    if (days !== settings.logRetentionDays) change.mutate({ logRetentionDays: days });
  };
  return (
    <Section title={text('settings.diagnostics')} description={text('settings.diagnosticsHelp')}>
      <Field label={text('settings.retention')} hint={text('settings.days')}>
        <SpinButton
          value={settings.logRetentionDays}
          min={1}
          max={365}
          onChange={(_event, { value, displayValue }) => {
            const typed = value ?? Number(displayValue);
            if (Number.isFinite(typed)) keep(typed);
          }}
        />
      </Field>
      <KeyValues
        items={[
          { name: text('settings.dataFolder'), value: settings.dataFolder, copy: settings.dataFolder, mono: true },
        ]}
      />
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
      {save.error === null ? null : <ErrorPanel error={wireErrorOf(save.error)} />}
      <div>
        <Button icon={<ArrowDownload20Regular />} disabled={save.isPending} onClick={() => save.mutate()}>
          {text('settings.saveDiagnostics')}
        </Button>
      </div>
    </Section>
  );
}
