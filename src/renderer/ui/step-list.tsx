import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { ModifiedPropertyView, ProvisioningStepView } from '#shared/model/job';
import { DataTable } from './data-table.tsx';
import { LogStatus } from './log-status.tsx';

const useStyles = makeStyles({
  steps: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  step: {
    display: 'grid',
    gridTemplateColumns: '104px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Takes the steps of a provisioning attempt; gives them in order, each with its result and its facts. */
export function StepList({ steps }: { readonly steps: readonly ProvisioningStepView[] }): ReactElement {
  const styles = useStyles();
  return (
    <ol className={styles.steps} aria-label={text('log.steps')}>
      {steps.map((step) => (
        <li key={`${step.type}:${step.name}:${step.description}`} className={styles.step}>
          <LogStatus status={step.status} />
          <span className={styles.words}>
            <Text weight="semibold">{step.type}</Text>
            <Text>{step.description}</Text>
            {Object.entries(step.details).map(([name, value]) => (
              <Text key={name} size={200} className={styles.quiet}>
                {name}: {value}
              </Text>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

const noValue = '–';

/** Takes changed attributes; gives them as a table, before beside after. */
export const ChangedAttributes = ({
  properties,
}: {
  readonly properties: readonly ModifiedPropertyView[];
}): ReactElement => (
  <DataTable
    label={text('log.changes')}
    rows={properties}
    rowKey={({ name }) => name}
    columns={[
      { key: 'name', header: text('log.attribute'), cell: ({ name }) => name, sortBy: ({ name }) => name },
      { key: 'before', header: text('log.before'), cell: ({ before }) => before ?? noValue },
      { key: 'after', header: text('log.after'), cell: ({ after }) => after ?? noValue },
    ]}
  />
);
