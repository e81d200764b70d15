import { makeStyles } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useLogArchive } from '#renderer/lib/archived-log';
import { type LogChoice, noChoice } from '#renderer/lib/log-choice';
import { LogExplorer } from '#renderer/ui/log-explorer.tsx';
import type { TabProps } from './application-screen.tsx';
import { useApplicationLog } from './queries.ts';

const useStyles = makeStyles({ rest: { display: 'flex', height: '72vh', minHeight: '480px' } });

/** Gives the provisioning log of one application. */
export function LogTab({ id }: TabProps): ReactElement {
  const styles = useStyles();
  const [choice, setChoice] = useState<LogChoice>(noChoice);
  const archive = useLogArchive();
  const live = useApplicationLog(id, choice, archive.state !== null && !archive.isUsed);
  return (
    <div className={styles.rest}>
      <LogExplorer
        archive={archive}
        live={live}
        choice={choice}
        onChoose={(change) => setChoice({ ...choice, ...change })}
        onlyApplication={id}
      />
    </div>
  );
}
