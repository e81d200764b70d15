import { Badge, Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular, KeyMultipleRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { useNow } from '#renderer/lib/now';
import { hrefOf, places } from '#renderer/lib/places';
import { ageWords, savedWords } from '#renderer/lib/secret-words';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { GapList } from '#renderer/ui/gap-list.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { SecretLevelBadge } from '#renderer/ui/secret-level.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import { type SecretEntry, secretLevels } from '#shared/model/secret-care';
import { useSecrets } from './queries.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '2px', alignItems: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Gives the register of secrets: what ends first at the top, with the way to replace it. */
export function SecretsScreen(): ReactElement {
  const secrets = useSecrets();
  return (
    <Page
      title={text('secrets.title')}
      description={text('secrets.description')}
      size="wide"
      actions={
        <Button icon={<ArrowClockwise20Regular />} disabled={secrets.isFetching} onClick={() => void secrets.refetch()}>
          {text('common.refresh')}
        </Button>
      }
    >
      <Answer
        query={secrets}
        skeleton={
          <Section>
            <TableSkeleton />
          </Section>
        }
      >
        {({ secrets: entries, gaps }) => (
          <>
            {entries.length === 0 ? <Nothing /> : <Register entries={entries} />}
            <GapList title={text('secrets.gaps')} gaps={gaps} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const Nothing = (): ReactElement => (
  <Section>
    <EmptyState
      icon={<KeyMultipleRegular fontSize={36} />}
      title={text('secrets.emptyTitle')}
      description={text('secrets.emptyHelp')}
    />
  </Section>
);

function Register({ entries }: { readonly entries: readonly SecretEntry[] }): ReactElement {
  const styles = useStyles();
  const now = useNow();
  const columns: readonly Column<SecretEntry>[] = [
    {
      key: 'application',
      header: text('secrets.application'),
      cell: ({ application, servicePrincipalId }) => (
        <Link href={hrefOf(places.application(servicePrincipalId, 'credentials'))}>{application}</Link>
      ),
      sortBy: ({ application }) => application,
    },
    {
      key: 'state',
      header: text('secrets.state'),
      cell: ({ level, authorized, rotationOpen, changedElsewhereAt }) => (
        <span className={styles.stack}>
          {authorized ? text('secrets.authorized') : <SecretLevelBadge level={level} />}
          {rotationOpen ? <Badge color="brand">{text('secrets.rotationOpen')}</Badge> : null}
          {changedElsewhereAt === null ? null : (
            <Badge appearance="outline" color="informative">
              {text('secrets.changedElsewhere')}
            </Badge>
          )}
        </span>
      ),
      sortBy: ({ level }) => secretLevels.indexOf(level),
    },
    {
      key: 'ends',
      header: text('secrets.ends'),
      cell: ({ expiresAt }) =>
        expiresAt === null ? (
          '–'
        ) : (
          <span className={styles.stack}>
            <span>{formats.date(expiresAt)}</span>
            <Text size={200} className={styles.quiet}>
              {formats.relative(expiresAt, now)}
            </Text>
          </span>
        ),
      sortBy: ({ expiresAt }) => (expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt)),
    },
    {
      key: 'known',
      header: text('secrets.known'),
      cell: ({ authorized, expirySource }) => (authorized ? '–' : text(`secrets.from_${expirySource}`)),
      sortBy: ({ expirySource }) => expirySource,
    },
    {
      key: 'age',
      header: text('secrets.age'),
      cell: (entry) => (entry.authorized ? '–' : ageWords(entry)),
      sortBy: ({ ageDays }) => ageDays ?? -1,
    },
    {
      key: 'saved',
      header: text('secrets.saved'),
      cell: (entry) => (entry.authorized ? '–' : savedWords(entry)),
      width: '24%',
    },
    {
      key: 'actions',
      header: text('secrets.actions'),
      cell: ({ application, servicePrincipalId, rotationOpen, authorized }) => {
        const words = text(rotationOpen ? 'secrets.goOn' : authorized ? 'secrets.look' : 'secrets.replace');
        return (
          <Link
            href={hrefOf(places.application(servicePrincipalId, 'credentials'))}
            aria-label={`${words}: ${application}`}
          >
            {words}
          </Link>
        );
      },
    },
  ];
  return (
    <Section flush>
      <DataTable
        label={text('secrets.title')}
        columns={columns}
        rows={entries}
        rowKey={({ servicePrincipalId }) => servicePrincipalId}
      />
    </Section>
  );
}
