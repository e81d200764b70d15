import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    minWidth: 0,
  },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalL,
    paddingRight: '48px',
    overflow: 'auto',
    maxHeight: '480px',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusLarge },
  },
  text: { margin: 0, font: 'inherit' },
  copy: { position: 'absolute', top: '8px', right: '12px' },
});

interface CodeBlockProps {
  readonly code: string;
  /** What it is, for its name and that of the copy button. */
  readonly label: string;
}

/** Takes a text of a program or a file; gives it as it is, with a button that copies it. */
export function CodeBlock({ code, label }: CodeBlockProps): ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard (WCAG 2.1.1) */}
      <div className={styles.code} tabIndex={0}>
        <pre className={styles.text}>
          <code>{code}</code>
        </pre>
      </div>
      <span className={styles.copy}>
        <CopyButton value={code} what={label} />
      </span>
    </div>
  );
}
