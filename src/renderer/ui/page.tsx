import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { text } from '#renderer/lib/text';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '1360px',
    margin: '0 auto',
    padding: '28px 32px 48px',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    '@media (max-width: 800px)': { padding: '20px 16px 32px' },
  },
  wide: { maxWidth: '1680px' },
  full: { height: '100%', paddingBottom: tokens.spacingVerticalXL },
  header: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'flex-start' },
  words: { flex: '1 1 320px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: {
    margin: 0,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '-0.01em',
    overflowWrap: 'anywhere',
    outline: 'none',
  },
  description: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    paddingTop: '2px',
  },
});

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What stands before the title: a mark, an icon. */
  readonly mark?: ReactNode;
  /** What stands above the title: a way back. */
  readonly above?: ReactNode;
  /** Buttons of the page. */
  readonly actions?: ReactNode;
  /** `wide` for tables, `full` for a page whose content scrolls inside it. */
  readonly size?: 'normal' | 'wide' | 'full';
  readonly children: ReactNode;
}

/** Takes title, words, buttons and content; gives a page. It names the window, and a screen reader begins at its title. */
export function Page({ title, description, mark, above, actions, size = 'normal', children }: PageProps): ReactElement {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = text('common.windowTitle', { page: title });
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const classes = [styles.page, size === 'normal' ? '' : styles.wide, size === 'full' ? styles.full : ''];
  return (
    <div className={classes.join(' ')}>
      <header className={styles.header}>
        {mark}
        <div className={styles.words}>
          {above}
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {description === undefined ? null : (
            <Text as="p" block className={styles.description}>
              {description}
            </Text>
          )}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
