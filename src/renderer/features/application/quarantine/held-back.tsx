import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { DataTable } from '#renderer/ui/data-table.tsx';
import { ErrorPanel } from '#renderer/ui/error-panel.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import { heldPageSize, useHeldBack, useHeldExport } from './queries.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, alignItems: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Held = Output<'quarantine.heldBack'>;

interface HeldBackProps {
  readonly id: string;
  readonly onDecide: (decision: 'allow' | 'reject') => void;
}

/** Takes an application whose deletions are held back; gives who it is, and the two decisions. */
export function HeldBack({ id, onDecide }: HeldBackProps): ReactElement {
  const styles = useStyles();
  const [offset, setOffset] = useState(0);
  const held = useHeldBack(id, offset);
  return (
    <Section title={text('quarantine.held')} description={text('quarantine.heldHelp')}>
      <Answer query={held} skeleton={<LinesSkeleton lines={4} />}>
        {(data) => <People id={id} held={data} offset={offset} onOffset={setOffset} />}
      </Answer>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <Button appearance="primary" onClick={() => onDecide('reject')}>
            {text('quarantine.reject')}
          </Button>
          <Text className={styles.quiet}>{text('quarantine.rejectHelp')}</Text>
        </div>
        <div className={styles.choice}>
          <Button onClick={() => onDecide('allow')}>{text('quarantine.allow')}</Button>
          <Text className={styles.quiet}>{text('quarantine.allowHelp')}</Text>
        </div>
      </div>
    </Section>
  );
}

interface PeopleProps {
  readonly id: string;
  readonly held: Held;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

function People({ id, held: { held, count, complete, note, since }, offset, onOffset }: PeopleProps): ReactElement {
  const styles = useStyles();
  return (
    <>
      {note === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{note}</MessageBarBody>
        </MessageBar>
      )}
      {count === 0 ? null : (
        <>
          <Text weight="semibold">{text(complete ? 'quarantine.heldCount' : 'quarantine.heldAtLeast', { count })}</Text>
          <DataTable
            label={text('quarantine.held')}
            rows={held}
            rowKey={(row) => row.id}
            columns={[
              { key: 'who', header: text('quarantine.heldWho'), cell: ({ name }) => name, sortBy: ({ name }) => name },
              { key: 'label', header: text('quarantine.heldLabel'), cell: ({ label }) => label ?? '' },
              {
                key: 'seen',
                header: text('quarantine.heldSeen'),
                cell: ({ lastSeen }) => formats.dateTime(lastSeen),
                sortBy: ({ lastSeen }) => lastSeen,
              },
            ]}
          />
          <div className={styles.bar}>
            {count <= heldPageSize ? null : <Pager count={count} offset={offset} onOffset={onOffset} />}
            {since === null ? null : <Export id={id} since={since} />}
            <Button as="a" href={hrefOf(places.application(id, 'scope'))}>
              {text('quarantine.toScope')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

interface PagerProps {
  readonly count: number;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}

function Pager({ count, offset, onOffset }: PagerProps): ReactElement {
  const to = Math.min(count, offset + heldPageSize);
  return (
    <>
      <Button disabled={offset === 0} onClick={() => onOffset(Math.max(0, offset - heldPageSize))}>
        {text('quarantine.heldPrevious')}
      </Button>
      <Text aria-live="polite">
        {text('quarantine.heldRange', {
          from: formats.number(offset + 1),
          to: formats.number(to),
          count: formats.number(count),
        })}
      </Text>
      <Button disabled={to >= count} onClick={() => onOffset(offset + heldPageSize)}>
        {text('quarantine.heldNext')}
      </Button>
    </>
  );
}

function Export({ id, since }: { readonly id: string; readonly since: string }): ReactElement {
  const exporting = useHeldExport(id);
  const { state, start, output, error } = exporting;
  const write = (): void => void start({ filter: { application: id, action: 'stagedDelete', since }, format: 'csv' });
  return (
    <>
      <Button icon={<ArrowDownload20Regular />} disabled={state === 'running'} onClick={write}>
        {text('quarantine.heldExport')}
      </Button>
      {output === null || output.file === null ? null : (
        <Text role="status">
          {text('quarantine.heldExported', { count: formats.number(output.rows), file: output.file })}
        </Text>
      )}
      {error === null ? null : <ErrorPanel error={error} />}
    </>
  );
}
