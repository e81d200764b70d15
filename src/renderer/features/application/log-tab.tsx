import { makeStyles } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { isFiltered, type LogChoice, noChoice } from '#renderer/lib/log-choice';
import { LogFilters } from '#renderer/ui/log-filters.tsx';
import { LogView } from '#renderer/ui/log-view.tsx';
import type { TabProps } from './application-screen.tsx';
import { useApplicationLog } from './queries.ts';

const useStyles = makeStyles({ rest: { height: '60vh', minHeight: '360px' } });

/** Gives the provisioning log of one application. */
export function LogTab({ id }: TabProps): ReactElement {
  const styles = useStyles();
  const [choice, setChoice] = useState<LogChoice>(noChoice);
  const pages = useApplicationLog(id, choice);
  return (
    <>
      <LogFilters choice={choice} onChange={(change) => setChoice({ ...choice, ...change })} />
      <div className={styles.rest}>
        <LogView pages={pages} showApplication={false} filtered={isFiltered(choice)} />
      </div>
    </>
  );
}
