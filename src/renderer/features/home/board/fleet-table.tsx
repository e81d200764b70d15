// biome-ignore-all lint/a11y/useSemanticElements: a table whose rows are placed one by one loses its meaning to a screen reader, roles keep it
// biome-ignore-all lint/a11y/useFocusableInteractive: headers of a table hold the buttons that are operated
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons';
import { type ReactElement, useEffect } from 'react';
import { heightOf, scrollTopAt } from '#renderer/lib/scaled-scroll';
import { text } from '#renderer/lib/text';
import { useLongScroll } from '#renderer/lib/use-long-scroll';
import type { FleetRow } from '#shared/model/fleet';
import type { Choice } from './chosen-rows.ts';
import type { FleetColumn } from './fleet-columns.tsx';

const rowHeight = 56;
const headHeight = 36;
const overscan = 6;

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    overflow: 'auto',
    maxHeight: 'max(392px, calc(100vh - 372px))',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  inner: { minWidth: '1180px', position: 'relative' },
  top: { position: 'sticky', top: 0, zIndex: 2 },
  line: {
    display: 'grid',
    gap: tokens.spacingHorizontalS,
    paddingRight: tokens.spacingHorizontalXL,
    alignItems: 'stretch',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: {
    height: `${headHeight}px`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: `${rowHeight}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':hover > :first-child': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  cell: { display: 'flex', flexDirection: 'column', justifyContent: 'center', minWidth: 0 },
  first: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    paddingLeft: tokens.spacingHorizontalXXL,
    paddingRight: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    // A narrow window has little room beside what stays in place.
    '@media (max-width: 800px)': { position: 'static' },
  },
  end: {
    alignItems: 'flex-end',
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    paddingRight: tokens.spacingHorizontalM,
  },
  space: { position: 'relative' },
  sorter: {
    display: 'inline-flex',
    alignItems: 'center',
    alignSelf: 'flex-start',
    gap: tokens.spacingHorizontalXS,
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  sorterEnd: { alignSelf: 'flex-end' },
});

interface FleetTableProps {
  readonly rows: readonly FleetRow[];
  readonly columns: readonly FleetColumn[];
  readonly sorting: Choice['sorting'];
  readonly onSort: (column: string) => void;
  /** Told the lines that are seen. */
  readonly onSeen: (first: number, last: number) => void;
}

/** Takes lines and columns; gives them as a table of any length, of which only what is seen is drawn. Headers sort. */
export function FleetTable({ rows, columns, sorting, onSort, onSeen }: FleetTableProps): ReactElement {
  const styles = useStyles();
  const { frame, scroll, offset, first, last, onScroll } = useLongScroll({
    count: rows.length,
    rowHeight,
    headHeight,
    overscan,
  });
  useEffect(() => onSeen(Math.max(0, first), Math.max(0, last)), [first, last, onSeen]);
  const grid = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const shift = scrollTopAt(scroll, offset) - offset;
  const placeOf = ({ align }: FleetColumn, index: number): string =>
    mergeClasses(styles.cell, index === 0 && styles.first, align === 'end' && styles.end);
  return (
    <div
      ref={frame}
      role="table"
      aria-label={text('fleet.applications')}
      aria-rowcount={rows.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable (WCAG 2.1.1)
      tabIndex={0}
      className={styles.frame}
      onScroll={onScroll}
    >
      <div className={styles.inner} role="presentation">
        <div role="rowgroup" className={styles.top}>
          <div role="row" aria-rowindex={1} className={mergeClasses(styles.line, styles.head)} style={grid}>
            {columns.map((column, index) => (
              <Header
                key={column.key}
                column={column}
                className={placeOf(column, index)}
                sorting={sorting}
                onSort={onSort}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.space} style={{ height: heightOf(scroll) }}>
          {rows.slice(Math.max(0, first), last + 1).map((row, position) => {
            const index = Math.max(0, first) + position;
            return (
              <div
                key={row.servicePrincipalId}
                role="row"
                aria-rowindex={index + 2}
                data-fleet-row
                className={mergeClasses(styles.line, styles.row)}
                style={{ ...grid, top: index * rowHeight + shift }}
              >
                {columns.map((column, place) => (
                  <div key={column.key} role="cell" className={placeOf(column, place)}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface HeaderProps extends Pick<FleetTableProps, 'sorting' | 'onSort'> {
  readonly column: FleetColumn;
  readonly className: string;
}

function Header({ column, className, sorting, onSort }: HeaderProps): ReactElement {
  const styles = useStyles();
  const { key, header, sortBy, align } = column;
  if (sortBy === undefined)
    return (
      <div role="columnheader" className={className}>
        {header}
      </div>
    );
  const direction = sorting?.column !== key ? 'none' : sorting.descending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={direction} className={className}>
      <button
        type="button"
        className={mergeClasses(styles.sorter, align === 'end' && styles.sorterEnd)}
        onClick={() => onSort(key)}
      >
        {header}
        {direction === 'ascending' ? <ArrowSortUp16Regular /> : null}
        {direction === 'descending' ? <ArrowSortDown16Regular /> : null}
      </button>
    </div>
  );
}
