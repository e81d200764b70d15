import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { ConnectionCheck, ConnectionDiagnosis } from '#shared/model/preparation';
import { CheckMark } from './check-mark.tsx';
import { CopyButton } from './copy-button.tsx';

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

/** Takes a connection test; gives its verdict and what each layer came to. */
export function Diagnosis({ diagnosis }: { readonly diagnosis: ConnectionDiagnosis }): ReactElement {
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
