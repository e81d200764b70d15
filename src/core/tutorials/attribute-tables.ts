import type { AttributeFacts } from '#core/profiles/mapping-facts';
import type { ArticleTable, Statement, TableRow } from './article.ts';
import { attributeLists } from './attribute-lists.ts';
import { nameDefect, readType } from './attribute-names.ts';
import type { Findings } from './findings.ts';
import type { SortedArticle } from './sections.ts';

/** Tables of attributes by the kind of object that they are about. */
export interface AttributeTables {
  readonly user: readonly ArticleTable[];
  readonly group: readonly ArticleTable[];
}

interface Columns {
  readonly type: number;
  readonly filterable: number;
  readonly required: number;
}

const absent = -1;

/** Where the columns are; a table that lost its header has those of the family in the family's order. */
function columnsOf({ header, rows }: ArticleTable): Columns {
  if (header.length === 0) {
    const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
    return { type: 1, filterable: width > 2 ? 2 : absent, required: width > 3 ? 3 : absent };
  }
  return {
    type: header.findIndex((cell, at) => at > 0 && /\btype\b/i.test(cell)),
    filterable: header.findIndex((cell, at) => at > 0 && /filter/i.test(cell)),
    required: header.findIndex((cell, at) => at > 0 && /required|mandatory/i.test(cell)),
  };
}

const typed = /^(?:string|boolean|reference|date ?time|integer|binary|bool|int)\b/i;

/** A table counts when its first column is about attributes and another states types. */
function isAttributeTable(table: ArticleTable): boolean {
  const { header, rows } = table;
  if (header.length === 0) return rows.some(({ cells }) => typed.test(cells[1] ?? ''));
  if (!/attribute/i.test(header[0] ?? '')) return false;
  const { type } = columnsOf(table);
  return type !== absent || rows.some(({ cells }) => typed.test(cells[1] ?? ''));
}

const groupWords = /\bgroups?\b/i;
const userWords = /\busers?\b/i;
const announcing =
  /review the|attribute[ -]mapping|synchroni[sz]e|\bselect (?:users|groups)\b|^(?:users?|groups?)\b.{0,30}(?:attributes)?:?$|attributes/i;

/** What the nearest statement or heading above a table says that it is about. */
function objectAbove(article: SortedArticle, table: ArticleTable): 'user' | 'group' | null {
  const above = article.statements
    .filter(({ line }) => line < table.line)
    .slice(-6)
    .reverse();
  const heading = article.sections[table.section];
  for (const statement of above) {
    if (heading !== undefined && statement.line < heading.line) break;
    const named = objectNamed(statement);
    if (named !== null) return named;
  }
  const title = heading?.title ?? '';
  if (groupWords.test(title) && !userWords.test(title)) return 'group';
  return userWords.test(title) && !groupWords.test(title) ? 'user' : null;
}

function objectNamed({ text, images }: Statement): 'user' | 'group' | null {
  if (text === '' && images.length > 0) return null;
  const reviewed = /review the (user|group) attributes|\b(user|group)s? attributes\b/i.exec(text);
  const word = (reviewed?.[1] ?? reviewed?.[2])?.toLowerCase();
  if (word === 'user' || word === 'group') return word;
  const step = /(?:synchroni[sz]e|provision) .{0,40}?\b(users?|groups?)\b|\bselect (users?|groups?)\b/i.exec(text);
  const stepped = (step?.[1] ?? step?.[2])?.toLowerCase();
  if (stepped !== undefined) return stepped.startsWith('group') ? 'group' : 'user';
  if (!announcing.test(text)) return null;
  if (groupWords.test(text) && !userWords.test(text)) return 'group';
  return userWords.test(text) && !groupWords.test(text) ? 'user' : null;
}

/** Groups have a name and members, and nothing that a person has. */
const looksLikeGroup = ({ rows }: ArticleTable): boolean =>
  rows.some(({ cells }) => /^members\b/i.test(cells[0] ?? '')) &&
  !rows.some(({ cells }) => /^(?:userName|name\.|active\b|emails)/i.test(cells[0] ?? ''));

const looksLikeUser = ({ rows }: ArticleTable): boolean =>
  rows.some(({ cells }) => /^(?:userName|name\.|active\b|emails|phoneNumbers|addresses)/i.test(cells[0] ?? ''));

