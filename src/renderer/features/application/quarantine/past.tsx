import { Badge, Text } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { HistoryGaps } from '#renderer/features/application/history-gaps.tsx';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { QuarantineMoment } from '#shared/model/quarantine';
import { useQuarantineHistory } from './queries.ts';

const colours = { entered: 'danger', ours: 'brand', now: 'danger' } as const;

/** Takes an application; gives its quarantines until now, and what cannot be known of them. */
export function Past({ id }: { readonly id: string }): ReactElement {
  const history = useQuarantineHistory(id);
  return (
    <Answer
      query={history}
      skeleton={
        <Section title={text('quarantine.history')}>
          <LinesSkeleton lines={3} />
        </Section>
      }
    >
      {({ moments, gaps }) => (
        <>
          {moments.length === 0 ? (
            <Section title={text('quarantine.history')}>
              <Text>{text('quarantine.historyNone')}</Text>
            </Section>
          ) : (
            <Section flush title={text('quarantine.history')}>
              <Moments moments={moments} />
            </Section>
          )}
          <HistoryGaps gaps={gaps} />
        </>
      )}
    </Answer>
  );
}

function Moments({ moments }: { readonly moments: readonly QuarantineMoment[] }): ReactElement {
  return (
    <DataTable
      label={text('quarantine.history')}
      rows={moments}
      rowKey={({ at, what, words }) => `${at}:${what}:${words}`}
      columns={[
        {
          key: 'at',
          header: text('quarantine.historyWhen'),
          width: '200px',
          cell: ({ at }) => formats.dateTime(at),
          sortBy: ({ at }) => at,
        },
        {
          key: 'what',
          header: text('quarantine.historyWhat'),
          width: '120px',
          cell: ({ what }) => (
            <Badge appearance="tint" color={colours[what]}>
              {text(`quarantine.moment_${what}`)}
            </Badge>
          ),
        },
        { key: 'words', header: text('quarantine.historyWords'), cell: ({ words }) => words },
      ]}
    />
  );
}
