// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed one by one loses its meaning to a screen reader, roles keep it
// biome-ignore-all lint/a11y/useFocusableInteractive: headers of a table are read, not operated
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { text } from '#renderer/lib/text';
import type { LogEntryView } from '#shared/model/job';
import { columns, columnsWithApplication, LogRow, rowHeight, useRowClasses } from './log-row.tsx';

/** Rows drawn above and below what is seen. */
const overscan = 8;

const useStyles = makeStyles({
  frame: {
    overflow: 'auto',
    minHeight: 0,
    flexGrow: 1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  inner: { minWidth: '780px' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'grid',
    gridTemplateColumns: columns,
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    height: '36px',
    alignItems: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  space: { position: 'relative' },
  withApplication: { gridTemplateColumns: columnsWithApplication },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
});

interface LogTableProps {
  readonly entries: readonly LogEntryView[];
  /** Whether rows name their application. */
  readonly showApplication: boolean;
  readonly onOpen: (entry: LogEntryView) => void;
  /** Called when the end comes near. */
  readonly onEnd: () => void;
}

/** Takes rows of the log; gives them as a table of which only what is seen is drawn. Arrow keys move, Enter opens. */
export function LogTable({ entries, showApplication, onOpen, onEnd }: LogTableProps): ReactElement {
  const styles = useStyles();
  const classes = useRowClasses(showApplication);
  const frame = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (entries.length > 0 && last >= entries.length - overscan * 2) onEnd();
  }, [last, entries.length, onEnd]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = movedBy(event.key, current, entries.length);
    if (wanted === null) return;
    event.preventDefault();
    setCurrent(wanted);
    virtual.scrollToIndex(wanted);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`)?.focus());
  };
  return (
    <div
      ref={frame}
      role="table"
      aria-label={text('log.title')}
      aria-rowcount={entries.length + 1}
      className={styles.frame}
      onKeyDown={onKeyDown}
    >
      <div className={styles.inner} role="presentation">
        <Head showApplication={showApplication} />
        <div role="rowgroup" className={styles.space} style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const entry = entries[index];
            return entry === undefined ? null : (
              <LogRow
                key={entry.id}
                entry={entry}
                index={index}
                top={start}
                focusable={index === current || (index === rows[0]?.index && (current < index || current > last))}
                classes={classes}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Takes a key, the row that has the focus and the number of rows; gives the row that gets it, null for another key. Pure. */
export function movedBy(key: string, current: number, count: number): number | null {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + 10,
    PageUp: current - 10,
    Home: 0,
    End: count - 1,
  };
  const wanted = moves[key];
  return wanted === undefined || count === 0 ? null : Math.min(Math.max(wanted, 0), count - 1);
}

function Head({ showApplication }: { readonly showApplication: boolean }): ReactElement {
  const styles = useStyles();
  const names = [
    text('log.columnTime'),
    text('log.columnResult'),
    text('log.columnAction'),
    ...(showApplication ? [text('log.application')] : []),
    text('log.columnSource'),
    ...(showApplication ? [] : [text('log.columnTarget')]),
    text('log.columnReason'),
  ];
  return (
    <div role="rowgroup">
      <div
        role="row"
        aria-rowindex={1}
        className={mergeClasses(styles.head, showApplication && styles.withApplication)}
        tabIndex={-1}
      >
        {names.map((name) => (
          <span key={name} role="columnheader" className={styles.cell}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
