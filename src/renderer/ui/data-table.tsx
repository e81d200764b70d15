import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDown16Regular, ArrowSortUp16Regular } from '@fluentui/react-icons';
import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { formats } from '#renderer/lib/format';

const useStyles = makeStyles({
  frame: { overflowX: 'auto', minWidth: 0 },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase300 },
  head: {
    textAlign: 'left',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
  },
  sorter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  cell: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: 'middle',
    overflowWrap: 'break-word',
  },
  row: {
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':last-child > td': { borderBottom: 'none' },
  },
  first: { paddingLeft: tokens.spacingHorizontalXXL },
  last: { paddingRight: tokens.spacingHorizontalXXL },
  end: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; left out = it cannot be sorted. */
  readonly sortBy?: (row: Row) => string | number;
  readonly align?: 'start' | 'end';
  /** CSS width, for example `'24%'`. */
  readonly width?: string;
}

interface DataTableProps<Row> {
  /** Name of the table for a screen reader. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

const compareValues = (left: string | number, right: string | number): number =>
  typeof left === 'number' && typeof right === 'number' ? left - right : formats.compare(String(left), String(right));

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting | null): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === sorting?.key)?.sortBy;
  if (sorting === null || sortBy === undefined) return rows;
  const ascending = rows.toSorted((left, right) => compareValues(sortBy(left), sortBy(right)));
  return sorting.descending ? ascending.toReversed() : ascending;
}

/** Takes columns and rows; gives a table that its headers sort, in the order of the person's locale. */
export function DataTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>): ReactElement {
  const styles = useStyles();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const shown = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const place = (index: number, column: Column<Row>): string =>
    mergeClasses(
      index === 0 && styles.first,
      index === columns.length - 1 && styles.last,
      column.align === 'end' && styles.end,
    );
  return (
    // Scrolling sideways has to work with the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable (WCAG 2.1.1)
    <div tabIndex={0} className={styles.frame}>
      <table aria-label={label} className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Header
                key={column.key}
                column={column}
                className={mergeClasses(styles.head, place(index, column))}
                sorting={sorting}
                onSort={setSorting}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={rowKey(row)} className={styles.row}>
              {columns.map((column, index) => (
                <td key={column.key} className={mergeClasses(styles.cell, place(index, column))}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps<Row> {
  readonly column: Column<Row>;
  readonly className: string;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting) => void;
}

function Header<Row>({ column, className, sorting, onSort }: HeaderProps<Row>): ReactElement {
  const styles = useStyles();
  const { key, header, sortBy, width } = column;
  const direction = sorting?.key !== key ? 'none' : sorting.descending ? 'descending' : 'ascending';
  const sized = width === undefined ? {} : { style: { width } };
  if (sortBy === undefined)
    return (
      <th scope="col" className={className} {...sized}>
        {header}
      </th>
    );
  return (
    <th scope="col" aria-sort={direction} className={className} {...sized}>
      <button
        type="button"
        className={styles.sorter}
        onClick={() => onSort({ key, descending: direction === 'ascending' })}
      >
        {header}
        {direction === 'ascending' ? <ArrowSortUp16Regular /> : null}
        {direction === 'descending' ? <ArrowSortDown16Regular /> : null}
      </button>
    </th>
  );
}
