import { Field, Select, Text } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { UpdateMode } from '#shared/model/settings';
import { useChangeSettings } from './queries.ts';
import type { SettingsProps } from './settings-props.ts';

/** Gives what happens to new versions, unless it is decided for the machine. */
export function UpdateSettings({ settings }: SettingsProps): ReactElement {
  const change = useChangeSettings();
  const { mode, managed, available } = settings.updates;
  return (
    <Section title={text('settings.updates')}>
      <Field label={text('settings.updateMode')}>
        <Select
          value={mode}
          disabled={managed || !available || change.isPending}
          onChange={(_event, { value }) => change.mutate({ updates: UpdateMode.parse(value) })}
        >
          {UpdateMode.options.map((option) => (
            <option key={option} value={option}>
              {text(`settings.updates_${option}`)}
            </option>
          ))}
        </Select>
      </Field>
      {managed ? <Text>{text('settings.updatesManaged')}</Text> : null}
      {available ? null : <Text>{text('settings.updatesUnavailable')}</Text>}
      {change.error === null ? null : <ErrorPanel error={change.error.wire} />}
    </Section>
  );
}
