import { Link, makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, useId, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';
import { Answer } from '#renderer/ui/answer.tsx';
import { type Column, DataTable } from '#renderer/ui/data-table.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { LinesSkeleton } from '#renderer/ui/skeletons.tsx';
import type { Output } from '#shared/contract/index';
import type { LoggedCycle } from '#shared/model/cycle';
import { CycleBars, cycleSentence } from './cycle-bars.tsx';
import { type CyclePart, cycleParts, partCounts } from './cycle-chart-values.ts';
import { PartPatterns, usePartEdges } from './part-swatch.tsx';
import { useCycles } from './story-queries.ts';

/** More bars than this are too narrow to be told apart; the table has all that were read. */
const mostBars = 30;

const useStyles = makeStyles({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    minInlineSize: 0,
    margin: 0,
    padding: 0,
    border: 'none',
  },
  part: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    border: `1px solid transparent`,
    borderRadius: tokens.borderRadiusMedium,
    background: 'none',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  off: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
  quiet: { color: tokens.colorNeutralForeground2 },
  detail: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, overflowWrap: 'anywhere' },
});

/** Takes an application; gives its cycles as a chart, and the same values as a table. */
export function CyclesSection({ id }: { readonly id: string }): ReactElement {
  const cycles = useCycles(id);
  const [asTable, setAsTable] = useState(false);
  return (
    <Section
      title={text('cycles.title')}
      description={text('cycles.help')}
      actions={
        <Switch
          label={text('cycles.asTable')}
          checked={asTable}
          onChange={(_event, { checked }) => setAsTable(checked)}
        />
      }
    >
      <Answer query={cycles} skeleton={<LinesSkeleton lines={6} />}>
        {(found) => <Found id={id} found={found} asTable={asTable} />}
      </Answer>
    </Section>
  );
}

interface FoundProps {
  readonly id: string;
  readonly found: Output<'cycles.list'>;
  readonly asTable: boolean;
}

function Found({ id, found, asTable }: FoundProps): ReactElement {
  const styles = useStyles();
  if (found.cycles.length === 0) return <Text className={styles.quiet}>{text('cycles.none')}</Text>;
  return (
    <>
      {asTable ? <Table cycles={found.cycles} /> : <Chart id={id} found={found} />}
      <Text size={200} className={styles.quiet}>
        {reachText(found)}
      </Text>
    </>
  );
}

function reachText({ source, knownFrom, complete, withoutCycle }: Output<'cycles.list'>): string {
  const time = knownFrom === null ? text('common.unknown') : formats.dateTime(knownFrom);
  return [
    text(source === 'archive' ? 'cycles.fromArchive' : 'cycles.fromService', { time }),
    ...(complete ? [] : [text('cycles.older')]),
    ...(withoutCycle === 0 ? [] : [text('cycles.withoutCycle', { count: withoutCycle })]),
  ].join(' ');
}

function Chart({ id, found }: Omit<FoundProps, 'asTable'>): ReactElement {
  const styles = useStyles();
  const patterns = useId().replaceAll(/[^a-zA-Z0-9]/g, '');
  const [hidden, setHidden] = useState<ReadonlySet<CyclePart>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const cycles = found.cycles.slice(0, mostBars).toReversed();
  const present = cycleParts.filter((part) => cycles.some(({ counts }) => partCounts(counts)[part] > 0));
  const shown = new Set(present.filter((part) => !hidden.has(part)));
  const cycle = cycles.find((one) => one.id === chosen) ?? cycles.at(-1);
  return (
    <>
      <PartPatterns name={patterns} />
      <Legend
        {...{ present, shown, patterns }}
        onToggle={(part) =>
          setHidden(new Set(hidden.has(part) ? [...hidden].filter((one) => one !== part) : [...hidden, part]))
        }
      />
      <CycleBars {...{ cycles, shown, patterns }} chosen={cycle?.id ?? null} onChoose={setChosen} />
      {cycle === undefined ? null : (
        <div className={styles.detail} aria-live="polite">
          <Text>{cycleSentence(cycle)}</Text>
          {found.source === 'archive' ? (
            <Link href={hrefOf(places.applicationLog(id, 'cycle', cycle.id))}>{text('cycles.toLog')}</Link>
          ) : null}
        </div>
      )}
    </>
  );
}

interface LegendProps {
  readonly present: readonly CyclePart[];
  readonly shown: ReadonlySet<CyclePart>;
  readonly patterns: string;
  readonly onToggle: (part: CyclePart) => void;
}

function Legend({ present, shown, patterns, onToggle }: LegendProps): ReactElement {
  const styles = useStyles();
  const edges = usePartEdges();
  return (
    <fieldset className={styles.legend} aria-label={text('cycles.legend')}>
      {present.map((part) => (
        <button
          key={part}
          type="button"
          aria-pressed={shown.has(part)}
          className={mergeClasses(styles.part, !shown.has(part) && styles.off)}
          onClick={() => onToggle(part)}
        >
          <svg width={14} height={14} aria-hidden="true" focusable="false">
            <rect x={0.5} y={0.5} width={13} height={13} fill={`url(#${patterns}-${part})`} className={edges[part]} />
          </svg>
          {text(`cycles.part_${part}`)}
        </button>
      ))}
    </fieldset>
  );
}

const columns = (): readonly Column<LoggedCycle>[] => [
  {
    key: 'began',
    width: '190px',
    header: text('cycles.began'),
    cell: ({ began }) => formats.dateTime(began),
    sortBy: ({ began }) => began,
  },
  ...cycleParts.map(
    (part): Column<LoggedCycle> => ({
      key: part,
      header: text(`cycles.part_${part}`),
      align: 'end',
      cell: ({ counts }) => (part === 'other' ? otherText(counts) : formats.number(counts[part])),
      sortBy: ({ counts }) => partCounts(counts)[part],
    }),
  ),
  { key: 'cut', header: text('cycles.note'), cell: ({ cut }) => (cut === null ? '' : text(`cycles.cut_${cut}`)) },
];

const otherText = ({ other }: LoggedCycle['counts']): string =>
  other.length === 0
    ? '0'
    : other.map(({ action, status, count }) => `${formats.number(count)} ${action} (${status})`).join(', ');

const Table = ({ cycles }: { readonly cycles: readonly LoggedCycle[] }): ReactElement => (
  <DataTable label={text('cycles.title')} rows={cycles} columns={columns()} rowKey={({ id }) => id} />
);
