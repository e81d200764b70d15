import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useErrorActions } from './error-actions.ts';
import { Section } from './section.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: '6px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  button: { marginLeft: tokens.spacingHorizontalS },
});

/** Something that could not be read, and what would help. */
export interface Gap {
  readonly code: string;
  readonly message: string;
  readonly nextStep?: string | undefined;
  /** Permissions that would close it. */
  readonly scopes?: readonly string[] | undefined;
}

/** Takes what a page cannot say; gives it openly, with the button that would close a gap. */
export function GapList({
  title,
  gaps,
}: {
  readonly title: string;
  readonly gaps: readonly Gap[];
}): ReactElement | null {
  const styles = useStyles();
  const helps = useErrorActions();
  if (gaps.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={styles.list}>
        {gaps.map(({ code, message, nextStep, scopes }) => (
          <li key={`${code}:${message}`} data-gap={code}>
            <Text>{message}</Text> <Text className={styles.quiet}>{nextStep}</Text>
            {scopes === undefined || helps === null ? null : (
              <Button size="small" className={styles.button} onClick={() => helps.consent([...scopes])}>
                {text('common.askConsent')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
