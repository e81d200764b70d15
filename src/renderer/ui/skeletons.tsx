import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  page: { maxWidth: '1360px', margin: '0 auto', padding: '28px 32px', boxSizing: 'border-box', width: '100%' },
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  row: {
    display: 'grid',
    gridTemplateColumns: '32px 2fr 1fr 1fr',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
  },
  rows: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  title: { width: '320px', maxWidth: '100%' },
  card: { height: '112px', borderRadius: tokens.borderRadiusXLarge },
  block: { height: '280px', borderRadius: tokens.borderRadiusXLarge },
});

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Gives the shape of a page whose code or content is on its way. */
export function PageSkeleton(): ReactElement {
  const styles = useStyles();
  return (
    <Skeleton aria-label={text('common.loading')} className={styles.page}>
      <div className={styles.lines}>
        <SkeletonItem size={32} className={styles.title} />
        <SkeletonItem size={16} />
        <div className={styles.cards}>
          {numbered(3).map((index) => (
            <SkeletonItem key={index} className={styles.card} />
          ))}
        </div>
        <SkeletonItem className={styles.block} />
      </div>
    </Skeleton>
  );
}

/** Takes a number of rows; gives the shape of a table that is on its way. */
export function TableSkeleton({ rows = 6 }: { readonly rows?: number }): ReactElement {
  const styles = useStyles();
  return (
    <Skeleton aria-label={text('common.loading')}>
      <div className={styles.rows}>
        {numbered(rows).map((index) => (
          <div key={index} className={styles.row}>
            <SkeletonItem shape="square" size={32} />
            <SkeletonItem size={16} />
            <SkeletonItem size={16} />
            <SkeletonItem size={16} />
          </div>
        ))}
      </div>
    </Skeleton>
  );
}

/** Takes a number of lines; gives the shape of words that are on their way. */
export function LinesSkeleton({ lines = 4 }: { readonly lines?: number }): ReactElement {
  const styles = useStyles();
  return (
    <Skeleton aria-label={text('common.loading')}>
      <div className={styles.lines}>
        {numbered(lines).map((index) => (
          <SkeletonItem key={index} size={16} />
        ))}
      </div>
    </Skeleton>
  );
}
