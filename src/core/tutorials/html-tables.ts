import type { ArticleTable, TableRow } from './article.ts';
import { withoutMarks } from './plain-text.ts';
import type { TableScan } from './table-lines.ts';

const opening = /<table\b/i;
const closing = /<\/table\s*>/i;
/** More lines than any table of attributes has; a table that is never closed ends at the last row before. */
const mostLines = 600;
const widest = 12;

/** One mark of a table, and the line it stands on. */
interface Mark {
  readonly closes: boolean;
  readonly name: string;
  readonly span: number;
  readonly line: number;
  /** What follows it, up to the next mark. */
  text: string;
}

function spanOf(attributes: string): number {
  const written = /\bcolspan\s*=\s*["']?(\d{1,2})/i.exec(attributes)?.[1];
  return Math.min(widest, Math.max(1, Number(written ?? '1')));
}

function marksIn(lines: readonly string[], from: number): readonly Mark[] {
  const found: Mark[] = [];
  for (const [at, line] of lines.entries()) {
    let rest = 0;
    const last = (): Mark | undefined => found.at(-1);
    for (const match of line.matchAll(/<(\/?)(table|thead|tbody|tr|th|td)\b([^<>]{0,300})>/gi)) {
      const open = last();
      if (open !== undefined) open.text += ` ${line.slice(rest, match.index)}`;
      const [whole, slash = '', name = '', attributes = ''] = match;
      found.push({
        closes: slash !== '',
        name: name.toLowerCase(),
        span: spanOf(attributes),
        line: from + at + 1,
        text: '',
      });
      rest = match.index + whole.length;
    }
    const open = last();
    if (open !== undefined) open.text += ` ${line.slice(rest)}`;
  }
  return found;
}

const plain = (text: string): string => withoutMarks(text.replaceAll(/<[^<>]{0,300}>/g, ' '));

function rowsOf(marks: readonly Mark[]): readonly TableRow[] {
  const rows: { line: number; cells: string[]; defect: null }[] = [];
  for (const { closes, name, span, line, text } of marks) {
    if (name === 'tr' && !closes) rows.push({ line, cells: [], defect: null });
    if ((name !== 'td' && name !== 'th') || closes) continue;
    const row = rows.at(-1) ?? { line, cells: [], defect: null };
    if (rows.length === 0) rows.push(row);
    for (let cell = 0; cell < span; cell += 1) row.cells.push(plain(text));
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/** A heading over several columns may stand above the one that names the columns. */
function headerAt(rows: readonly TableRow[]): number {
  const named = rows.findIndex(
    ({ cells: [first = '', ...rest] }) =>
      /attribute/i.test(first) && rest.some((cell) => /\btype\b/i.test(cell)) && !rest.includes(first),
  );
  return named === -1 ? 0 : named;
}

function endOf(lines: readonly string[], from: number): number {
  let lastMark = from;
  for (let at = from; at < Math.min(lines.length, from + mostLines); at += 1) {
    const line = lines[at] ?? '';
    if (closing.test(line)) return at;
    if (/<\/?t[rdh]\b/i.test(line)) lastMark = at;
    if (at > lastMark + 1 && /^#{1,6}\s/.test(line)) break;
  }
  return lastMark;
}

/** Takes the lines of an article; gives its tables that are written in HTML, and which lines belong to them. Raises nothing. */
export function scanHtmlTables(lines: readonly string[], isCode: (at: number) => boolean): TableScan {
  const tables: Omit<ArticleTable, 'section'>[] = [];
  const used = new Set<number>();
  for (let at = 0; at < lines.length; at += 1) {
    if (isCode(at) || !opening.test(lines[at] ?? '')) continue;
    const end = endOf(lines, at);
    const rows = rowsOf(marksIn(lines.slice(at, end + 1), at));
    const head = headerAt(rows);
    for (let line = at; line <= end; line += 1) used.add(line);
    tables.push({
      line: rows[head]?.line ?? at + 1,
      endLine: end + 1,
      header: rows[head]?.cells ?? [],
      rows: rows.slice(head + 1),
      defects: [],
    });
    at = end;
  }
  return { tables, lines: used };
}
