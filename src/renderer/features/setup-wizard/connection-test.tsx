import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  tokens,
} from '@fluentui/react-components';
import { PlugConnected20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ConnectionCheck, ConnectionDiagnosis } from '#shared/model/preparation';
import { configurationOf } from '#shared/wizard/configuration-of';
import { CheckMark } from './marks.tsx';
import type { StepProps } from './step-props.ts';
import { noteDiagnosis, useWizard } from './wizard-store.ts';

const useStyles = makeStyles({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '24px 132px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    '@media (max-width: 700px)': { gridTemplateColumns: '24px minmax(0, 1fr)' },
  },
  name: { fontWeight: tokens.fontWeightSemibold, paddingTop: '2px' },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere', paddingTop: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  trace: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontFamily: tokens.fontFamilyMonospace,
  },
});

const intents = { works: 'success', looksGood: 'info', fails: 'error' } as const;

/** Takes the answers; gives the test of the connection and its diagnosis, layer by layer. */
export function ConnectionTest({
  guide,
  answers,
  missing,
}: Pick<StepProps, 'guide' | 'answers' | 'missing'>): ReactElement {
  const id = useWizard((state) => state.id);
  const handles = useWizard((state) => state.handles);
  const diagnosis = useWizard((state) => state.diagnosis);
  const test = useTask('setup.testConnection', {
    slot: `test:${id}`,
    label: text('wizard.test.label', { vendor: guide.displayName }),
  });
  const isReady = missing.every(({ severity }) => severity !== 'stops');
  const isRunning = test.state === 'running';
  const { application } = answers;
  const run = async (): Promise<void> => {
    noteDiagnosis(null);
    const result = await test.start({
      vendor: guide.id,
      connection: configurationOf(guide, answers, 'off').connection,
      secrets: handles,
      servicePrincipalId: application?.kind === 'reuse' ? application.servicePrincipalId : null,
    });
    if (result.ok) noteDiagnosis(result.data);
  };
  return (
    <Section
      title={text('wizard.test.title')}
      description={text('wizard.test.description')}
      actions={
        isRunning ? (
          <Button disabled={test.cancelling} onClick={test.cancel}>
            {text(test.cancelling ? 'common.cancelling' : 'common.cancel')}
          </Button>
        ) : (
          <Button icon={<PlugConnected20Regular />} disabled={!isReady} onClick={() => void run()}>
            {text('wizard.test.start')}
          </Button>
        )
      }
    >
      {isRunning ? <ProgressBar aria-label={text('common.working')} /> : null}
      {test.state === 'failed' && test.error !== null ? <ErrorPanel error={test.error} /> : null}
      {isReady || isRunning ? null : text('wizard.test.notReady')}
      <div aria-live="polite">{diagnosis === null ? null : <Diagnosis diagnosis={diagnosis} />}</div>
    </Section>
  );
}

function Diagnosis({ diagnosis }: { readonly diagnosis: ConnectionDiagnosis }): ReactElement {
  const styles = useStyles();
  const { verdict, host, checks, advice } = diagnosis;
  return (
    <div className={styles.list} data-verdict={verdict}>
      <MessageBar intent={intents[verdict]} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{text(`wizard.verdict.${verdict}`)}</MessageBarTitle>
          {text(`wizard.verdict.${verdict}Help`, { host })}
        </MessageBarBody>
      </MessageBar>
      <ol className={styles.list}>
        {checks.map((check) => (
          <Layer key={check.layer} check={check} />
        ))}
      </ol>
      {advice.length === 0 ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{text('wizard.test.advice')}</MessageBarTitle>
            {advice.join('. ')}
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

function Layer({ check }: { readonly check: ConnectionCheck }): ReactElement {
  const styles = useStyles();
  const { layer, state, detail, nextStep, requestId } = check;
  return (
    <li className={styles.row} data-layer={layer} data-state={state}>
      <CheckMark state={state} />
      <span className={styles.name}>{text(`wizard.layer.${layer}`)}</span>
      <span className={styles.words}>
        <span className={state === 'notTried' ? styles.quiet : ''}>{detail}</span>
        {nextStep === null ? null : <span className={styles.quiet}>{nextStep}</span>}
        {requestId === null ? null : (
          <span className={styles.trace}>
            {requestId}
            <CopyButton value={requestId} what={text('common.requestId')} />
          </span>
        )}
      </span>
    </li>
  );
}
