import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ClipboardTextLtr24Regular } from '@fluentui/react-icons';
import { type ReactElement, useCallback, useState } from 'react';
import type { LogPages } from '#renderer/lib/log-pages';
import { text } from '#renderer/lib/text';
import type { LogEntryView } from '#shared/model/job';
import { EmptyState } from './empty-state.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { LogDetail } from './log-detail.tsx';
import { LogTable } from './log-table.tsx';
import { TableSkeleton } from './skeletons.tsx';

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: '320px',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
  },
  foot: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
  },
});

interface LogViewProps {
  readonly pages: LogPages;
  readonly showApplication: boolean;
  /** Whether a filter is on, which tells an empty log from one where nothing fits. */
  readonly filtered: boolean;
}

/** Takes the log page by page; gives the table, the row that is opened, and how much was read. */
export function LogView({ pages, showApplication, filtered }: LogViewProps): ReactElement {
  const styles = useStyles();
  const [opened, setOpened] = useState<LogEntryView | null>(null);
  const { entries, complete, loading, loadingMore, error, loadMore, refresh } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when the end moved, so that the table is not drawn again
  const onEnd = useCallback(loadMore, [entries.length, complete, loadingMore]);
  const open = useCallback((entry: LogEntryView) => setOpened(entry), []);
  return (
    <div className={styles.frame}>
      {error === null ? null : <ErrorPanel error={error.wire} onRetry={refresh} />}
      {loading ? <TableSkeleton rows={8} /> : null}
      {!loading && error === null && entries.length === 0 ? (
        <EmptyState
          icon={<ClipboardTextLtr24Regular fontSize={36} />}
          title={text(filtered ? 'log.noMatchTitle' : 'log.emptyTitle')}
          description={text(filtered ? 'log.noMatchHelp' : 'log.emptyHelp')}
        />
      ) : null}
      {entries.length === 0 ? null : (
        <>
          <LogTable entries={entries} showApplication={showApplication} onOpen={open} onEnd={onEnd} />
          <div className={styles.foot} aria-live="polite">
            <Text size={200}>
              {complete ? text('log.rows', { count: entries.length }) : text('log.rowsMore', { count: entries.length })}
            </Text>
            {complete ? null : (
              <Button size="small" disabled={loadingMore} onClick={loadMore}>
                {text(loadingMore ? 'log.loadingMore' : 'log.loadMore')}
              </Button>
            )}
          </div>
        </>
      )}
      <LogDetail entry={opened} onClose={() => setOpened(null)} />
    </div>
  );
}
