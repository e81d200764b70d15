import type { ArticleTable, Statement } from './article.ts';
import type { SortedArticle } from './sections.ts';

/** "name (String) - required": a name, its type, and what else is said of it. */
const entry =
  /^([A-Za-z](?:[\w.:$-]{0,200}\w)?(?:\[[^\]]{1,80}\](?:\.[\w.]{1,60})?)?)\s{0,3}[\s(:,–—-]{1,4}(?:type:?\s)?(String|Boolean|Reference|DateTime|Integer|Binary)\b\)?(.{0,120})$/i;
const refused = /\b(?:not|no|isn['’]t)\b/i;
const leastEntries = 2;

function rowOf({ text }: Statement): readonly string[] | null {
  const match = entry.exec(text);
  if (match === null) return null;
  const [, name = '', type = '', rest = ''] = match;
  const says = (word: RegExp): string => (word.test(rest) && !refused.test(rest) ? 'Yes' : '');
  return [name, type, says(/filter/i), says(/\b(?:required|mandatory)\b/i)];
}

const usual = ['Attribute', 'Type', 'Supported for filtering', 'Required'] as const;

function tableOf(
  entries: readonly { readonly line: number; readonly cells: readonly string[] }[],
  section: number,
): ArticleTable {
  const shown = usual.map((_name, at) => at < 2 || entries.some(({ cells }) => cells[at] === 'Yes'));
  const kept = (cells: readonly string[]): readonly string[] => cells.filter((_cell, at) => shown[at]);
  return {
    line: entries[0]?.line ?? 1,
    endLine: entries.at(-1)?.line ?? 1,
    header: kept(usual),
    rows: entries.map(({ line, cells }) => ({ line, cells: kept(cells), defect: null })),
    section,
    defects: [],
  };
}

/**
 * Takes an article; gives its lists of attributes as tables: entries that name an attribute and its type, two or more in a row. What
 * no entry says (filtering, required) is a missing column.
 */
export function attributeLists(article: SortedArticle): readonly ArticleTable[] {
  const found: ArticleTable[] = [];
  let open: { line: number; cells: readonly string[] }[] = [];
  let section = -1;
  const close = (): void => {
    if (open.length >= leastEntries) found.push(tableOf(open, section));
    open = [];
  };
  for (const statement of article.statements) {
    const kind = article.kinds[statement.section];
    const cells = kind === 'configuration' || kind === 'other' ? rowOf(statement) : null;
    if (statement.section !== section || cells === null || statement.items.length === 0) close();
    section = statement.section;
    if (cells !== null && statement.items.length > 0) open.push({ line: statement.line, cells });
  }
  close();
  return found;
}
