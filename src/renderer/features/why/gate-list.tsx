import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { type ReactElement, useId, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text, textOr } from '#renderer/lib/text';
import { LogStatus } from '#renderer/ui/log-status.tsx';
import type { GateSeen, WhyExplanation, WhyGate, WhyLogEntry } from '#shared/model/why';
import { FixButton } from './fix-link.tsx';
import { Verdict } from './verdict.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  gate: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTop: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '26px',
    height: '26px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  first: { backgroundColor: tokens.colorPaletteRedBackground2, color: tokens.colorPaletteRedForeground2 },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, lineHeight: '26px' },
  why: { maxWidth: '88ch' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  details: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalXS,
  },
  seen: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  one: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 2fr) minmax(0, 3fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    '@media (max-width: 640px)': { gridTemplateColumns: '20px minmax(0, 1fr)' },
  },
  value: { display: 'flex', flexDirection: 'column', '@media (max-width: 640px)': { gridColumn: '2' } },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, lineHeight: '20px' },
});

interface GateListProps {
  readonly explanation: WhyExplanation;
  readonly onEntry: (id: string) => void;
}

/** Takes an explanation; gives each gate in turn with its verdict, why, what was seen and the fix. */
export function GateList({ explanation, onEntry }: GateListProps): ReactElement {
  const styles = useStyles();
  const { gates, conclusion } = explanation;
  return (
    <ol className={styles.list} aria-label={text('why.gates')}>
      {gates.map((gate, index) => (
        <GateItem
          key={gate.gate}
          gate={gate}
          number={index + 1}
          first={conclusion.kind !== 'provisioned' && conclusion.gate === gate.gate}
          explanation={explanation}
          onEntry={onEntry}
        />
      ))}
    </ol>
  );
}

interface GateItemProps extends GateListProps {
  readonly gate: WhyGate;
  readonly number: number;
  /** True for the one that decides: its details are open. */
  readonly first: boolean;
}

function GateItem({ gate, number, first, explanation, onEntry }: GateItemProps): ReactElement {
  const styles = useStyles();
  const [open, setOpen] = useState(first);
  const id = useId();
  const name = text(`why.gate_${gate.gate}`);
  const entries = gate.gate === 'log' ? explanation.log.entries : [];
  const hasDetails = gate.seen.length > 0 || entries.length > 0;
  const isFirstFailure = first && gate.verdict === 'failed';
  return (
    <li className={styles.gate}>
      <span aria-hidden className={mergeClasses(styles.number, isFirstFailure && styles.first)}>
        {number}
      </span>
      <div className={styles.words}>
        <div className={styles.row}>
          <h3 className={styles.title}>{name}</h3>
          {hasDetails ? (
            <Button
              size="small"
              appearance="subtle"
              icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
              aria-expanded={open}
              aria-controls={id}
              aria-label={text('why.details', { gate: name })}
              onClick={() => setOpen(!open)}
            >
              {text('why.showDetails')}
            </Button>
          ) : null}
        </div>
        <Text className={styles.why}>{gate.why}</Text>
        {gate.needs.length === 0 ? null : (
          <Text className={styles.quiet}>{text('why.needs', { scopes: gate.needs.join(', ') })}</Text>
        )}
        {gate.fix === null ? null : (
          <div className={styles.row}>
            <Text className={styles.why}>
              <span className={styles.quiet}>{text('why.fix')}</span> {gate.fix.text}
            </Text>
            <FixButton fix={gate.fix} application={explanation.servicePrincipalId} onEntry={onEntry} />
          </div>
        )}
        <div id={id} hidden={!open} className={open ? styles.details : undefined}>
          {open ? <Details gate={gate} entries={entries} onEntry={onEntry} /> : null}
        </div>
      </div>
      <Verdict verdict={gate.verdict} />
    </li>
  );
}

interface DetailsProps {
  readonly gate: WhyGate;
  readonly entries: readonly WhyLogEntry[];
  readonly onEntry: (id: string) => void;
}

function Details({ gate, entries, onEntry }: DetailsProps): ReactElement {
  const styles = useStyles();
  return (
    <>
      {gate.byUs ? (
        <Text size={200} className={styles.quiet}>
          {text('why.byUs')}
        </Text>
      ) : null}
      <ul className={styles.seen}>
        {entries.length > 0
          ? entries.map((entry) => <Entry key={entry.id} entry={entry} onEntry={onEntry} />)
          : gate.seen.map((seen) => <Seen key={`${seen.what} ${seen.value ?? ''}`} seen={seen} />)}
      </ul>
    </>
  );
}

function Seen({ seen }: { readonly seen: GateSeen }): ReactElement {
  const styles = useStyles();
  const { what, value, verdict, note } = seen;
  return (
    <li className={styles.one}>
      <span>{verdict === null ? null : <Verdict verdict={verdict} short />}</span>
      <span className={styles.mono}>{what}</span>
      <span className={styles.value}>
        <span className={value === null ? styles.quiet : undefined}>
          {value ?? text(verdict === 'unknown' ? 'common.unknown' : 'why.noValue')}
        </span>
        {note === null ? null : (
          <Text size={200} className={styles.quiet}>
            {note}
          </Text>
        )}
      </span>
    </li>
  );
}

function Entry({
  entry,
  onEntry,
}: {
  readonly entry: WhyLogEntry;
  readonly onEntry: (id: string) => void;
}): ReactElement {
  const styles = useStyles();
  const time = formats.dateTime(entry.activityDateTime);
  return (
    <li className={styles.one}>
      <span />
      <span className={styles.value}>
        <span className={styles.row}>
          <LogStatus status={entry.status} />
          {textOr('logAction', entry.action)}
        </span>
        <Button
          size="small"
          appearance="transparent"
          aria-label={text('why.openEntry', { time })}
          onClick={() => onEntry(entry.id)}
        >
          {time}
        </Button>
      </span>
      <span className={styles.value}>
        {entry.errorCode === null ? null : <span className={styles.mono}>{entry.errorCode}</span>}
        <span>{entry.reason}</span>
      </span>
    </li>
  );
}
