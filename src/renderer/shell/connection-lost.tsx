import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useConnection } from '#renderer/lib/connection';
import { text } from '#renderer/lib/text';

/** Gives a bar when the program behind the page is gone; nothing otherwise. */
export function ConnectionLost(): ReactElement | null {
  const lost = useConnection((state) => state.lost);
  if (!lost) return null;
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{text('shell.connectionLost')}</MessageBarTitle>
        {text('shell.connectionLostHelp')}
      </MessageBarBody>
    </MessageBar>
  );
}
