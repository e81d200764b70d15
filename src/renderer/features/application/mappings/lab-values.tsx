import { Badge, Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { memo, type ReactElement } from 'react';
import { text } from '#renderer/lib/text';
import type { ExpressionOutcome, SamplePerson } from '#shared/model/mappings';
import type { LabState } from './use-lab.ts';

const useStyles = makeStyles({
  frame: {
    overflowX: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  table: { borderCollapse: 'collapse', width: '100%', tableLayout: 'fixed', minWidth: '560px' },
  head: {
    textAlign: 'left',
    verticalAlign: 'top',
    padding: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  row: { width: '128px' },
  person: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: '4px' },
  cell: {
    padding: tokens.spacingHorizontalS,
    verticalAlign: 'top',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  value: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, whiteSpace: 'pre-wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  error: { color: tokens.colorStatusDangerForeground3 },
});

interface LabValuesProps {
  readonly samples: readonly SamplePerson[];
  readonly state: LabState;
  readonly onDrop: (id: string) => void;
}

function DrawnLabValues({ samples, state, onDrop }: LabValuesProps): ReactElement {
  const styles = useStyles();
  const hasError = state.diagnostics.some(({ severity }) => severity === 'error');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable (WCAG 2.1.1)
    <section className={styles.frame} aria-label={text('lab.people')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.head} ${styles.row}`}>
              {text('lab.people')}
            </th>
            {samples.map((person) => (
              <th key={person.id} scope="col" className={styles.head}>
                <Person person={person} onDrop={onDrop} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={styles.cell}>
              <Tooltip content={text('lab.oursHelp')} relationship="description">
                <span>{text('lab.ours')}</span>
              </Tooltip>
            </th>
            {samples.map(({ id }) => (
              <td key={id} className={styles.cell} data-lab="ours">
                <Outcome outcome={state.outcomes.get(id)} otherwise={hasError ? text('lab.noValue') : ''} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" className={styles.cell}>
              {text('lab.service')}
            </th>
            {samples.map(({ id }) => (
              <td key={id} className={styles.cell} data-lab="service">
                <Verdict id={id} state={state} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** Takes sample people and what is known; gives their values side by side: ours in one row, the service's in the next. */
export const LabValues = memo(DrawnLabValues);

function Person({ person, onDrop }: { readonly person: SamplePerson } & Pick<LabValuesProps, 'onDrop'>): ReactElement {
  const styles = useStyles();
  const { id, name, origin } = person;
  return (
    <div className={styles.person}>
      <span>
        {name}{' '}
        {origin === 'directory' ? null : (
          <Badge appearance="outline" size="small">
            {text(`lab.${origin}`)}
          </Badge>
        )}
      </span>
      {origin === 'invented' ? null : (
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={text('lab.drop', { name })}
          onClick={() => onDrop(id)}
        />
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly outcome: ExpressionOutcome | undefined;
  readonly otherwise: string;
}

function Outcome({ outcome, otherwise }: OutcomeProps): ReactElement {
  const styles = useStyles();
  if (outcome === undefined) return <Text className={styles.quiet}>{otherwise}</Text>;
  if (outcome.kind === 'error') return <Text className={styles.error}>{outcome.message}</Text>;
  const { values, note } = outcome;
  if (values.length === 0) return <Text className={styles.quiet}>{text('lab.empty')}</Text>;
  return (
    <>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values of one attribute have nothing else, and may repeat
        <span key={index} className={styles.value}>
          {value === '' ? text('lab.blank') : value}
          {index < values.length - 1 ? '\n' : ''}
        </span>
      ))}
      {note === null ? null : <Text className={styles.quiet}> {note}</Text>}
    </>
  );
}

function Verdict({ id, state }: { readonly id: string; readonly state: LabState }): ReactElement {
  const verdict = state.verdicts.get(id);
  if (verdict === undefined)
    return (
      <Outcome outcome={undefined} otherwise={state.service === 'asking' ? text('lab.asking') : text('lab.waiting')} />
    );
  const refuses = verdict.service.kind === 'error';
  return (
    <>
      <Badge appearance="tint" color={verdict.agrees && !refuses ? 'success' : 'warning'}>
        {text(verdict.agrees ? (refuses ? 'lab.refusesToo' : 'lab.agrees') : 'lab.differs')}
      </Badge>{' '}
      {verdict.agrees && !refuses ? null : <Outcome outcome={verdict.service} otherwise="" />}
    </>
  );
}
