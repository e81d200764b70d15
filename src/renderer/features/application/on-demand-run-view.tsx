import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { OnDemandRun, OnDemandSubjectResult } from '#shared/model/on-demand-run';
import { OnDemandResult } from './on-demand-result.tsx';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
  },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface RunViewProps {
  readonly run: OnDemandRun;
  /** Left out where the run cannot be gone on with here. */
  readonly onResume?: () => void;
}

const isOpen = ({ view, error }: OnDemandSubjectResult): boolean => view === null && error === null;

/** Takes a run; gives how each of its people came out, and going on with whoever was not tried. */
export function OnDemandRunView({ run, onResume }: RunViewProps): ReactElement {
  const styles = useStyles();
  const canResume = run.state !== 'done' && run.state !== 'running' && run.results.some(isOpen);
  return (
    <>
      {canResume ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.body}>{run.stopped ?? text(`onDemand.state_${run.state}`)}</MessageBarBody>
          {onResume === undefined ? null : (
            <MessageBarActions>
              <Button onClick={onResume}>{text('onDemand.resume')}</Button>
            </MessageBarActions>
          )}
        </MessageBar>
      ) : null}
      {run.valuesKept ? null : <Text className={styles.quiet}>{text('onDemand.valuesNotKept')}</Text>}
      <ol className={styles.list} aria-label={text('onDemand.run')}>
        {run.results.map((result) => (
          <li key={`${result.kind}:${result.subject}`}>
            <Subject result={result} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Subject({ result: { subject, view, error } }: { readonly result: OnDemandSubjectResult }): ReactElement {
  const styles = useStyles();
  if (view !== null) return <OnDemandResult view={view} />;
  if (error === null)
    return (
      <Text className={styles.quiet}>{text('onDemand.result', { subject, result: text('onDemand.notTried') })}</Text>
    );
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody className={styles.body}>
        {text('onDemand.result', { subject, result: text('onDemand.refused') })} {error.message} {error.nextStep}
      </MessageBarBody>
    </MessageBar>
  );
}
