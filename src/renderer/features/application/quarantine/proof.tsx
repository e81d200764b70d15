import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { KeyValues } from '#renderer/ui/key-values.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';
import type { QuarantineProof } from '#shared/model/quarantine';
import { useProof, useSeenBefore } from './queries.ts';

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL } });

const intents = { gone: 'success', lifted: 'info', still: 'error', back: 'error', off: 'warning' } as const;

/** Takes an application; gives the proof that its quarantine is gone, or that it is not. */
export function Proof({ id }: { readonly id: string }): ReactElement {
  const proof = useProof(id);
  const before = useSeenBefore((seen) => seen[id]) ?? null;
  const { state, start, output, error, progress, cancelling, cancel } = proof;
  const prove = (): void => void start({ application: id, before });
  return (
    <Section
      title={text('quarantine.proof')}
      description={text('quarantine.proofHelp')}
      actions={
        <Button disabled={state === 'running'} onClick={prove}>
          {text(output === null ? 'quarantine.prove' : 'quarantine.proveAgain')}
        </Button>
      }
    >
      {state === 'running' ? (
        <TaskProgress progress={progress} running cancelling={cancelling} onCancel={cancel} />
      ) : null}
      {error === null ? null : <ErrorPanel error={error} onRetry={prove} />}
      {output === null || state === 'running' ? null : <Verdict proof={output} />}
    </Section>
  );
}

function Verdict({ proof }: { readonly proof: QuarantineProof }): ReactElement {
  const styles = useStyles();
  const { verdict, words, fix, changed, lookedAt, cycleEnded } = proof;
  return (
    <>
      <MessageBar intent={intents[verdict]} layout="multiline" role="status" data-verdict={verdict}>
        <MessageBarBody>
          <MessageBarTitle>{text(`quarantine.verdict_${verdict}`)}</MessageBarTitle>
          {words}
        </MessageBarBody>
      </MessageBar>
      {changed.length === 0 ? null : (
        <ul className={styles.list}>
          {changed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <KeyValues
        items={[
          ...(fix === null
            ? []
            : [
                {
                  name: text('quarantine.proofFix'),
                  value: `${fix.what}, ${formats.dateTime(fix.at)}`,
                },
                ...(fix.requestId === null
                  ? []
                  : [{ name: 'request-id', value: fix.requestId, copy: fix.requestId, mono: true }]),
              ]),
          {
            name: text('quarantine.proofCycle'),
            value: cycleEnded === null ? text('common.never') : formats.dateTime(cycleEnded),
          },
          { name: text('quarantine.proofLooked'), value: formats.dateTime(lookedAt) },
        ]}
      />
    </>
  );
}
