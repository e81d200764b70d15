import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { History24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { JournalEntryView } from '#shared/contract/journal';
import type { TabProps } from './application-screen.tsx';
import { useHistory } from './queries.ts';

const useStyles = makeStyles({
  when: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  who: { overflowWrap: 'anywhere' },
  kind: { color: tokens.colorNeutralForeground2 },
});

const columnsOf = (styles: ReturnType<typeof useStyles>): readonly Column<JournalEntryView>[] => [
  {
    key: 'at',
    header: text('history.when'),
    sortBy: ({ sequence }) => sequence,
    cell: ({ at }) => <span className={styles.when}>{formats.dateTime(at)}</span>,
  },
  {
    key: 'kind',
    header: text('history.kind'),
    cell: ({ kind }) => <span className={styles.kind}>{textOr('history', `kind_${kind}`)}</span>,
  },
  {
    key: 'step',
    header: text('history.step'),
    sortBy: ({ step }) => step ?? '',
    cell: ({ step }) => <code>{step ?? '–'}</code>,
  },
  { key: 'text', header: text('history.what'), width: '45%', cell: ({ text: words }) => words },
  {
    key: 'who',
    header: text('history.who'),
    sortBy: ({ who }) => who,
    cell: ({ who }) => <span className={styles.who}>{who}</span>,
  },
];

/** Gives what this product wrote about one application from this machine, and whether the record is whole. */
export function HistoryTab({ id }: TabProps): ReactElement {
  const styles = useStyles();
  const history = useHistory(id);
  return (
    <Answer
      query={history}
      skeleton={
        <Section flush>
          <TableSkeleton />
        </Section>
      }
    >
      {({ entries, intact, fault }) => (
        <Section
          flush
          title={text('history.title')}
          description={text('history.description')}
          actions={
            <Badge appearance="tint" size="large" color={intact ? 'success' : 'danger'}>
              {intact ? text('history.intact') : `${text('history.broken')}: ${fault ?? ''}`}
            </Badge>
          }
        >
          {entries.length === 0 ? (
            <EmptyState
              icon={<History24Regular fontSize={36} />}
              title={text('history.emptyTitle')}
              description={text('history.emptyHelp')}
            />
          ) : (
            <DataTable
              label={text('history.title')}
              columns={columnsOf(styles)}
              rows={entries.toReversed()}
              rowKey={({ sequence }) => String(sequence)}
            />
          )}
        </Section>
      )}
    </Answer>
  );
}
