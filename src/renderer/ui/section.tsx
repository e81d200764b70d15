import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: tokens.spacingHorizontalXXL,
    minWidth: 0,
    boxShadow: tokens.shadow2,
  },
  flush: { padding: 0, gap: 0, overflow: 'hidden' },
  header: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  flushHeader: { alignItems: 'center', padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}` },
  words: { flex: '1 1 240px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  description: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface SectionProps {
  readonly title?: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** True where the content reaches the edges, as a table does. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** Takes a title, words, buttons and content; gives one card of a page. */
export function Section({
  title,
  description,
  actions,
  flush = false,
  className,
  children,
}: SectionProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={mergeClasses(styles.section, flush && styles.flush, className)}
    >
      {title === undefined ? null : (
        <div className={mergeClasses(styles.header, flush && styles.flushHeader)}>
          <div className={styles.words}>
            <h2 id={id} className={styles.title}>
              {title}
            </h2>
            {description === undefined ? null : (
              <Text as="p" block className={styles.description}>
                {description}
              </Text>
            )}
          </div>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
