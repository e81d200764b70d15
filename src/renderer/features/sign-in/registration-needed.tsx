import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';

/** Gives the way to the first-run page, for a cloud in which no registration is known. */
export const RegistrationNeeded = (): ReactElement => (
  <MessageBar intent="info" layout="multiline">
    <MessageBarBody>
      <MessageBarTitle>{text('signIn.noClientTitle')}</MessageBarTitle>
      {text('signIn.noClientHelp')}
    </MessageBarBody>
    <MessageBarActions>
      <Button as="a" appearance="primary" href={hrefOf(places.firstRun)}>
        {text('signIn.register')}
      </Button>
    </MessageBarActions>
  </MessageBar>
);
