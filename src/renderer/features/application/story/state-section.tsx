import { Link, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { intervalText } from '#renderer/lib/interval';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { type KeyValue, KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { JobOutlook } from '#shared/model/cycle';
import type { JobView } from '#shared/model/job';
import { useOutlook } from './story-queries.ts';

const useStyles = makeStyles({
  summary: { overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '88ch' },
});

/** Takes a job; gives in what state it is, how far its initial cycle is and between which moments that ends, and its marks. */
export function StateSection({ id, job }: { readonly id: string; readonly job: JobView }): ReactElement {
  const styles = useStyles();
  const outlook = useOutlook(id, job);
  return (
    <Section title={text('overview.health')}>
      <Text className={styles.summary}>
        {job.summary}{' '}
        {job.quarantine === null ? null : (
          <Link href={hrefOf(places.application(id, 'quarantine'))}>{text('story.toQuarantine')}</Link>
        )}
      </Text>
      {outlook.data?.initialCycle == null ? null : <InitialCycle cycle={outlook.data.initialCycle} />}
      {outlook.error === null ? null : <ErrorPanel error={outlook.error.wire} onRetry={() => void outlook.refetch()} />}
      <KeyValues items={marks(job, outlook.data ?? null)} />
      {outlook.data === undefined ? null : (
        <Text size={200} className={styles.quiet}>
          {outlook.data.watermarkExplanation}
        </Text>
      )}
    </Section>
  );
}

const moment = (iso: string | null): string => (iso === null ? text('common.never') : formats.dateTime(iso));

/** To the minute both ends may read the same. */
function rangeText(range: { readonly earliest: string; readonly latest: string }): string {
  const [earliest, latest] = [formats.dateTime(range.earliest), formats.dateTime(range.latest)];
  return earliest === latest ? text('story.about', { time: earliest }) : text('story.between', { earliest, latest });
}

function marks(job: JobView, outlook: JobOutlook | null): readonly KeyValue[] {
  const isOn = job.scheduleState.toLowerCase() === 'active';
  const interval = job.interval === null ? text('common.unknown') : intervalText(job.interval);
  return [
    {
      name: text('overview.schedule'),
      value: isOn
        ? text(job.quarantine === null ? 'story.onEvery' : 'story.onLessOften', { interval })
        : text('common.off'),
    },
    {
      name: text('story.nextCycle'),
      value: outlook?.nextCycle == null ? text(isOn ? 'common.unknown' : 'common.none') : rangeText(outlook.nextCycle),
    },
    {
      name: text('story.watermark'),
      value:
        outlook === null
          ? '–'
          : outlook.changesReadUntil === null
            ? text('common.none')
            : moment(outlook.changesReadUntil),
    },
    { name: text('story.steadyFirst'), value: moment(job.steadyStateSince) },
    { name: text('story.steadyLast'), value: outlook === null ? '–' : moment(outlook.steadyLast) },
  ];
}

/** A range and never a moment; where there is none, why. */
function InitialCycle({ cycle }: { readonly cycle: NonNullable<JobOutlook['initialCycle']> }): ReactElement {
  const styles = useStyles();
  const { completed, total, units, end, explanation } = cycle;
  const isCounted = completed !== null && total !== null && total > 0;
  const done = isCounted
    ? text('overview.progressOf', { completed, total, units: units === '' ? text('story.pages') : units })
    : text('story.notCounted');
  return (
    <div className={styles.progress}>
      <ProgressBar
        thickness="large"
        {...(isCounted ? { value: Math.min(1, completed / total) } : {})}
        aria-label={text('overview.progress')}
        aria-valuetext={done}
      />
      <Text>
        {done}. {end === null ? text('story.noEstimate') : text('story.ends', { range: rangeText(end) })}
      </Text>
      <Text size={200} className={styles.quiet}>
        {explanation}
      </Text>
    </div>
  );
}
