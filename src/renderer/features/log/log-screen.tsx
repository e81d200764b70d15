import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { isFiltered } from '#renderer/lib/log-choice';
import { text } from '#renderer/lib/text';
import { LogFilters } from '#renderer/ui/log-filters.tsx';
import { LogView } from '#renderer/ui/log-view.tsx';
import { Page } from '#renderer/ui/page.tsx';
import { chooseLog, useLogChoice } from './log-store.ts';
import { useApplicationNames, useLog } from './queries.ts';

const useStyles = makeStyles({ rest: { flex: '1 1 0', minHeight: '360px' } });

/** Gives the provisioning log of the tenant with its filters. */
export function LogScreen(): ReactElement {
  const styles = useStyles();
  const choice = useLogChoice();
  const pages = useLog(choice);
  const applications = useApplicationNames();
  return (
    <Page
      size="full"
      title={text('log.title')}
      description={text('log.description')}
      actions={
        <Button icon={<ArrowSync20Regular />} disabled={pages.loading} onClick={pages.refresh}>
          {text('common.refresh')}
        </Button>
      }
    >
      <LogFilters choice={choice} onChange={chooseLog} applications={applications} />
      <div className={styles.rest}>
        <LogView pages={pages} showApplication filtered={isFiltered(choice)} />
      </div>
    </Page>
  );
}
