import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { LogExplorer } from '#renderer/ui/log-explorer.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { chooseLog, useLogChoice } from './log-store.ts';
import { useApplicationNames, useArchive, useLog } from './queries.ts';

/** Gives the provisioning log of the tenant: of the archive where there is one, else of the service. */
export function LogScreen(): ReactElement {
  const choice = useLogChoice();
  const archive = useArchive();
  const live = useLog(choice, archive.state !== null && !archive.isUsed);
  const applications = useApplicationNames();
  return (
    <Page
      size="full"
      title={text('log.title')}
      description={text('log.description')}
      actions={
        archive.isUsed ? undefined : (
          <Button icon={<ArrowSync20Regular />} disabled={live.loading} onClick={live.refresh}>
            {text('common.refresh')}
          </Button>
        )
      }
    >
      <LogExplorer archive={archive} live={live} choice={choice} onChoose={chooseLog} applications={applications} />
    </Page>
  );
}
