// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed one by one loses its meaning to a screen reader, roles keep it
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, type ReactElement, useMemo } from 'react';
import { formats } from '#renderer/lib/format';
import { textOr } from '#renderer/lib/text';
import type { LogEntryView } from '#shared/model/job';

/** Height of a row, in pixels. */
export const rowHeight = 44;

/** Columns of the log of one application: time, result, action, source, target, reason. */
export const columns = '156px 96px 112px minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, 1.6fr)';
/** Columns of the log of all: time, result, action, application, source, reason. */
export const columnsWithApplication = '156px 96px 112px minmax(0, 0.8fr) minmax(0, 1.1fr) minmax(0, 1.8fr)';

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    gridTemplateColumns: columns,
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    height: `${rowHeight}px`,
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    contain: 'strict',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  withApplication: { gridTemplateColumns: columnsWithApplication },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  time: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // A mark before the word; in the colours of the system the word stands alone.
  status: { '::before': { content: '"●"', marginRight: tokens.spacingHorizontalXS } },
  success: { color: tokens.colorPaletteGreenForeground1 },
  failure: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

/** Class names of a row, made once for all rows: thousands of them come and go while somebody scrolls. */
export interface RowClasses {
  readonly row: string;
  readonly cell: string;
  readonly time: string;
  readonly quiet: string;
  readonly status: (status: string) => string;
  readonly showApplication: boolean;
}

/** Takes whether rows name their application; gives the class names of a row. */
export function useRowClasses(showApplication: boolean): RowClasses {
  const styles = useStyles();
  return useMemo(() => {
    const status = (colour: string) => mergeClasses(styles.cell, styles.status, colour);
    const known: Readonly<Record<string, string>> = {
      success: status(styles.success),
      failure: status(styles.failure),
      warning: status(styles.warning),
    };
    const other = status(styles.quiet);
    return {
      row: mergeClasses(styles.row, showApplication && styles.withApplication),
      cell: styles.cell,
      time: mergeClasses(styles.cell, styles.time),
      quiet: mergeClasses(styles.cell, styles.quiet),
      status: (word) => known[word] ?? other,
      showApplication,
    };
  }, [styles, showApplication]);
}

interface LogRowProps {
  readonly entry: LogEntryView;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly focusable: boolean;
  readonly classes: RowClasses;
  readonly onOpen: (entry: LogEntryView) => void;
}

const nameOf = ({ displayName, id }: LogEntryView['source']): string => displayName ?? id ?? '–';

/** Takes a row of the log and where it stands; gives it. It never changes while it is drawn, so it is drawn once. */
export const LogRow = memo(function LogRow({
  entry,
  index,
  top,
  focusable,
  classes,
  onOpen,
}: LogRowProps): ReactElement {
  const status = entry.status.toLowerCase();
  const reason = entry.reason ?? '';
  const place = classes.showApplication
    ? [entry.application ?? '', nameOf(entry.source)]
    : [nameOf(entry.source), nameOf(entry.target)];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={focusable ? 0 : -1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(entry)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        // The focus is in the opened row before the key is up: it would press what it finds there.
        event.preventDefault();
        onOpen(entry);
      }}
    >
      <span role="cell" className={classes.time}>
        {formats.dateTime(entry.activityDateTime)}
      </span>
      <span role="cell" className={classes.status(status)}>
        {textOr('logStatus', status)}
      </span>
      <span role="cell" className={classes.cell}>
        {textOr('logAction', entry.action)}
      </span>
      <span role="cell" className={classes.cell} title={place[0]}>
        {place[0]}
      </span>
      <span role="cell" className={classes.cell} title={place[1]}>
        {place[1]}
      </span>
      <span role="cell" className={classes.quiet} title={reason}>
        {reason}
      </span>
    </div>
  );
});
