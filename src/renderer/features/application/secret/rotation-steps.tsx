import {
  Button,
  Link,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Open16Regular, PlugConnected20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { usePutSecret } from '#renderer/features/application/queries';
import type { ChangeRun } from '#renderer/lib/change-run';
import { formats } from '#renderer/lib/format';
import { useTenantClock } from '#renderer/lib/now';
import { withLocalTimes } from '#renderer/lib/secret-words';
import { text } from '#renderer/lib/text';
import { Diagnosis } from '#renderer/ui/connection-diagnosis.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { SecretField } from '#renderer/ui/secret-field.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { RotationView } from '#shared/model/secret-care';
import { noteHandle, useHandles } from './rotation-store.ts';
import { useProveRotation, useStartRotation, useTestRotation } from './secret-queries.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  words: { maxWidth: '88ch' },
});

interface StepProps {
  readonly id: string;
  readonly rotation: RotationView;
}

/** Gives the vendor's own steps for a new token, and the way to say that it was made. */
export function GetStep({ id, rotation }: StepProps): ReactElement {
  const styles = useStyles();
  const clock = useTenantClock();
  const start = useStartRotation();
  const { steps, consoleUrl, contact, source } = rotation.vendorSide;
  return (
    <>
      {steps.length === 0 ? <Text>{text('rotation.noSteps')}</Text> : null}
      <ol className={styles.list}>
        {steps.map(({ text: words, note }) => (
          <li key={words}>
            {words}
            {note === null ? null : (
              <Text block size={200} className={styles.quiet}>
                {note}
              </Text>
            )}
          </li>
        ))}
      </ol>
      {contact === null ? null : <Text>{text('rotation.contact', { contact })}</Text>}
      <Text size={200} className={styles.quiet}>
        {text('rotation.source', { source })}
      </Text>
      <div className={styles.row}>
        {consoleUrl === null ? null : (
          <Link href={consoleUrl} target="_blank" rel="noreferrer">
            {text('rotation.openConsole')} <Open16Regular />
          </Link>
        )}
        {rotation.madeAt === null ? (
          <Button
            appearance="primary"
            disabled={start.isPending}
            onClick={() => start.mutate({ application: id, madeAt: new Date(clock()).toISOString() })}
          >
            {text('rotation.made')}
          </Button>
        ) : (
          <Text>{text('rotation.madeAt', { time: formats.dateTime(rotation.madeAt) })}</Text>
        )}
      </div>
      {start.error === null ? null : <ErrorPanel error={start.error.wire} />}
      {rotation.madeAt === null ? <Text className={styles.quiet}>{text('rotation.madeHelp')}</Text> : null}
    </>
  );
}

interface TestStepProps extends StepProps {
  readonly labels: readonly string[];
  readonly onTested: () => void;
}

/** Gives fields for the new secrets and their test, before anything is saved. */
export function TestStep({ id, rotation, labels, onTested }: TestStepProps): ReactElement {
  const styles = useStyles();
  const clock = useTenantClock();
  const put = usePutSecret();
  const start = useStartRotation();
  const test = useTestRotation(id);
  const handles = useHandles(id);
  const isRunning = test.state === 'running';
  const isReady = labels.every((label) => handles[label] !== undefined);
  // The mutation is reset at once: its variables would otherwise keep the value.
  const take = (label: string, value: string): void =>
    put.mutate({ value }, { onSuccess: ({ handle }) => noteHandle(id, label, handle), onSettled: () => put.reset() });
  const run = async (): Promise<void> => {
    if (rotation.madeAt === null) await start.mutateAsync({ application: id, madeAt: new Date(clock()).toISOString() });
    const result = await test.start({ application: id, secrets: handles });
    if (result.ok && result.data.verdict === 'works') onTested();
  };
  return (
    <>
      <div className={styles.fields}>
        {labels.map((label) => (
          <div key={label}>
            <SecretField
              label={text('rotation.newValue', { label })}
              hint={text('rotation.newValueHelp')}
              submitLabel={text('rotation.take')}
              busy={put.isPending || isRunning}
              eager
              onTake={(value) => take(label, value)}
            />
            {handles[label] === undefined ? null : (
              <MessageBar intent="success">
                <MessageBarBody>{text('rotation.held')}</MessageBarBody>
              </MessageBar>
            )}
          </div>
        ))}
      </div>
      {put.error === null ? null : <ErrorPanel error={put.error.wire} />}
      <div className={styles.row}>
        <Button
          appearance="primary"
          icon={<PlugConnected20Regular />}
          disabled={!isReady || isRunning}
          onClick={() => void run()}
        >
          {text('rotation.test')}
        </Button>
        {isReady ? null : <Text className={styles.quiet}>{text('rotation.enterFirst')}</Text>}
      </div>
      {isRunning ? <ProgressBar aria-label={text('common.working')} /> : null}
      {start.error === null ? null : <ErrorPanel error={start.error.wire} />}
      {test.error === null ? null : <ErrorPanel error={test.error} />}
      <div aria-live="polite">{test.output === null ? null : <Diagnosis diagnosis={test.output} />}</div>
    </>
  );
}

