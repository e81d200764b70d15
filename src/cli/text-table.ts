const gap = '  ';

/**
 * Takes a heading and rows of the same number of cells; gives them as columns of text, each as wide as its widest cell.
 */
export function textTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading.map((cell) => cell.toUpperCase()), ...rows];
  const widths = heading.map((_cell, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .join('\n');
}

/** Takes a text and a prefix; gives the text with the prefix before each line. */
export const indent = (text: string, prefix = '  '): string => text.replace(/^/gm, prefix);

const widthOf = (text: string): number => [...text].length;
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
