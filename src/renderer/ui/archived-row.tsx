// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed one by one loses its meaning to a screen reader, roles keep it
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, type ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import type { LogRowView } from '#shared/model/archive';

/** Height of a row, in pixels. */
export const archivedRowHeight = 40;

/** Columns: time, result, action, application, person, code, reason. */
export const archivedColumns = '156px 92px 100px minmax(0, 0.8fr) minmax(0, 1fr) minmax(0, 0.8fr) minmax(0, 1.6fr)';

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    gridTemplateColumns: archivedColumns,
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    padding: `0 ${tokens.spacingHorizontalXXL}`,
    height: `${archivedRowHeight}px`,
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'pointer',
    contain: 'strict',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  time: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // A mark before the word; in the colours of the system the word stands alone.
  mark: { '::before': { content: '"●"', marginRight: tokens.spacingHorizontalXS } },
  success: { color: tokens.colorPaletteGreenForeground1 },
  failure: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

interface ArchivedRowProps {
  /** undefined: not read yet. */
  readonly row: LogRowView | undefined;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly focusable: boolean;
  readonly onOpen: (id: string) => void;
}

/** Takes a row of the archive and where it stands; gives it, or its place while it is read. */
export const ArchivedRow = memo(function ArchivedRow({
  row,
  index,
  top,
  focusable,
  onOpen,
}: ArchivedRowProps): ReactElement {
  const styles = useStyles();
  const status = row?.status.toLowerCase() ?? '';
  const colours: Readonly<Record<string, string>> = {
    success: styles.success,
    failure: styles.failure,
    warning: styles.warning,
  };
  const open = (): void => {
    if (row !== undefined) onOpen(row.id);
  };
  const cells: readonly (readonly [string, string])[] =
    row === undefined
      ? [['', text('log.reading')]]
      : [
          [mergeClasses(styles.cell, styles.time), formats.dateTime(row.activityDateTime)],
          [mergeClasses(styles.cell, styles.mark, colours[status] ?? styles.quiet), textOr('logStatus', status)],
          [styles.cell, textOr('logAction', row.action)],
          [styles.cell, row.application],
          [styles.cell, row.person],
          [styles.cell, row.errorCode ?? ''],
          [mergeClasses(styles.cell, styles.quiet), row.reason ?? ''],
        ];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={focusable ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        // The focus is in the opened row before the key is up: it would press what it finds there.
        event.preventDefault();
        open();
      }}
    >
      {cells.map(([className, value], column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns neither come nor go
        <span key={column} role="cell" className={className} title={value}>
          {value}
        </span>
      ))}
    </div>
  );
});