interface SaveStepProps extends StepProps {
  readonly labels: readonly string[];
  readonly change: ChangeRun<'rotation.plan'>;
  /** Called where the new secret has to be entered first. */
  readonly onEnter: () => void;
  readonly onProved: () => void;
}

/** Gives the way to the plan that saves the new secret, and then the proof, with the patience that it takes. */
export function SaveStep({ id, rotation, labels, change, onEnter, onProved }: SaveStepProps): ReactElement {
  const styles = useStyles();
  const handles = useHandles(id);
  const prove = useProveRotation(id);
  const isReady = labels.every((label) => handles[label] !== undefined);
  const isSaved = rotation.savedAt !== null;
  const isRunning = prove.state === 'running';
  const run = async (waitForCycle: boolean): Promise<void> => {
    const result = await prove.start({ application: id, waitForCycle });
    if (result.ok) onProved();
  };
  return (
    <>
      <Text className={styles.words}>{rotation.next}</Text>
      {isSaved ? <Text className={styles.words}>{rotation.cycle.words}</Text> : null}
      <Text className={styles.quiet}>{text('rotation.tolerance')}</Text>
      <div className={styles.row}>
        {isReady ? (
          <Button
            appearance={isSaved ? 'secondary' : 'primary'}
            onClick={() => change.propose({ application: id, secrets: handles })}
          >
            {text('rotation.review')}
          </Button>
        ) : isSaved ? null : (
          <>
            <Text>{text('rotation.enterFirst')}</Text>
            <Button onClick={onEnter}>{text('rotation.step_test')}</Button>
          </>
        )}
        {isSaved ? (
          <>
            <Button disabled={isRunning} onClick={() => void run(false)}>
              {text('rotation.prove')}
            </Button>
            <Button appearance="primary" disabled={isRunning} onClick={() => void run(true)}>
              {text('rotation.waitForCycle')}
            </Button>
          </>
        ) : null}
      </div>
      {isRunning ? (
        <TaskProgress progress={prove.progress} running cancelling={prove.cancelling} onCancel={prove.cancel} />
      ) : null}
      {prove.error === null ? null : <ErrorPanel error={prove.error} />}
    </>
  );
}

interface RevokeStepProps {
  readonly rotation: RotationView;
  readonly ending: boolean;
  readonly onEnd: (outcome: 'revoked' | 'leftToEnd') => void;
}

/** Gives what to do with the old token, and the end of the rotation. */
export function RevokeStep({ rotation, ending, onEnd }: RevokeStepProps): ReactElement {
  const styles = useStyles();
  const [asked, setAsked] = useState(false);
  const { ready, words } = rotation.revoke;
  const canEnd = rotation.savedAt !== null;
  return (
    <>
      <Text className={styles.words}>{withLocalTimes(words)}</Text>
      <Text className={styles.quiet}>{text('rotation.finishHelp')}</Text>
      {ready || !asked ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{rotation.next}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.row}>
        <Button
          appearance={ready ? 'primary' : 'secondary'}
          disabled={!canEnd || ending}
          // Nothing stops a person who knows better; the second time it counts.
          onClick={() => (ready || asked ? onEnd('revoked') : setAsked(true))}
        >
          {text('rotation.revoked')}
        </Button>
        {rotation.overlap === null ? null : (
          <Button disabled={!canEnd || ending} onClick={() => (ready || asked ? onEnd('leftToEnd') : setAsked(true))}>
            {text('rotation.leftToEnd')}
          </Button>
        )}
      </div>
      {ending ? <ProgressBar aria-label={text('common.working')} /> : null}
    </>
  );
}
