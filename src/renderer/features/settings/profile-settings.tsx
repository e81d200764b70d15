import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ChosenPath } from './chosen-path.tsx';
import { useChangeSettings, useChooseProfileFolder } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

/** Gives the folder with vendor profiles of one's own. */
export function ProfileSettings({ settings }: SettingsProps): ReactElement {
  const change = useChangeSettings();
  const choose = useChooseProfileFolder();
  return (
    <Section title={text('settings.profiles')}>
      <ChosenPath
        label={text('settings.profileFolder')}
        help={text('settings.profilesHelp')}
        path={settings.profileFolder}
        none={text('settings.builtInOnly')}
        choose={choose}
        onClear={() => change.mutate({ profileFolder: null })}
      />
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
    </Section>
  );
}
