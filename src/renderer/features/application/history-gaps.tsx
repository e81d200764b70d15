import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useErrorActions } from '#renderer/ui/error-actions';
import { Section } from '#renderer/ui/section.tsx';
import type { TimelineGap } from '#shared/model/timeline';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: '6px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  button: { marginLeft: tokens.spacingHorizontalS },
});

/** Takes what a history cannot say; gives it openly, with the button that would close a gap. */
export function HistoryGaps({ gaps }: { readonly gaps: readonly TimelineGap[] }): ReactElement | null {
  const styles = useStyles();
  const helps = useErrorActions();
  if (gaps.length === 0) return null;
  return (
    <Section title={text('history.gaps')}>
      <ul className={styles.list}>
        {gaps.map(({ code, message, nextStep, scopes }) => (
          <li key={`${code}:${message}`} data-gap={code}>
            <Text>{message}</Text> <Text className={styles.quiet}>{nextStep}</Text>
            {scopes === undefined || helps === null ? null : (
              <Button size="small" className={styles.button} onClick={() => helps.consent(scopes)}>
                {text('common.askConsent')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
