import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
  },
  icon: {
    display: 'grid',
    placeItems: 'center',
    width: '72px',
    height: '72px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: '36px',
  },
  words: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '56ch' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
});

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What this place is for and how something gets here. */
  readonly description: ReactNode;
  readonly actions?: ReactNode;
}

/** Takes an icon, what is missing and why, and what to do; gives a place that teaches instead of being empty. */
export function EmptyState({ icon, title, description, actions }: EmptyStateProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <span aria-hidden className={styles.icon}>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      <Text as="p" block className={styles.words}>
        {description}
      </Text>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
