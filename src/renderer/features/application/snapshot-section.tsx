import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import { Section } from '#renderer/ui/section.tsx';
import type { Output } from '#shared/contract/index';
import type { SnapshotSummary } from '#shared/model/snapshot';
import type { Comparing } from './history-tab.tsx';
import { SnapshotDifferences } from './snapshot-differences.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 280px', minWidth: 0 },
  // The longest option would make it wider than its place.
  select: { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
  root: { display: 'flex', minWidth: 0 },
});

interface SnapshotSectionProps {
  readonly id: string;
  readonly list: Output<'snapshots.list'>;
  readonly comparing: Comparing | null;
  readonly onCompare: (comparing: Comparing) => void;
  readonly onGoBack: (snapshot: string) => void;
}

const whatFor = ({ moment, why }: SnapshotSummary): string =>
  moment === 'asked' ? text('snapshot.what_asked') : text(`snapshot.what_${moment}`, { why });

const optionText = (snapshot: SnapshotSummary): string =>
  text('snapshot.option', { time: formats.dateTime(snapshot.at), what: whatFor(snapshot), who: snapshot.who });

/** Takes the snapshots of an application; gives any two to compare, and the way back to one of them. */
export function SnapshotSection({ list, comparing, onCompare, onGoBack }: SnapshotSectionProps): ReactElement {
  const { snapshots, keeping, setAside, locked } = list;
  return (
    <Section title={text('snapshot.title')} description={text('snapshot.description', { keeping: keeping.words })}>
      {setAside.length === 0 ? null : <Notice words={text('snapshot.setAside', { names: formats.list(setAside) })} />}
      {locked === 0 ? null : <Notice words={text('snapshot.locked', { count: locked })} />}
      {snapshots.length === 0 ? (
        <Text>{text('snapshot.none')}</Text>
      ) : (
        <Choice
          key={`${comparing?.before ?? ''}:${comparing?.after ?? ''}:${snapshots.length}`}
          snapshots={snapshots.toReversed()}
          comparing={comparing}
          onCompare={onCompare}
          onGoBack={onGoBack}
        />
      )}
      {comparing === null ? null : <SnapshotDifferences comparing={comparing} />}
    </Section>
  );
}

const Notice = ({ words }: { readonly words: string }): ReactElement => (
  <MessageBar intent="warning" layout="multiline">
    <MessageBarBody>{words}</MessageBarBody>
  </MessageBar>
);

const now = 'now';

type ChoiceProps = Pick<SnapshotSectionProps, 'comparing' | 'onCompare' | 'onGoBack'> & {
  readonly snapshots: readonly SnapshotSummary[];
};

function Choice({ snapshots, comparing, onCompare, onGoBack }: ChoiceProps): ReactElement {
  const styles = useStyles();
  const [before, setBefore] = useState(comparing?.before ?? snapshots[0]?.id ?? '');
  const [after, setAfter] = useState(comparing?.after ?? now);
  const options = snapshots.map((one) => (
    <option key={one.id} value={one.id}>
      {optionText(one)}
    </option>
  ));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would put its legend above the fields
    <div className={styles.form} role="group" aria-label={text('snapshot.label')}>
      <Field label={text('snapshot.from')} className={styles.field}>
        <Select
          className={styles.root}
          select={{ className: styles.select }}
          value={before}
          onChange={(_event, { value }) => setBefore(value)}
        >
          {options}
        </Select>
      </Field>
      <Field label={text('snapshot.to')} className={styles.field}>
        <Select
          className={styles.root}
          select={{ className: styles.select }}
          value={after}
          onChange={(_event, { value }) => setAfter(value)}
        >
          <option value={now}>{text('snapshot.now')}</option>
          {options}
        </Select>
      </Field>
      <Button appearance="primary" onClick={() => onCompare({ before, after: after === now ? null : after })}>
        {text('snapshot.compare')}
      </Button>
      <Button icon={<ArrowUndo20Regular />} onClick={() => onGoBack(before)}>
        {text('snapshot.rollBack')}
      </Button>
    </div>
  );
}
