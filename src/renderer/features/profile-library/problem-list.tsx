import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { CheckedProfile } from '#shared/contract/library';

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: '20px' } });

interface ProblemListProps {
  readonly checked: Pick<CheckedProfile, 'faults' | 'doubts'>;
}

/** Takes a check; gives why the profile cannot be used, and what a person should look at. */
export function ProblemList({ checked }: ProblemListProps): ReactElement {
  return (
    <>
      <Problems intent="error" title={text('profiles.faults')} problems={checked.faults} />
      <Problems intent="warning" title={text('profiles.doubts')} problems={checked.doubts} />
    </>
  );
}

interface ProblemsProps {
  readonly intent: 'error' | 'warning';
  readonly title: string;
  readonly problems: CheckedProfile['faults'];
}

function Problems({ intent, title, problems }: ProblemsProps): ReactElement | null {
  const styles = useStyles();
  if (problems.length === 0) return null;
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        <ul className={styles.list}>
          {problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{path === '' ? message : `${path}: ${message}`}</li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
