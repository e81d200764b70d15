import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { MappingProblem } from '#shared/mappings/problems';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** Takes what the rules found; gives each with the way out. Errors stop the change, warnings do not. */
export function ProblemList({ problems }: { readonly problems: readonly MappingProblem[] }): ReactElement | null {
  const styles = useStyles();
  if (problems.length === 0) return null;
  return (
    <div className={styles.list} role="status">
      {problems.map(({ code, severity, target, message, nextStep }) => (
        <MessageBar key={`${code}:${target}`} intent={severity === 'error' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{text(severity === 'error' ? 'mappings.refused' : 'mappings.regretted')}</MessageBarTitle>{' '}
            {message} {nextStep}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}
