import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useErrorActions } from '#renderer/ui/error-actions';
import type { MissingPermission } from '#shared/model/scope';

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingLeft: '20px', maxWidth: '100ch' },
});

interface MissingPanelProps {
  readonly missing: readonly MissingPermission[];
  readonly onGiven: () => void;
}

/** Takes permissions that would tell more; gives each with what stays unknown, and one way to ask for all, which tells the reasons. */
export function MissingPanel({ missing, onGiven }: MissingPanelProps): ReactElement | null {
  const styles = useStyles();
  const helps = useErrorActions();
  if (missing.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{text('why.missingTitle')}</MessageBarTitle>
        {text('why.missingHelp')}
        <ul className={styles.list}>
          {missing.map(({ scope, cannotKnow }) => (
            <li key={scope}>{text('why.missingOne', { scope, cannotKnow })}</li>
          ))}
        </ul>
      </MessageBarBody>
      {helps === null ? null : (
        <MessageBarActions>
          <Button
            onClick={() =>
              helps.consent(
                missing.map(({ scope }) => scope),
                onGiven,
              )
            }
          >
            {text('why.consent')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
