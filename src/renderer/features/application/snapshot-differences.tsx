import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Difference } from '#shared/model/difference';
import { ChangeTable } from './change-table.tsx';
import { useComparison } from './history-queries.ts';
import type { Comparing } from './history-tab.tsx';

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type View = 'words' | 'table';

/** Takes two snapshots, or one and the tenant as it is now; gives what differs in meaning, in words or as a table. */
export function SnapshotDifferences({ comparing }: { readonly comparing: Comparing }): ReactElement {
  const styles = useStyles();
  const comparison = useComparison(comparing.before, comparing.after);
  return (
    <div aria-live="polite" className={styles.result}>
      <Answer query={comparison} skeleton={<LinesSkeleton lines={4} />}>
        {({ differences, notes }) => (
          <>
            <Differences differences={differences} />
            {notes.map((note) => (
              <Text key={note} className={styles.quiet}>
                {note}
              </Text>
            ))}
          </>
        )}
      </Answer>
    </div>
  );
}

function Differences({ differences }: { readonly differences: readonly Difference[] }): ReactElement {
  const styles = useStyles();
  const [view, setView] = useState<View>('words');
  if (differences.length === 0) return <Text>{text('snapshot.same')}</Text>;
  return (
    <>
      <div className={styles.head}>
        <Text weight="semibold">{text('snapshot.differences', { count: differences.length })}</Text>
        <RadioGroup
          layout="horizontal"
          aria-label={text('snapshot.view')}
          value={view}
          onChange={(_event, { value }) => setView(value as View)}
        >
          <Radio value="words" label={text('snapshot.words')} />
          <Radio value="table" label={text('snapshot.table')} />
        </RadioGroup>
      </div>
      <DifferenceView view={view} differences={differences} />
    </>
  );
}

function DifferenceView({
  view,
  differences,
}: {
  readonly view: View;
  readonly differences: readonly Difference[];
}): ReactElement {
  const styles = useStyles();
  if (view === 'table')
    return (
      <ChangeTable
        label={text('snapshot.title')}
        changes={differences.map(({ place, what, before, after }) => ({ what: `${place}: ${what}`, before, after }))}
      />
    );
  return (
    <ul className={styles.list}>
      {differences.map(({ words, place, what }) => (
        <li key={`${place}:${what}:${words}`}>{words}</li>
      ))}
    </ul>
  );
}
