import type { ArticleTable, TableRow } from './article.ts';
import { withoutMarks } from './plain-text.ts';

/** What a scan of lines found: tables without their section, and which lines belong to them. */
export interface TableScan {
  readonly tables: readonly Omit<ArticleTable, 'section'>[];
  readonly lines: ReadonlySet<number>;
}

const knownTypes = '(?:String|Boolean|Reference|DateTime|Integer|Binary)';
const typeCell = new RegExp(`^${knownTypes}$`, 'i');
const rowWithoutPipes = new RegExp(`^(\\S.*?)\\s+(${knownTypes})\\b\\s*(.*)$`, 'i');

const isDelimiter = (line: string): boolean =>
  line.includes('-') && line.includes('|') && /^[\s>|:-]*$/.test(line) && /-{1,}/.test(line);

const unquoted = (line: string): string => line.replace(/^[\s>]*/, '').trimEnd();

/** Takes one line of a table; gives its cells. A pipe at either end may be missing; a pipe after a backslash is text. */
export function cellsOf(line: string): readonly string[] {
  const bare = unquoted(line).trim();
  const inner = bare.replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => withoutMarks(cell));
}

const isHeader = (line: string): boolean => {
  const [first = '', ...rest] = cellsOf(line);
  return /attribute/i.test(first) && first.length < 60 && rest.some((cell) => /^(?:data ?)?type$/i.test(cell));
};

const isAttributeRow = (line: string): boolean => {
  const [name = '', type = ''] = cellsOf(line);
  return name !== '' && !/\s/.test(name.replaceAll(/\[[^\]]*\]/g, '')) && typeCell.test(type);
};

