import { Badge, Button, Text } from '@fluentui/react-components';
import { Camera20Regular, History24Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { ChangePanel } from '#renderer/ui/change-panel.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton, TableSkeleton } from '#renderer/ui/skeletons.tsx';
import type { TimelineEntry } from '#shared/model/timeline';
import type { TabProps } from './application-screen.tsx';
import { HistoryGaps } from './history-gaps.tsx';
import { useJournalVerdict, useRollback, useSnapshots, useTakeSnapshot, useTimeline } from './history-queries.ts';
import { SnapshotSection } from './snapshot-section.tsx';
import { TimelineList } from './timeline-list.tsx';

/** What is compared: the ids of two snapshots, `after` null for the tenant as it is now. */
export interface Comparing {
  readonly before: string;
  readonly after: string | null;
}

/** Gives who changed what of an application and when, what differs between any two snapshots, and the way back. */
export function HistoryTab({ id }: TabProps): ReactElement {
  const rollback = useRollback(id);
  const [comparing, setComparing] = useState<Comparing | null>(null);
  const compare = ({ before, after }: TimelineEntry): void => {
    if (before !== null) setComparing({ before, after });
  };
  return (
    <ChangePanel change={rollback}>
      <TimelineSection id={id} onCompare={compare} onGoBack={(snapshot) => rollback.propose({ id: snapshot })} />
      <Snapshots
        id={id}
        comparing={comparing}
        onCompare={setComparing}
        onGoBack={(snapshot) => rollback.propose({ id: snapshot })}
      />
    </ChangePanel>
  );
}

interface TimelineSectionProps {
  readonly id: string;
  readonly onCompare: (entry: TimelineEntry) => void;
  readonly onGoBack: (snapshot: string) => void;
}

function TimelineSection({ id, onCompare, onGoBack }: TimelineSectionProps): ReactElement {
  const timeline = useTimeline(id);
  const take = useTakeSnapshot(id);
  return (
    <>
      <Section
        title={text('history.title')}
        description={text('history.description')}
        actions={
          <>
            <JournalBadge />
            <Button
              icon={<Camera20Regular />}
              disabled={take.state === 'running'}
              onClick={() => void take.start({ application: id })}
            >
              {text('history.take')}
            </Button>
          </>
        }
      >
        {take.error === null ? null : <ErrorPanel error={take.error} />}
        <Answer query={timeline} skeleton={<TableSkeleton />}>
          {({ entries, complete }) =>
            entries.length === 0 ? (
              <EmptyState
                icon={<History24Regular fontSize={36} />}
                title={text('history.emptyTitle')}
                description={text('history.emptyHelp')}
              />
            ) : (
              <>
                <TimelineList entries={entries} onCompare={onCompare} onGoBack={onGoBack} />
                {complete ? null : <Text>{text('history.older')}</Text>}
              </>
            )
          }
        </Answer>
      </Section>
      {timeline.data === undefined ? null : <HistoryGaps gaps={timeline.data.gaps} />}
    </>
  );
}

function JournalBadge(): ReactElement | null {
  const { data } = useJournalVerdict();
  if (data === undefined) return null;
  const words = data.intact ? text('history.intact') : `${text('history.notIntact')}: ${data.problem ?? ''}`;
  return (
    <Badge appearance="tint" size="large" color={data.intact ? 'success' : 'danger'} title={data.anchor}>
      {words}
    </Badge>
  );
}

interface SnapshotsProps {
  readonly id: string;
  readonly comparing: Comparing | null;
  readonly onCompare: (comparing: Comparing) => void;
  readonly onGoBack: (snapshot: string) => void;
}

function Snapshots({ id, ...rest }: SnapshotsProps): ReactElement {
  const snapshots = useSnapshots(id);
  return (
    <Answer
      query={snapshots}
      skeleton={
        <Section>
          <LinesSkeleton lines={3} />
        </Section>
      }
    >
      {(list) => <SnapshotSection id={id} list={list} {...rest} />}
    </Answer>
  );
}
