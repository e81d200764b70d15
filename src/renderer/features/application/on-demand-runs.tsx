import { Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { OnDemandComparison, OnDemandRunSummary } from '#shared/model/on-demand-run';
import { ChangeTable } from './change-table.tsx';
import { useOnDemandRun, useOnDemandRuns, useRunComparison } from './on-demand-queries.ts';
import { OnDemandRunView } from './on-demand-run-view.tsx';

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 240px', minWidth: 0 },
  // The longest option would make it wider than its place.
  select: { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
  root: { display: 'flex', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

interface RunsProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly onResume: (run: string) => void;
}

const optionText = ({ at, tried, subjects, failed, state }: OnDemandRunSummary): string =>
  text('onDemand.runOption', {
    time: formats.dateTime(at),
    tried,
    subjects,
    failed,
    state: text(`onDemand.state_${state}`),
  });

/** Takes an application; gives its earlier runs: one to look at, and another to compare it with. */
export function OnDemandRuns({ id, disabled, onResume }: RunsProps): ReactElement {
  const styles = useStyles();
  const runs = useOnDemandRuns(id);
  const [shown, setShown] = useState('');
  const [other, setOther] = useState('');
  return (
    <Answer query={runs} skeleton={<LinesSkeleton lines={2} />}>
      {({ runs: list, keeping }) =>
        list.length === 0 ? null : (
          <div className={styles.frame}>
            <h3 className={styles.title}>{text('onDemand.runs')}</h3>
            <Text className={styles.quiet}>{text('onDemand.runsHelp', { keeping: keeping.words })}</Text>
            <div className={styles.form}>
              <RunChoice label={text('onDemand.show')} runs={list} value={shown} onChoose={setShown} />
              <RunChoice label={text('onDemand.compareWith')} runs={list} value={other} onChoose={setOther} />
            </div>
            {other === '' || shown === '' ? (
              <Shown run={shown} disabled={disabled} onResume={onResume} />
            ) : (
              <Compared before={earlier(list, shown, other)} after={later(list, shown, other)} />
            )}
          </div>
        )
      }
    </Answer>
  );
}

/** The list is newest first, so the earlier one stands further down. */
const place = (runs: readonly OnDemandRunSummary[], run: string): number => runs.findIndex(({ id }) => id === run);
const earlier = (runs: readonly OnDemandRunSummary[], one: string, other: string): string =>
  place(runs, one) > place(runs, other) ? one : other;
const later = (runs: readonly OnDemandRunSummary[], one: string, other: string): string =>
  place(runs, one) > place(runs, other) ? other : one;

interface ChoiceProps {
  readonly label: string;
  readonly runs: readonly OnDemandRunSummary[];
  readonly value: string;
  readonly onChoose: (run: string) => void;
}

function RunChoice({ label, runs, value, onChoose }: ChoiceProps): ReactElement {
  const styles = useStyles();
  return (
    <Field label={label} className={styles.field}>
      <Select
        className={styles.root}
        select={{ className: styles.select }}
        value={value}
        onChange={(_event, data) => onChoose(data.value)}
      >
        <option value="">{text('onDemand.nothing')}</option>
        {runs.map((run) => (
          <option key={run.id} value={run.id}>
            {optionText(run)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Shown({ run, disabled, onResume }: Omit<RunsProps, 'id'> & { readonly run: string }): ReactElement | null {
  const results = useOnDemandRun(run);
  if (run === '') return null;
  return (
    <Answer query={results} skeleton={<LinesSkeleton lines={4} />}>
      {(found) => <OnDemandRunView run={found} {...(disabled ? {} : { onResume: () => onResume(found.id) })} />}
    </Answer>
  );
}

function Compared({ before, after }: { readonly before: string; readonly after: string }): ReactElement {
  const comparison = useRunComparison(before, after);
  return (
    <Answer query={comparison} skeleton={<LinesSkeleton lines={4} />}>
      {(found) => <Comparison comparison={found} />}
    </Answer>
  );
}

function Comparison({
  comparison: { people, configuration, notes },
}: {
  readonly comparison: OnDemandComparison;
}): ReactElement {
  const styles = useStyles();
  const changed = people.filter(({ changes, before, after }) => changes.length > 0 || before !== after);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is a result
    <div className={styles.frame} role="group" aria-label={text('onDemand.compared')}>
      {configuration.length === 0 ? null : (
        <>
          <Text weight="semibold">{text('onDemand.configurationChanged')}</Text>
          <ul className={styles.list}>
            {configuration.map(({ words }) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
      {changed.length === 0 ? <Text>{text('onDemand.sameForAll')}</Text> : null}
      {changed.map(({ subject, before, after, changes }) => (
        <div key={subject} className={styles.frame}>
          <Text weight="semibold">{subject}</Text>
          <Text>
            {text('onDemand.verdicts', {
              before: before ?? text('onDemand.notInRun'),
              after: after ?? text('onDemand.notInRun'),
            })}
          </Text>
          {changes.length === 0 ? null : (
            <ChangeTable label={text('onDemand.written', { subject })} changes={changes} />
          )}
        </div>
      ))}
      {notes.map((note) => (
        <Text key={note} className={styles.quiet}>
          {note}
        </Text>
      ))}
    </div>
  );
}
