import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { JobView } from '#shared/model/job';
import type { TabProps } from './application-screen.tsx';
import { CycleCard } from './cycle-card.tsx';
import { OnDemandCard } from './on-demand-card.tsx';
import { CyclesSection } from './story/cycles-section.tsx';
import { LastErrors } from './story/last-errors.tsx';
import { SettingsSection } from './story/settings-section.tsx';
import { StateSection } from './story/state-section.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
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

/** Gives the job of an application as a story: its state, its cycles, what they did and what failed, and what can be done. */
export function OverviewTab({ id, job }: TabProps): ReactElement {
  const styles = useStyles();
  return (
    <>
      <StateSection id={id} job={job} />
      <CyclesSection id={id} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Counts job={job} />
          <LastErrors id={id} job={job} />
          <OnDemandCard id={id} />
        </div>
        <div className={styles.column}>
          <CycleCard title={text('overview.lastCycle')} cycle={job.lastCycle} />
          <SettingsSection id={id} job={job} />
        </div>
      </div>
    </>
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
