import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { ClipboardTextLtr24Regular } from '@fluentui/react-icons';
import { type ReactElement, useCallback, useState } from 'react';
import {
  type ArchiveSearch,
  archiveSearchOf,
  type LogArchive,
  useArchiveChanges,
  useArchivedRows,
  useFailureGroups,
  useLogEntry,
} from '#renderer/lib/archived-log';
import { isFiltered, type LogChoice } from '#renderer/lib/log-choice';
import type { LogPages } from '#renderer/lib/log-pages';
import { useNow } from '#renderer/lib/now';
import { text } from '#renderer/lib/text';
import { useSettled } from '#renderer/lib/use-settled';
import { Answer } from './answer.tsx';
import { ArchiveBar } from './archive-bar.tsx';
import { ArchivePanel } from './archive-panel.tsx';
import { ArchivedTable } from './archived-table.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { FailureGroups } from './failure-groups.tsx';
import { LogDetail } from './log-detail.tsx';
import { LogFilters } from './log-filters.tsx';
import { LogView } from './log-view.tsx';
import { TableSkeleton } from './skeletons.tsx';

const useStyles = makeStyles({
  explorer: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minHeight: 0,
    // The table scrolls sideways, not the page.
    minWidth: 0,
    flex: '1 1 0',
  },
  rest: { flex: '1 1 0', minHeight: '360px', display: 'flex', flexDirection: 'column' },
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
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
  },
});

interface LogExplorerProps {
  readonly archive: LogArchive;
  /** The service's own log, for where there is no archive. */
  readonly live: LogPages;
  readonly choice: LogChoice;
  readonly onChoose: (change: Partial<LogChoice>) => void;
  /** Applications to choose from; left out where the page is about one, whose id is then in the choice. */
  readonly applications?: readonly { readonly servicePrincipalId: string; readonly displayName: string }[];
  /** What is chosen beside that application. */
  readonly onlyApplication?: string;
}

/** Takes the archive, the service's log and what is chosen; gives the log to filter, search, group, open and take away. */
export function LogExplorer(props: LogExplorerProps): ReactElement {
  const { archive, live, choice, onChoose, applications, onlyApplication } = props;
  const styles = useStyles();
  const [view, setView] = useState<'rows' | 'groups'>('rows');
  const [managing, setManaging] = useState(false);
  const changes = useArchiveChanges();
  const settled = useSettled(choice);
  const now = useNow();
  const searchOf = (chosen: LogChoice): ArchiveSearch => ({
    ...archiveSearchOf(chosen, now),
    ...(onlyApplication === undefined ? {} : { application: onlyApplication }),
  });
  const filter = searchOf(settled);
  return (
    <div className={styles.explorer}>
      {/* Whoever chooses and exports at once means what was chosen. */}
      <ArchiveBar archive={archive} filter={searchOf(choice)} onManage={() => setManaging(true)} />
      <LogFilters
        choice={choice}
        onChange={onChoose}
        archived={archive.isUsed}
        {...(applications === undefined ? {} : { applications })}
      />
      <TabList
        size="small"
        aria-label={text('log.views')}
        selectedValue={view}
        onTabSelect={(_event, { value }) => setView(value === 'groups' ? 'groups' : 'rows')}
      >
        <Tab value="rows">{text('log.rowsTab')}</Tab>
        <Tab value="groups">{text('log.groupsTab')}</Tab>
      </TabList>
      <div className={styles.rest}>
        {view === 'groups' ? (
          <Groups
            filter={filter}
            onShow={(change) => {
              onChoose(change);
              setView('rows');
            }}
            archived={archive.isUsed}
          />
        ) : archive.isUsed ? (
          <Rows filter={filter} onCycle={(cycle) => onChoose({ cycle })} />
        ) : (
          <LogView pages={live} showApplication={onlyApplication === undefined} filtered={isFiltered(choice)} />
        )}
      </div>
      <ArchivePanel open={managing} state={archive.state} changes={changes} onClose={() => setManaging(false)} />
    </div>
  );
}

interface RowsProps {
  readonly filter: ArchiveSearch;
  readonly onCycle: (cycleId: string) => void;
}

function Rows({ filter, onCycle }: RowsProps): ReactElement {
  const styles = useStyles();
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const [opened, setOpened] = useState<string | null>(null);
  const { count, rowAt, error } = useArchivedRows(filter, { ...seen, enabled: true });
  const entry = useLogEntry(opened);
  const onSeen = useCallback((first: number, last: number) => setSeen({ first, last }), []);
  const detail = opened === null ? null : (entry.data ?? null);
  return (
    <div className={styles.frame}>
      {error === null ? null : <ErrorPanel error={error.wire} />}
      {count === null && error === null ? <TableSkeleton rows={8} /> : null}
      {count === 0 ? (
        <EmptyState
          icon={<ClipboardTextLtr24Regular fontSize={36} />}
          title={text('log.noMatchTitle')}
          description={text('log.noMatchHelp')}
        />
      ) : null}
      {count === null || count === 0 ? null : (
        <>
          <ArchivedTable key={JSON.stringify(filter)} count={count} rowAt={rowAt} onSeen={onSeen} onOpen={setOpened} />
          <div className={styles.foot} aria-live="polite">
            <Text size={200}>{text('log.rows', { count })}</Text>
          </div>
        </>
      )}
      {entry.error === null || opened === null ? null : <ErrorPanel error={entry.error.wire} />}
      <LogDetail
        entry={detail?.entry ?? null}
        advice={detail}
        onClose={() => setOpened(null)}
        actions={
          detail?.entry.cycleId == null ? null : (
            <Button
              size="small"
              onClick={() => {
                onCycle(detail.entry.cycleId ?? '');
                setOpened(null);
              }}
            >
              {text('log.onlyCycle')}
            </Button>
          )
        }
      />
    </div>
  );
}

interface GroupsProps {
  readonly filter: ArchiveSearch;
  readonly archived: boolean;
  readonly onShow: (change: Partial<LogChoice>) => void;
}

function Groups({ filter, archived, onShow }: GroupsProps): ReactElement {
  const styles = useStyles();
  const { group: _group, ...wanted } = filter;
  const groups = useFailureGroups(wanted, true);
  return (
    <div className={styles.frame}>
      <Answer query={groups} skeleton={<TableSkeleton rows={5} />}>
        {(found) => (
          <FailureGroups
            found={found}
            onShow={({ group, errorCode }) =>
              onShow(archived && group > 0 ? { group: String(group) } : { status: 'failure', code: errorCode ?? '' })
            }
          />
        )}
      </Answer>
    </div>
  );
}
