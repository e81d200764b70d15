import { makeStyles } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { useParams } from 'wouter';
import { useLogArchive } from '#renderer/lib/archived-log';
import { type LogChoice, noChoice } from '#renderer/lib/log-choice';
import { LogExplorer } from '#renderer/ui/log-explorer.tsx';
import type { TabProps } from './application-screen.tsx';
import { useApplicationLog } from './queries.ts';

const useStyles = makeStyles({ rest: { display: 'flex', height: '72vh', minHeight: '480px' } });

/** Gives the provisioning log of one application. */
export function LogTab({ id }: TabProps): ReactElement {
  const { by = '', value = '' } = useParams<{ by?: string; value?: string }>();
  return <NarrowedLog key={`${by}/${value}`} id={id} narrowed={narrowedBy(by, value)} />;
}

/** An address may name an error code or a cycle; whatever else stands there narrows nothing. */
function narrowedBy(by: string, value: string): LogChoice {
  if (by === 'code') return { ...noChoice, status: 'failure', code: value };
  return by === 'cycle' ? { ...noChoice, cycle: value } : noChoice;
}

interface NarrowedLogProps {
  readonly id: string;
  readonly narrowed: LogChoice;
}

function NarrowedLog({ id, narrowed }: NarrowedLogProps): ReactElement {
  const styles = useStyles();
  const [choice, setChoice] = useState<LogChoice>(narrowed);
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
