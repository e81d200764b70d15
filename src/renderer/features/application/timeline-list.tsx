import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular, DesktopPulse20Regular, GlobePerson20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import type { Certainty, TimelineEntry } from '#shared/model/timeline';
import { ChangeTable } from './change-table.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  entry: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalXXL,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '15px',
      top: '32px',
      bottom: 0,
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ':last-child': { paddingBottom: 0 },
    ':last-child::before': { display: 'none' },
  },
  mark: {
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    display: 'grid',
    placeItems: 'center',
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
  },
  ours: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const colours: Readonly<Record<Certainty, 'success' | 'brand' | 'warning' | 'informative'>> = {
  exact: 'success',
  only: 'brand',
  shared: 'warning',
  nobody: 'warning',
  unknown: 'informative',
};

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  readonly onCompare: (entry: TimelineEntry) => void;
  readonly onGoBack: (snapshot: string) => void;
}

/** Takes the entries of a history, newest first; gives them as one line of time, each with what changed and the way back. */
export function TimelineList({ entries, onCompare, onGoBack }: TimelineProps): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label={text('history.title')}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} onCompare={onCompare} onGoBack={onGoBack} />
      ))}
    </ol>
  );
}

type EntryProps = Omit<TimelineProps, 'entries'> & { readonly entry: TimelineEntry };

function Entry({ entry, onCompare, onGoBack }: EntryProps): ReactElement {
  const styles = useStyles();
  const { at, origin, who, title, words, changes, audits, before, certainty } = entry;
  const isOurs = origin === 'ours';
  return (
    <li className={styles.entry} data-origin={origin} data-certainty={certainty}>
      <span aria-hidden className={mergeClasses(styles.mark, isOurs && styles.ours)}>
        {isOurs ? <DesktopPulse20Regular /> : <GlobePerson20Regular />}
      </span>
      <div className={styles.body}>
        <Marks entry={entry} />
        <span className={styles.title}>{title}</span>
        <Text size={200} className={styles.quiet}>
          {formats.dateTime(at)} · {who ?? text('history.nobody')}
        </Text>
        <Text className={styles.quiet}>{words}</Text>
        <Changes entry={entry} />
        {audits.length === 0 || !isOurs ? null : (
          <Text size={200} className={styles.quiet}>
            {text('history.audits', { activities: formats.list(audits.map(({ activity }) => activity)) })}
          </Text>
        )}
        {before === null ? null : (
          <div className={styles.actions}>
            {changes.length === 0 && isOurs ? null : (
              <Button size="small" onClick={() => onCompare(entry)}>
                {text('history.compare')}
              </Button>
            )}
            <Button
              size="small"
              icon={<ArrowUndo20Regular />}
              aria-label={text('history.goBackTo', { title, time: formats.dateTime(at) })}
              onClick={() => onGoBack(before)}
            >
              {text('history.goBack')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function Marks({ entry: { origin, certainty, result } }: { readonly entry: TimelineEntry }): ReactElement {
  const styles = useStyles();
  return (
    <span className={styles.head}>
      <Badge appearance="tint" color={origin === 'ours' ? 'brand' : 'informative'}>
        {text(`history.${origin}`)}
      </Badge>
      <Badge appearance="outline" color={colours[certainty]}>
        {text(`history.certainty_${certainty}`)}
      </Badge>
      {result === 'done' ? null : (
        <Badge appearance="tint" color="danger">
          {textOr('history', `result_${result}`)}
        </Badge>
      )}
    </span>
  );
}

const shownAtFirst = 5;

function Changes({ entry: { changes, title } }: { readonly entry: TimelineEntry }): ReactElement | null {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const shown = all ? changes : changes.slice(0, shownAtFirst);
  const rest = changes.length - shown.length;
  return (
    <>
      <ChangeTable label={`${text('history.changes')}: ${title}`} changes={shown} />
      {rest === 0 ? null : (
        <div>
          <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
            {text('history.moreChanges', { count: rest })}
          </Button>
        </div>
      )}
    </>
  );
}
