import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownload20Regular, ArrowSync20Regular, Settings20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { ArchiveSearch, LogArchive } from '#renderer/lib/archived-log';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { ArchiveState } from '#shared/model/archive';
import { ErrorPanel } from './error-panel.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 280px', minWidth: 0, color: tokens.colorNeutralForeground2 },
});

const exportForms = [
  ['csv', 'archive.exportCsv'],
  ['json', 'archive.exportJson'],
  ['sqlite', 'archive.exportSqlite'],
] as const;

/** Takes the state of an archive; gives in words what lists are made of. */
export function archiveWords(state: ArchiveState | null, isUsed: boolean): string {
  if (state === null || !isUsed) return [text('archive.live'), text('archive.why')].join('. ');
  const { rows, oldest, newest, readUntil } = state;
  const held = text('archive.holds', { count: rows });
  const span =
    oldest === null || newest === null
      ? held
      : text('archive.holdsFrom', { rows: held, from: formats.date(oldest), to: formats.date(newest) });
  return readUntil === null ? span : `${span}; ${text('archive.readUntil', { time: formats.dateTime(readUntil) })}`;
}

interface ArchiveBarProps {
  readonly archive: LogArchive;
  /** What is shown, and exported. */
  readonly filter: ArchiveSearch;
  readonly onManage: () => void;
}

/** Takes the archive and what is shown; gives what it holds, and the ways to synchronise, export and look after it. */
export function ArchiveBar({ archive, filter, onManage }: ArchiveBarProps): ReactElement {
  const styles = useStyles();
  const { state, isUsed, sync, exporting, error } = archive;
  const running = sync.state === 'running';
  const last = sync.progress.at(-1);
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <Text size={200} className={styles.words} aria-live="polite">
          {running && last !== undefined ? last.message : archiveWords(state, isUsed)}
        </Text>
        {running ? (
          <Button size="small" disabled={sync.cancelling} onClick={sync.cancel}>
            {text('archive.stop')}
          </Button>
        ) : (
          <Button
            size="small"
            icon={<ArrowSync20Regular />}
            disabled={state === null || state.status === 'off' || state.status === 'locked'}
            onClick={() => void sync.start({})}
          >
            {text(isUsed ? 'archive.sync' : 'archive.syncFirst')}
          </Button>
        )}
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size="small" icon={<ArrowDownload20Regular />} disabled={exporting.state === 'running'}>
              {text('archive.export')}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {exportForms.map(([format, key]) => (
                <MenuItem key={format} onClick={() => void exporting.start({ filter, format })}>
                  {text(key)}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <Button size="small" icon={<Settings20Regular />} disabled={state === null} onClick={onManage}>
          {text('archive.manage')}
        </Button>
      </div>
      {running ? <ProgressBar aria-label={text('archive.sync')} value={(last?.completed ?? 0) / 100} /> : null}
      <Outcome archive={archive} onManage={onManage} />
      {error === null ? null : <ErrorPanel error={error.wire} />}
    </div>
  );
}

function Outcome({ archive: { sync, exporting, state }, onManage }: Omit<ArchiveBarProps, 'filter'>): ReactElement {
  const ahead = sync.output?.clockAheadMs ?? 0;
  const written = exporting.state === 'done' ? exporting.output : null;
  return (
    <>
      {sync.error === null || sync.error.code === 'cancelled' ? null : (
        <ErrorPanel error={sync.error} onRetry={() => void sync.start({})} />
      )}
      {exporting.error === null || exporting.error.code === 'cancelled' ? null : <ErrorPanel error={exporting.error} />}
      {sync.state === 'done' && state?.protection === 'vault' && !state.recoveryKey ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{text('archive.recoveryHelp')}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onManage}>
              {text('archive.recoveryTitle')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
      {ahead === 0 ? null : (
        <MessageBar intent="warning">
          <MessageBarBody>{text('archive.clock', { span: formats.span(Math.abs(ahead)) })}</MessageBarBody>
        </MessageBar>
      )}
      {written === null || written.file === null ? null : (
        <MessageBar intent="success">
          <MessageBarBody>{text('archive.exported', { count: written.rows, file: written.file })}</MessageBarBody>
        </MessageBar>
      )}
      {state !== null && (state.status === 'off' || state.status === 'locked' || state.status === 'unusable') ? (
        <MessageBar intent={state.status === 'unusable' ? 'warning' : 'info'} layout="multiline">
          <MessageBarBody>{state.message}</MessageBarBody>
        </MessageBar>
      ) : null}
      {(state?.gaps ?? []).map(({ from, to }) => (
        <MessageBar key={from} intent="warning">
          <MessageBarBody>
            {text('archive.gap', { from: formats.dateTime(from), to: formats.dateTime(to) })}
          </MessageBarBody>
        </MessageBar>
      ))}
    </>
  );
}
