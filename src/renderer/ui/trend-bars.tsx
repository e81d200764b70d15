import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { formats } from '#renderer/lib/format';
import { text } from '#renderer/lib/text';

const height = 36;
const barWidth = 6;
const gap = 2;

const useStyles = makeStyles({
  chart: { display: 'block', maxWidth: '100%', forcedColorAdjust: 'auto' },
  bar: { fill: tokens.colorPaletteRedForeground3, '@media (forced-colors: active)': { fill: 'CanvasText' } },
  none: { fill: tokens.colorNeutralStroke2, '@media (forced-colors: active)': { fill: 'GrayText' } },
});

interface TrendBarsProps {
  /** How many in each part of the span, oldest first. */
  readonly trend: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** Takes counts of the parts of a span; gives them as small bars, in words for a screen reader. */
export function TrendBars({ trend, from, to }: TrendBarsProps): ReactElement {
  const styles = useStyles();
  const most = Math.max(1, ...trend);
  const width = Math.max(1, trend.length * (barWidth + gap) - gap);
  const name = text('log.groupTrend', {
    from: formats.date(from),
    to: formats.date(to),
    most: formats.number(Math.max(0, ...trend)),
    parts: trend.length,
  });
  return (
    <svg
      role="img"
      aria-label={name}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={styles.chart}
    >
      {trend.map((count, part) => {
        const tall = count === 0 ? 1 : Math.max(3, Math.round((count / most) * height));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a span neither come nor go
            key={part}
            className={count === 0 ? styles.none : styles.bar}
            x={part * (barWidth + gap)}
            y={height - tall}
            width={barWidth}
            height={tall}
            rx={1}
          />
        );
      })}
    </svg>
  );
}