const startsSomethingElse = (line: string): boolean =>
  /^\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|!\[|\[!|<|```|>\s*\[!)/.test(line);

/** A header that lost its pipes: the family knows four columns, always in this order. */
function headerFromWords(line: string): readonly string[] | null {
  const words = withoutMarks(unquoted(line).replaceAll('|', ' '));
  if (words.length > 120 || !/^attributes?(?: name)?\s+(?:data ?)?type\b/i.test(words)) return null;
  return [
    'Attribute',
    'Type',
    ...(/filter/i.test(words) ? ['Supported for filtering'] : []),
    ...(/required|mandatory/i.test(words) ? ['Required'] : []),
  ];
}

const isBareDashes = (line: string): boolean => /^[\s>]*(?:[-:]{3,}\s*){2,}$/.test(line);

/** Whether rows follow a header that has no pipes. */
const rowsFollow = (lines: readonly string[], at: number): boolean =>
  [lines[at + 1] ?? '', lines[at + 2] ?? ''].some(
    (line) => isAttributeRow(line) || isDelimiter(line) || rowFromWords(line, 0, 4) !== null,
  );

type HeaderKind = 'proper' | 'noDelimiter' | 'noHeader' | 'noPipes';

function headerAt(lines: readonly string[], at: number): HeaderKind | null {
  const line = lines[at] ?? '';
  if (!isHeader(line) && headerFromWords(line) !== null && rowsFollow(lines, at)) return 'noPipes';
  if (!line.includes('|')) return null;
  if (isDelimiter(line)) return isAttributeRow(lines[at + 1] ?? '') ? 'noHeader' : null;
  if (isDelimiter(lines[at + 1] ?? '')) return 'proper';
  if (isHeader(line)) return 'noDelimiter';
  return isAttributeRow(line) ? 'noHeader' : null;
}

interface Draft {
  readonly line: number;
  readonly header: readonly string[];
  readonly rows: TableRow[];
  readonly defects: { line: number; text: string }[];
}

function rowOf(source: string, line: number, width: number): TableRow | null {
  const cells = cellsOf(source);
  if (cells.every((cell) => cell === '')) return null;
  const closed = /(?<!\\)\|\s*$/.test(source);
  const defects = [
    ...(unquoted(source).startsWith('|') ? [] : ['no opening pipe']),
    ...(closed ? [] : ['no closing pipe']),
    ...(cells.length < width ? ['fewer cells than the header'] : []),
    ...(cells.length > width && cells.slice(width).some((cell) => cell !== '') ? ['more cells than the header'] : []),
  ];
  return { line, cells, defect: defects.length === 0 ? null : defects.join(', ') };
}

/** A row that lost all its pipes: the type tells where the name ends. */
function rowFromWords(source: string, line: number, width: number): TableRow | null {
  const match = rowWithoutPipes.exec(withoutMarks(source));
  if (match === null) return null;
  const [, name = '', type = '', rest = ''] = match;
  if (/\s/.test(name.replaceAll(/\[[^\]]*\]/g, '')) || rest.length > 30) return null;
  const marks = rest.split(/\s+/).filter((mark) => mark !== '');
  const unsure = marks.length > 0 && marks.length < width - 2 ? ', its marks taken for the first columns' : '';
  return { line, cells: [name, type, ...marks], defect: `no pipes${unsure}` };
}

/** How many empty lines lie between the rows of a table that a blank line tore apart; 0 where the table ends. */
function gapAt(lines: readonly string[], at: number): number {
  for (let gap = 1; gap <= 3; gap += 1) {
    const next = lines[at + gap] ?? '';
    if (next.trim() === '') continue;
    const goesOn = unquoted(next).startsWith('|') && headerAt(lines, at + gap) !== 'proper' && !isHeader(next);
    return goesOn ? gap : 0;
  }
  return 0;
}

function readRows(lines: readonly string[], from: number, draft: Draft): number {
  const width = draft.header.length;
  let at = from;
  while (at < lines.length) {
    const source = lines[at] ?? '';
    if (source.replace(/^[\s>]*/, '') === '') {
      const gap = draft.rows.length === 0 ? 0 : gapAt(lines, at);
      if (gap === 0) break;
      draft.defects.push({ line: at + 1, text: 'a blank line within the table' });
      at += gap;
      continue;
    }
    if (source.includes('|')) {
      if (isHeader(source) || (isDelimiter(lines[at + 1] ?? '') && !isDelimiter(source))) break;
      const row = isDelimiter(source) ? null : rowOf(source, at + 1, width);
      if (row === null && !isDelimiter(source)) draft.defects.push({ line: at + 1, text: 'a row without content' });
      if (row !== null) draft.rows.push(row);
    } else {
      if (startsSomethingElse(source)) break;
      if (isBareDashes(source)) {
        at += 1;
        continue;
      }
      const row = rowFromWords(source, at + 1, width);
      if (row !== null) draft.rows.push(row);
      else draft.defects.push({ line: at + 1, text: 'a line within the table that is no row' });
    }
    at += 1;
  }
  return at;
}

function headerCells(line: string, kind: HeaderKind): readonly string[] {
  if (kind === 'noHeader') return [];
  return kind === 'noPipes' ? (headerFromWords(line) ?? []) : cellsOf(line);
}

/**
 * Takes the lines of an article; gives its tables, read line by line: rows with too few cells, without a closing pipe, without any
 * pipe or behind a blank line are kept and marked. A row whose header was lost counts when its second cell is a type.
 */
export function scanTables(lines: readonly string[], isCode: (at: number) => boolean): TableScan {
  const tables: Omit<ArticleTable, 'section'>[] = [];
  const used = new Set<number>();
  let at = 0;
  while (at < lines.length) {
    const kind = isCode(at) ? null : headerAt(lines, at);
    if (kind === null) {
      at += 1;
      continue;
    }
    const draft: Draft = {
      line: at + 1,
      header: headerCells(lines[at] ?? '', kind),
      rows: [],
      defects: [],
    };
    if (kind === 'noHeader') draft.defects.push({ line: at + 1, text: 'the header is missing' });
    if (kind === 'noPipes') draft.defects.push({ line: at + 1, text: 'a header without pipes' });
    if (kind === 'noDelimiter') draft.defects.push({ line: at + 1, text: 'no line of dashes under the header' });
    const end = readRows(lines, kind === 'noHeader' ? at : at + 1, draft);
    for (let line = at; line < end; line += 1) used.add(line);
    tables.push({ ...draft, endLine: end });
    at = Math.max(end, at + 1);
  }
  return { tables, lines: used };
}
