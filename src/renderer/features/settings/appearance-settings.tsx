import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Theme } from '#shared/model/settings';
import { useChangeSettings } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

/** Gives the choice of the theme. */
export function AppearanceSettings({ settings }: SettingsProps): ReactElement {
  const change = useChangeSettings();
  return (
    <Section title={text('settings.appearance')}>
      <Field label={text('settings.theme')} hint={text('settings.themeHelp')}>
        <RadioGroup
          value={settings.theme}
          onChange={(_event, { value }) => change.mutate({ theme: Theme.parse(value) })}
        >
          {Theme.options.map((theme) => (
            <Radio key={theme} value={theme} label={text(`settings.theme_${theme}`)} />
          ))}
        </RadioGroup>
      </Field>
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
    </Section>
  );
}
