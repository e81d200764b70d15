import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { LogStatus } from '#renderer/ui/log-status.tsx';
import { StepList } from '#renderer/ui/step-list.tsx';
import type { OnDemandView } from '#shared/model/job';
import { ChangeTable } from './change-table.tsx';
import { stageResults, stages } from './on-demand-stages.ts';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  stages: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
  },
  stage: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
    overflow: 'hidden',
  },
  name: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  arrow: { color: tokens.colorNeutralForeground2, display: 'flex' },
});

const intents: Readonly<Record<string, 'success' | 'warning' | 'error' | 'info'>> = {
  success: 'success',
  skipped: 'warning',
  warning: 'warning',
  failure: 'error',
};

/** Takes what provisioning one object came to; gives the four stages drawn, what was written old beside new, and each step. */
export function OnDemandResult({ view }: { readonly view: OnDemandView }): ReactElement {
  const styles = useStyles();
  const { result, subject, action, errorMessage, remedy, steps, modifiedProperties } = view;
  const words = [action === null || action === 'other' ? null : textOr('action', action), errorMessage, remedy].filter(
    (one) => one !== null,
  );
  return (
    <div className={styles.frame} data-result={result}>
      <MessageBar intent={intents[result] ?? 'info'} layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{text('onDemand.result', { subject, result: textOr('logStatus', result) })}</MessageBarTitle>
          {words.join(' · ')}
        </MessageBarBody>
      </MessageBar>
      <Stages view={view} />
      {modifiedProperties.length === 0 ? null : (
        <ChangeTable
          label={text('onDemand.written', { subject })}
          changes={modifiedProperties.map(({ name, before, after }) => ({ what: name, before, after }))}
        />
      )}
      <Accordion collapsible>
        <AccordionItem value="steps">
          <AccordionHeader as="h3" size="small">
            {text('onDemand.details')}
          </AccordionHeader>
          <AccordionPanel>
            <StepList steps={steps} />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </div>
  );
}

function Stages({ view: { steps, subject } }: { readonly view: OnDemandView }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.stages} aria-label={text('onDemand.stages', { subject })}>
      {stageResults(steps).map(({ stage, status }, index) => (
        <li key={stage} className={styles.stage} data-stage={stage} data-state={status ?? 'none'}>
          <span className={styles.name}>
            {text(`onDemand.stage_${stage}`)}
            {index === stages.length - 1 ? null : (
              <span aria-hidden className={styles.arrow}>
                <ChevronRight16Regular />
              </span>
            )}
          </span>
          {status === null ? <Text className={styles.quiet}>–</Text> : <LogStatus status={status} />}
        </li>
      ))}
    </ol>
  );
}
