import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text, textOr } from '#renderer/lib/text';
import { CheckMark } from '#renderer/ui/check-mark.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import type { ModifiedPropertyView, OnDemandView, ProvisioningStepView } from '#shared/model/job';
import type { ConnectionCheck } from '#shared/model/preparation';

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  row: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', gap: tokens.spacingHorizontalM },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere', paddingTop: '2px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

const intents: Readonly<Record<string, 'success' | 'warning' | 'error' | 'info'>> = {
  success: 'success',
  skipped: 'warning',
  warning: 'warning',
  failure: 'error',
};

const marks: Readonly<Record<string, ConnectionCheck['state']>> = {
  success: 'passed',
  warning: 'warning',
  failure: 'failed',
  skipped: 'notTried',
};

const columnsOf = (): readonly Column<ModifiedPropertyView>[] => [
  { key: 'name', header: text('wizard.try.attribute'), cell: ({ name }) => <Mono value={name} /> },
  { key: 'before', header: text('wizard.try.before'), cell: ({ before }) => <Mono value={before} /> },
  { key: 'after', header: text('wizard.try.after'), cell: ({ after }) => <Mono value={after} /> },
];

/** Takes what provisioning one person came to; gives it with every step and every attribute that was written. */
export function OnDemandResult({ view }: { readonly view: OnDemandView }): ReactElement {
  const styles = useStyles();
  const { result, action, subject, errorMessage, remedy, steps, modifiedProperties, targetId } = view;
  return (
    <div className={styles.parts} data-result={result}>
      <MessageBar intent={intents[result] ?? 'info'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>
            {textOr('wizard.try.result', result)}: {subject}
          </MessageBarTitle>
          {[action === null ? null : textOr('wizard.try.action', action), targetId, errorMessage, remedy]
            .filter((part) => part !== null)
            .join(' · ')}
        </MessageBarBody>
      </MessageBar>
      <Section title={text('wizard.try.steps')}>
        <ol className={styles.list}>
          {steps.map((step, index) => (
            // Steps of one attempt have no ids and stand still.
            // biome-ignore lint/suspicious/noArrayIndexKey: the number is what names a step
            <Step key={index} step={step} />
          ))}
        </ol>
      </Section>
      {modifiedProperties.length === 0 ? null : (
        <Section title={text('wizard.try.written')} flush>
          <DataTable
            label={text('wizard.try.written')}
            columns={columnsOf()}
            rows={modifiedProperties}
            rowKey={({ name }) => name}
          />
        </Section>
      )}
    </div>
  );
}

function Step({ step }: { readonly step: ProvisioningStepView }): ReactElement {
  const styles = useStyles();
  return (
    <li className={styles.row} data-type={step.type} data-state={step.status}>
      <CheckMark state={marks[step.status] ?? 'notTried'} />
      <span className={styles.words}>
        <span className={styles.name}>{textOr('wizard.try.step', step.type)}</span>
        <span className={styles.quiet}>{step.description}</span>
      </span>
    </li>
  );
}

function Mono({ value }: { readonly value: string | null }): ReactElement {
  const styles = useStyles();
  return <span className={value === null ? styles.quiet : styles.mono}>{value ?? text('common.none')}</span>;
}
