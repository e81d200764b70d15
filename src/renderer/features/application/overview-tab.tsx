import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { intervalText } from '#renderer/lib/interval';
import { text } from '#renderer/lib/text';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { JobView } from '#shared/model/job';
import type { TabProps } from './application-screen.tsx';
import { CycleCard } from './cycle-card.tsx';
import { OnDemandCard } from './on-demand-card.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  summary: { overflowWrap: 'anywhere' },
  counts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXXL, margin: 0 },
  count: { display: 'flex', flexDirection: 'column-reverse' },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives health, progress, cycles and counts of an application, and provisioning one person now. */
export function OverviewTab({ id, job }: TabProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Health job={job} />
        <Counts job={job} />
        <OnDemandCard id={id} />
      </div>
      <div className={styles.column}>
        <CycleCard title={text('overview.lastCycle')} cycle={job.lastCycle} />
        <Settings job={job} />
      </div>
    </div>
  );
}

function Health({ job }: { readonly job: JobView }): ReactElement {
  const styles = useStyles();
  const running = job.progress.find(({ total }) => total > 0);
  return (
    <Section title={text('overview.health')}>
      <Text className={styles.summary}>{job.summary}</Text>
      {job.health === 'initialCycle' && running !== undefined ? (
        <div>
          <ProgressBar
            thickness="large"
            value={running.completed / running.total}
            aria-label={text('overview.progress')}
          />
          <Text size={200} className={styles.quiet}>
            {text('overview.progressOf', {
              completed: running.completed,
              total: running.total,
              units: running.units,
            })}
          </Text>
        </div>
      ) : null}
      <KeyValues
        items={[
          { name: text('overview.schedule'), value: text(job.scheduleState === 'Active' ? 'common.on' : 'common.off') },
          {
            name: text('overview.interval'),
            value: job.interval === null ? text('common.unknown') : intervalText(job.interval),
          },
          {
            name: text('overview.steady'),
            value: job.steadyStateSince === null ? text('common.never') : formats.dateTime(job.steadyStateSince),
          },
        ]}
      />
    </Section>
  );
}

function Counts({ job }: { readonly job: JobView }): ReactElement {
  const styles = useStyles();
  return (
    <Section title={text('overview.inApp')}>
      {job.entriesByType.length === 0 ? (
        <Text className={styles.quiet}>{text('overview.nothingYet')}</Text>
      ) : (
        <dl className={styles.counts}>
          {job.entriesByType.map(({ key, value }) => (
            <div key={key} className={styles.count}>
              <dt className={styles.quiet}>{key}</dt>
              <dd className={styles.number}>{formats.number(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Settings({ job }: { readonly job: JobView }): ReactElement {
  return (
    <Section title={text('overview.settings')}>
      <KeyValues
        items={[
          { name: text('overview.scope'), value: text(`overview.scope_${job.scope}`) },
          { name: text('overview.notifications'), value: job.notificationEmail ?? text('common.none') },
          { name: text('overview.threshold'), value: job.deletionThreshold ?? text('common.none') },
          { name: text('overview.template'), value: job.templateId },
          {
            name: text('overview.objectId'),
            value: job.servicePrincipalId,
            copy: job.servicePrincipalId,
            mono: true,
          },
          { name: text('overview.jobId'), value: job.jobId, copy: job.jobId, mono: true },
        ]}
      />
    </Section>
  );
}
