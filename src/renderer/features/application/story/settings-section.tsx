import { Link } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { JobSettingsView } from '#shared/model/cycle';
import type { JobView } from '#shared/model/job';
import { useOutlook } from './story-queries.ts';

/** What the role may not read is unknown, and not off. */
const settingText = (setting: JobSettingsView['notifications'] | undefined): string => {
  if (setting === undefined || setting.state === 'unknown') return text('story.unknown');
  return setting.state === 'on' ? setting.value : text('common.off');
};

/** Takes a job; gives its settings at a glance. */
export function SettingsSection({ id, job }: { readonly id: string; readonly job: JobView }): ReactElement {
  const settings = useOutlook(id, job).data?.settings;
  const isRead = settings !== undefined && settings.notifications.state !== 'unknown';
  const keeps = settings?.keepsOutOfScope ?? 'unknown';
  return (
    <Section title={text('overview.settings')}>
      <KeyValues
        items={[
          {
            name: text('overview.scope'),
            value: (
              <Link href={hrefOf(places.application(id, 'scope'))}>
                {text(`overview.scope_${settings?.scope ?? job.scope}`)}
              </Link>
            ),
          },
          { name: text('overview.notifications'), value: settingText(settings?.notifications) },
          { name: text('overview.threshold'), value: settingText(settings?.deletionThreshold) },
          { name: text('story.outOfScope'), value: text(`story.outOfScope_${keeps}`) },
          {
            name: text('story.target'),
            value: settings?.targetHost ?? text(isRead ? 'story.notSaved' : 'story.unknown'),
          },
          { name: text('overview.template'), value: job.templateId },
          { name: text('overview.objectId'), value: job.servicePrincipalId, copy: job.servicePrincipalId, mono: true },
          { name: text('overview.jobId'), value: job.jobId, copy: job.jobId, mono: true },
        ]}
      />
    </Section>
  );
}