/** Takes an article; gives its tables of attributes, those of users and of groups apart. All other tables are left out. */
export function attributeTables(article: SortedArticle): AttributeTables {
  const user: ArticleTable[] = [];
  const group: ArticleTable[] = [];
  const isGroup = (table: ArticleTable): boolean =>
    looksLikeGroup(table) || (objectAbove(article, table) === 'group' && !looksLikeUser(table));
  for (const table of article.tables) {
    if (!isAttributeTable(table) || article.kinds[table.section] === 'changeLog') continue;
    (isGroup(table) ? group : user).push(table);
  }
  const lists = attributeLists(article);
  return {
    user: user.length > 0 ? user : lists.filter((list) => !isGroup(list)),
    group: group.length > 0 ? group : lists.filter(isGroup),
  };
}

/** A mark in a cell: anything but an empty one and a plain no. */
const marked = (cell: string | undefined): boolean =>
  cell !== undefined &&
  cell !== '' &&
  !/^(?:no|false|n\/?a|none|not required|optional|[-–—✗✘☐❌0])$/i.test(cell.trim());

function attributeOf({ cells }: TableRow, columns: Columns): AttributeFacts {
  const at = (column: number): string | undefined => (column === absent ? undefined : cells[column]);
  return {
    name: cells[0] ?? '',
    type: readType(at(columns.type === absent ? 1 : columns.type) ?? '').type,
    filterable: columns.filterable === absent ? null : marked(at(columns.filterable)),
    required: columns.required === absent ? null : marked(at(columns.required)),
    matchingPriority: null,
  };
}

function warnOfRow({ cells, line }: TableRow, columns: Columns, findings: Findings): void {
  const [name = ''] = cells;
  const cell = cells[columns.type === absent ? 1 : columns.type] ?? '';
  const defect = nameDefect(name);
  if (defect !== null) findings.warn('malformedAttribute', `The attribute ${name} ${defect}`, line);
  const { type, plain } = readType(cell);
  if (!plain)
    findings.warn(
      'malformedAttribute',
      `The attribute ${name} has no known type (${cell || 'empty'}), read as ${type}`,
      line,
    );
}

/** Same attribute, however its quotes and blanks are written. */
const sameName = (name: string): string => name.toLowerCase().replaceAll(/[“”"'‘’\s]/g, '');

/**
 * Takes the tables about one kind of object; gives their rows in order, names verbatim. A column that is missing gives null, a cell that
 * is missing or empty gives false. A row that is there twice counts once for each time it stands there, with a warning.
 */
export function readAttributes(tables: readonly ArticleTable[], findings: Findings): AttributeFacts[] {
  const seen = new Map<string, number>();
  const found: AttributeFacts[] = [];
  for (const table of tables) {
    const columns = columnsOf(table);
    for (const row of table.rows) {
      const attribute = attributeOf(row, columns);
      if (attribute.name === '') continue;
      warnOfRow(row, columns, findings);
      const earlier = seen.get(sameName(attribute.name));
      if (earlier !== undefined) {
        findings.warn('duplicateAttribute', `The attribute ${attribute.name} stands in line ${earlier} too`, row.line);
      }
      seen.set(sameName(attribute.name), earlier ?? row.line);
      found.push(attribute);
    }
    if (columns.filterable === absent) {
      findings.warn('missingFilterColumn', 'A table does not say which attributes can be filtered', table.line);
    }
  }
  return found;
}

/** Takes the tables of an article; warns once of all rows that had to be mended, at the first of them. */
export function warnOfTables(tables: readonly ArticleTable[], findings: Findings): void {
  const defects = tables
    .flatMap((table) => [
      ...table.defects,
      ...table.rows.flatMap(({ line, defect }) => (defect === null ? [] : [{ line, text: defect }])),
    ])
    .sort((a, b) => a.line - b.line);
  const [first] = defects;
  if (first === undefined) return;
  const kinds = [...new Set(defects.flatMap(({ text }) => text.split(', ')))];
  findings.warn('malformedTable', `${defects.length} lines of tables were mended: ${kinds.join(', ')}`, first.line);
}
