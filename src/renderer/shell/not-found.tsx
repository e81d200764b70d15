import { Button } from '@fluentui/react-components';
import { DocumentSearch24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { EmptyState } from '#renderer/ui/empty-state.tsx';

/** Gives the page for an address that nothing answers to. */
export const NotFound = (): ReactElement => (
  <EmptyState
    icon={<DocumentSearch24Regular />}
    title={text('common.notFoundTitle')}
    description={text('common.notFoundHelp')}
    actions={
      <Button as="a" appearance="primary" href={hrefOf(places.home)}>
        {text('common.goHome')}
      </Button>
    }
  />
);
