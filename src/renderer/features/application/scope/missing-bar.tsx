import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useErrorActions } from '#renderer/ui/error-actions';
import type { MissingPermission } from '#shared/model/scope';

interface MissingBarProps {
  readonly missing: readonly MissingPermission[];
  readonly onGiven: () => void;
}

/** Takes permissions that are missing; gives, for each, what it is for, what is not known without it, and the way to ask for it. */
export function MissingBar({ missing, onGiven }: MissingBarProps): ReactElement {
  const helps = useErrorActions();
  return (
    <>
      {missing.map(({ scope, reason, cannotKnow }) => (
        <MessageBar key={scope} intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('scope.missingTitle', { scope })}</MessageBarTitle>
            {text('scope.missing', { reason, cannotKnow })}
          </MessageBarBody>
          {helps === null ? null : (
            <MessageBarActions>
              <Button onClick={() => helps.consent([scope], onGiven)}>{text('scope.grant')}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ))}
    </>
  );
}
