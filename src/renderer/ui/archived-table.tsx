// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed one by one loses its meaning to a screen reader, roles keep it
// biome-ignore-all lint/a11y/useFocusableInteractive: headers of a table are read, not operated
import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, useEffect, useState } from 'react';
import { heightOf, offsetShowing, scrollTopAt } from '#renderer/lib/scaled-scroll';
import { text } from '#renderer/lib/text';
import { useLongScroll } from '#renderer/lib/use-long-scroll';
import type { LogRowView } from '#shared/model/archive';
import { ArchivedRow, archivedColumns, archivedRowHeight } from './archived-row.tsx';
import { movedBy } from './log-table.tsx';

const overscan = 8;
const headHeight = 36;

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    overflow: 'auto',
    minHeight: 0,
    flexGrow: 1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  inner: { minWidth: '860px', position: 'relative' },
  top: { position: 'sticky', top: 0, zIndex: 1 },
  head: {
    display: 'grid',
    gridTemplateColumns: archivedColumns,
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    height: `${headHeight}px`,
    alignItems: 'center',
    boxSizing: 'border-box',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  space: { position: 'relative' },
});

interface ArchivedTableProps {
  readonly count: number;
  readonly rowAt: (index: number) => LogRowView | undefined;
  /** Told which rows are seen. */
  readonly onSeen: (first: number, last: number) => void;
  readonly onOpen: (id: string) => void;
}

/**
 * Takes how many rows there are and those that were read; gives them as a table of any length, of which only what is seen is
 * drawn. Arrow keys move, Enter opens.
 */
export function ArchivedTable({ count, rowAt, onSeen, onOpen }: ArchivedTableProps): ReactElement {
  const styles = useStyles();
  const [current, setCurrent] = useState(0);
  const { frame, scroll, offset, first, last, moveTo, onScroll } = useLongScroll({
    count,
    rowHeight: archivedRowHeight,
    headHeight,
    overscan,
  });
  useEffect(() => onSeen(Math.max(0, first), Math.max(0, last)), [first, last, onSeen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = movedBy(event.key, current, count);
    if (wanted === null) return;
    event.preventDefault();
    setCurrent(wanted);
    moveTo(offsetShowing(scroll, offset, wanted));
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`)?.focus());
  };
  const shift = scrollTopAt(scroll, offset) - offset;
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div
      ref={frame}
      role="table"
      aria-label={text('log.title')}
      aria-rowcount={count + 1}
      className={styles.frame}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div className={styles.inner} role="presentation">
        <Head />
        <div role="rowgroup" className={styles.space} style={{ height: heightOf(scroll) }}>
          {numbers.map((index) => (
            <ArchivedRow
              key={index}
              row={rowAt(index)}
              index={index}
              top={index * archivedRowHeight + shift}
              focusable={index === current || (index === first && (current < first || current > last))}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Head(): ReactElement {
  const styles = useStyles();
  const names = [
    text('log.columnTime'),
    text('log.columnResult'),
    text('log.columnAction'),
    text('log.application'),
    text('log.columnPerson'),
    text('log.columnCode'),
    text('log.columnReason'),
  ];
  return (
    <div role="rowgroup" className={styles.top}>
      <div role="row" aria-rowindex={1} className={styles.head} tabIndex={-1}>
        {names.map((name) => (
          <span key={name} role="columnheader" className={styles.cell}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
