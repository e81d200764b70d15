import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { PlannedChange } from '#shared/model/plan';

const useStyles = makeStyles({
  frame: { overflowX: 'auto', minWidth: 0 },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  head: {
    textAlign: 'left',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
    padding: '4px 12px 4px 0',
  },
  cell: {
    padding: '4px 12px 4px 0',
    verticalAlign: 'top',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    minWidth: '120px',
  },
  before: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
});

/** Takes changes of values; gives them as a small table, old beside new. */
export function ChangeTable({
  label,
  changes,
}: {
  readonly label: string;
  readonly changes: readonly PlannedChange[];
}): ReactElement {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable (WCAG 2.1.1)
    <div className={styles.frame} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {[text('history.what'), text('history.before'), text('history.after')].map((header) => (
              <th key={header} scope="col" className={styles.head}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ what, before, after }) => (
            <tr key={`${what}:${before ?? ''}:${after ?? ''}`}>
              <td className={styles.cell}>{what}</td>
              <td className={styles.cell}>
                {before === null ? text('common.none') : <span className={styles.before}>{before}</span>}
              </td>
              <td className={styles.cell}>{after ?? text('common.none')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
