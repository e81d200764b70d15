import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, useRef, useState } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';
import type { LoggedCycle } from '#shared/model/cycle';
import { barPieces, type CyclePart, cycleParts, largestSum, partCounts } from './cycle-chart-values.ts';
import { usePartEdges } from './part-swatch.tsx';

const height = 150;
const barWidth = 16;

const useStyles = makeStyles({
  frame: { overflowX: 'auto', minWidth: 0, padding: '2px' },
  bars: { display: 'flex', alignItems: 'flex-end', gap: '2px', width: 'max-content', minWidth: '100%' },
  bar: {
    display: 'flex',
    justifyContent: 'center',
    flex: '1 0 24px',
    maxWidth: '48px',
    padding: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`,
    border: 'none',
    background: 'none',
    color: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-1px' },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  drawing: { display: 'block', overflow: 'visible' },
  cut: {
    stroke: tokens.colorNeutralForeground2,
    strokeDasharray: '3 2',
    '@media (forced-colors: active)': { stroke: 'CanvasText' },
  },
  line: { stroke: tokens.colorNeutralStroke1, '@media (forced-colors: active)': { stroke: 'CanvasText' } },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Takes a cycle; gives its values as a sentence: what a bar says to who does not see it. Pure. */
export function cycleSentence(cycle: LoggedCycle): string {
  const counts = partCounts(cycle.counts);
  const said = cycleParts.flatMap((part) =>
    counts[part] === 0 ? [] : [`${formats.number(counts[part])} ${text(`cycles.part_${part}`)}`],
  );
  const cut = cycle.cut === null ? '' : `, ${text(`cycles.cut_${cycle.cut}`)}`;
  return `${text('cycles.cycleOf', { time: formats.dateTime(cycle.began) })}: ${formats.list(said)}${cut}`;
}

interface CycleBarsProps {
  /** Oldest first. */
  readonly cycles: readonly LoggedCycle[];
  readonly shown: ReadonlySet<CyclePart>;
  /** Name of the patterns. */
  readonly patterns: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => Math.max(0, at - 1),
  ArrowRight: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
};

/** Takes cycles; gives a bar for each, gone through with the arrow keys: choosing one shows its values. */
export function CycleBars({ cycles, shown, patterns, chosen, onChoose }: CycleBarsProps): ReactElement {
  const styles = useStyles();
  const group = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(cycles.length - 1);
  const all = cycles.map(({ counts }) => partCounts(counts));
  const most = largestSum(all, shown);
  const at = Math.min(focused, cycles.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = steps[event.key]?.(at, cycles.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    group.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  const [first, last] = [cycles[0], cycles.at(-1)];
  return (
    <div className={styles.frame}>
      <div ref={group} role="toolbar" aria-label={text('cycles.chart')} className={styles.bars} onKeyDown={onKeyDown}>
        {cycles.map((cycle, index) => (
          <button
            key={cycle.id}
            type="button"
            tabIndex={index === at ? 0 : -1}
            aria-label={cycleSentence(cycle)}
            aria-pressed={cycle.id === chosen}
            title={cycleSentence(cycle)}
            className={mergeClasses(styles.bar, cycle.id === chosen && styles.chosen)}
            onFocus={() => setFocused(index)}
            onClick={() => onChoose(cycle.id)}
          >
            <Bar
              counts={all[index] ?? partCounts(cycle.counts)}
              isCut={cycle.cut !== null}
              {...{ shown, most, patterns }}
            />
          </button>
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>{first === undefined ? '' : formats.dateTime(first.began)}</span>
        <span>{last === undefined || last === first ? '' : formats.dateTime(last.began)}</span>
      </div>
    </div>
  );
}

interface BarProps {
  readonly counts: Readonly<Record<CyclePart, number>>;
  /** Rows may be missing: there may be more than the bar shows. */
  readonly isCut: boolean;
  readonly shown: ReadonlySet<CyclePart>;
  readonly most: number;
  readonly patterns: string;
}

function Bar({ counts, isCut, shown, most, patterns }: BarProps): ReactElement {
  const styles = useStyles();
  const edges = usePartEdges();
  const pieces = barPieces(counts, { shown, most, height });
  const top = (pieces.at(-1)?.y ?? height) - 4;
  return (
    <svg width={barWidth} height={height + 2} aria-hidden="true" focusable="false" className={styles.drawing}>
      {pieces.map(({ part, y, height: tall }) => (
        <rect
          key={part}
          x={0.5}
          y={y + 0.5}
          width={barWidth - 1}
          height={Math.max(1, tall - 1)}
          fill={`url(#${patterns}-${part})`}
          className={edges[part]}
        />
      ))}
      {isCut ? <path d={`M0 ${top}H${barWidth}M0 ${top - 4}H${barWidth}`} className={styles.cut} /> : null}
      <line x1={0} x2={barWidth} y1={height + 1} y2={height + 1} className={styles.line} />
    </svg>
  );
}
