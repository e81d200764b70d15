import { Link, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { HealthBadge } from '#renderer/ui/health-badge.tsx';
import { Monogram } from '#renderer/ui/monogram.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ApplicationSummary } from '#shared/contract/applications';
import { objectsOf } from './tally.ts';

const useStyles = makeStyles({
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: '200px' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  none: { padding: tokens.spacingHorizontalXXL, color: tokens.colorNeutralForeground2 },
});

const columnsOf = (styles: ReturnType<typeof useStyles>, now: number): readonly Column<ApplicationSummary>[] => [
  {
    key: 'name',
    header: text('home.columnApplication'),
    width: '40%',
    sortBy: ({ displayName }) => displayName,
    cell: ({ displayName, servicePrincipalId, jobs }) => (
      <span className={styles.name}>
        <Monogram name={displayName} />
        <span className={styles.words}>
          <Link href={hrefOf(places.application(servicePrincipalId))}>{displayName}</Link>
          {jobs > 1 ? (
            <Text size={200} className={styles.quiet}>
              {text('home.severalJobs', { count: jobs })}
            </Text>
          ) : null}
        </span>
      </span>
    ),
  },
  {
    key: 'health',
    header: text('home.columnHealth'),
    sortBy: ({ job }) => text(`health.${job?.health ?? 'notConfigured'}`),
    cell: ({ job, fault }) => (fault === null ? <HealthBadge health={job?.health ?? 'notConfigured'} /> : fault),
  },
  {
    key: 'cycle',
    header: text('home.columnLastCycle'),
    sortBy: ({ job }) => job?.lastCycle?.ended ?? '',
    cell: ({ job }) => {
      const ended = job?.lastCycle?.ended ?? null;
      if (ended === null) return <Text className={styles.quiet}>{text('home.noCycle')}</Text>;
      return <time dateTime={ended}>{formats.relative(ended, now)}</time>;
    },
  },
  {
    key: 'objects',
    header: text('home.columnPeople'),
    align: 'end',
    sortBy: (application) => objectsOf(application) ?? -1,
    cell: (application) => {
      const objects = objectsOf(application);
      return objects === null ? '–' : text('home.objects', { count: objects });
    },
  },
];

/** Takes applications; gives them as a table that can be filtered by name and sorted. */
export function ApplicationTable({
  applications,
}: {
  readonly applications: readonly ApplicationSummary[];
}): ReactElement {
  const styles = useStyles();
  const now = useNow();
  const [wanted, setWanted] = useState('');
  const shown = applications.filter(({ displayName }) =>
    displayName.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <Section
      flush
      title={text('home.applications')}
      actions={
        <SearchBox
          aria-label={text('home.filter')}
          placeholder={text('home.filter')}
          value={wanted}
          onChange={(_event, { value }) => setWanted(value)}
        />
      }
    >
      <DataTable
        label={text('home.applications')}
        columns={columnsOf(styles, now)}
        rows={shown}
        rowKey={({ servicePrincipalId }) => servicePrincipalId}
      />
      {shown.length === 0 ? <Text className={styles.none}>{text('home.noMatch')}</Text> : null}
    </Section>
  );
}
