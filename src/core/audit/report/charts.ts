import { type Html, markup, table } from './html.ts';

/** One bar: its name and its parts, in the order of the legend. */
export interface Bar {
  readonly name: string;
  readonly parts: readonly number[];
}

interface Chart {
  readonly id: string;
  readonly title: string;
  /** Names of the parts of each bar. */
  readonly legend: readonly string[];
  readonly bars: readonly Bar[];
}

/** Told apart by pattern too, for whoever sees no colours and for printers that have none. */
const fills = ['#0f6cbd', '#b10e1c', '#8a6d00', '#5c5c5c', '#13795b'] as const;
const patterns = ['', '6 3', '2 2', '1 4', '8 2 2 2'] as const;

const row = 26;
const nameWidth = 210;
const barWidth = 420;
const valueWidth = 70;
const keyWidth = 130;
const longestName = 30;

const short = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);
const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

function barOf({ name, parts }: Bar, index: number, largest: number): Html {
  const y = index * row + 6;
  let x = nameWidth;
  const pieces = parts.map((part, number) => {
    const width = largest === 0 ? 0 : Math.round((part / largest) * barWidth * 100) / 100;
    const at = x;
    x += width;
    if (width === 0) return markup``;
    const style = number % fills.length;
    return markup`<rect x="${at}" y="${y}" width="${width}" height="16" fill="${fills[style] ?? ''}" stroke="#ffffff" stroke-dasharray="${patterns[style] ?? ''}"/>`;
  });
  return markup`<text x="${nameWidth - 8}" y="${y + 13}" text-anchor="end">${short(name)}</text>${pieces}<text x="${x + 6}" y="${y + 13}">${sum(parts)}</text>\n`;
}

/** Takes a chart of horizontal bars; gives it as a drawing with a name, followed by the same numbers as a table. */
export function barChart({ id, title, legend, bars }: Chart): Html {
  const largest = Math.max(0, ...bars.map(({ parts }) => sum(parts)));
  const height = bars.length * row + 12 + row;
  const keys = legend.map((name, index) => {
    const style = index % fills.length;
    const x = 8 + index * keyWidth;
    return markup`<rect x="${x}" y="${bars.length * row + 10}" width="14" height="14" fill="${fills[style] ?? ''}" stroke="#ffffff" stroke-dasharray="${patterns[style] ?? ''}"/><text x="${x + 20}" y="${bars.length * row + 22}">${name}</text>`;
  });
  const drawing = markup`<svg role="img" aria-labelledby="${id}-title" viewBox="0 0 ${nameWidth + barWidth + valueWidth} ${height}" xmlns="http://www.w3.org/2000/svg"><title id="${id}-title">${title}. The same numbers stand in the table below.</title>${bars.map((bar, index) => barOf(bar, index, largest))}${keys}</svg>`;
  return markup`<figure>${drawing}</figure>\n${table(
    title,
    ['Name', ...legend],
    bars.map(({ name, parts }) => [name, ...parts]),
  )}`;
}
