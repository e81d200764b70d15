import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  mark: { flexShrink: 0, display: 'block' },
  ground: { fill: tokens.colorBrandBackground },
  line: { stroke: tokens.colorNeutralForegroundOnBrand, strokeWidth: '2', strokeLinecap: 'round', fill: 'none' },
  dot: { fill: tokens.colorNeutralForegroundOnBrand },
});

/** Gives the product's own mark: one directory, two applications. */
export function ProductMark({ size = 28 }: { readonly size?: number }): ReactElement {
  const styles = useStyles();
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 28 28" className={styles.mark}>
      <rect width="28" height="28" rx="7" className={styles.ground} />
      <path d="M9 14h5M14 14c3 0 2-5 5-5M14 14c3 0 2 5 5 5" className={styles.line} />
      <circle cx="8" cy="14" r="3" className={styles.dot} />
      <circle cx="20" cy="9" r="2.4" className={styles.dot} />
      <circle cx="20" cy="19" r="2.4" className={styles.dot} />
    </svg>
  );
}
