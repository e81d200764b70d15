import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type Article, type ArticleLink, type Section, type Statement, sectionAt } from './article.ts';
import { isTab, underlinedLevel, withoutDirectives, withoutFloods } from './article-marks.ts';
import { scanHtmlTables } from './html-tables.ts';
import { boldIn, withoutMarks } from './plain-text.ts';
import { scanTables } from './table-lines.ts';

const parser = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).freeze();

const headingLine = /^\s{0,8}(#{1,6})(?!#)\s*(\S.*?)\s*#*\s*$/;
const anchorLine = /^\s*<a\s[^>]{0,300}>\s*(?:<\/a>)?\s*$/i;
/** A heading of the family that lost its marks. */
const bareStep = /^\s{0,3}(?:\*\*|__)?(Step\s+\d{1,2}\s*[:.–—-]\s+[A-Z][^|]{3,120}?)(?:\*\*|__)?\s*$/;
const includeLine = /\[!INCLUDE\s*\[([^\]]{0,200})\]\s*\(([^)]{0,300})\)\]/i;
/** Deeper than any author nests: cut, so that nothing can nest without end. */
const farIndented = /^[ \t]{33,}/;
const deepest = ' '.repeat(32);
/** More marks of quotations and lists than any author nests: read as text, for the same reason. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){13,}/;

/** Which lines stand inside a fenced code block; a fence that is never closed fences nothing. */
function codeLines(lines: readonly string[]): (at: number) => boolean {
  const inside = new Set<number>();
  let open: { readonly at: number; readonly mark: string } | null = null;
  for (const [at, line] of lines.entries()) {
    const mark = /^[\s>]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (mark === null) continue;
    const [, fence = '', info = ''] = mark;
    if (open === null) open = { at, mark: fence.slice(0, 3) };
    else if (fence.startsWith(open.mark) && info.trim() === '') {
      for (let each = open.at; each <= at; each += 1) inside.add(each);
      open = null;
    }
  }
  return (at) => inside.has(at);
}

interface Mended {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly includes: Article['includes'];
}

/** Headings with leading blanks, anchors glued to a heading and tables become what a strict parser reads; lines stay where they are. */
function mend(lines: readonly string[], isCode: (at: number) => boolean, tables: ReadonlySet<number>): Mended {
  const sections: Section[] = [{ title: '', level: 1, line: 1 }];
  const includes: { line: number; name: string }[] = [];
  const bodyFrom = frontMatterEnd(lines);
  const mended = lines.map((line, at) => {
    if (at < bodyFrom) return line.trimEnd();
    if (tables.has(at)) return '';
    if (isCode(at)) return line;
    if (underlinedLevel(lines, at - 1) !== null && at > bodyFrom) return '';
    const underlined = underlinedLevel(lines, at);
    const heading = headingLine.exec(underlined === null ? line : `${'#'.repeat(underlined)} ${line.trim()}`);
    if (heading !== null) {
      const [, marks = '#', title = ''] = heading;
      if (isTab(title)) return '';
      sections.push({ title: withoutMarks(title), level: marks.length, line: at + 1 });
      return `${marks} ${title}`;
    }
    const step = bareStep.exec(line);
    if (step !== null) {
      sections.push({ title: withoutMarks(step[1] ?? ''), level: 2, line: at + 1 });
      return `## ${step[1] ?? ''}`;
    }
    const include = includeLine.exec(line);
    if (include !== null) {
      includes.push({ line: at + 1, name: (include[1] ?? '').trim() });
      return '';
    }
    return anchorLine.test(line)
      ? ''
      : withoutFloods(withoutDirectives(line)).replace(tooDeep, '').replace(farIndented, deepest);
  });
  return { text: mended.join('\n'), sections, includes };
}

function frontMatterEnd(lines: readonly string[]): number {
  if ((lines[0] ?? '').trimEnd() !== '---') return 0;
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---');
  return end + 1;
}

function readFrontMatter(lines: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of lines.slice(0, frontMatterEnd(lines))) {
    const match = /^\s*([A-Za-z][\w.-]{0,40})\s*:\s*(.*?)\s*$/.exec(line);
    const [, key = '', value = ''] = match ?? [];
    if (key !== '') found[key.toLowerCase()] = value.replace(/^(['"])(.*)\1$/, '$2');
  }
  return found;
}

interface Place {
  readonly items: readonly number[];
  readonly quoted: boolean;
  readonly checklist: boolean;
}

interface Walk {
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
  readonly found: Statement[];
  nextItem: number;
}

function collect(walk: Walk, node: Nodes, place: Place): void {
  if (node.type === 'paragraph' || node.type === 'code' || node.type === 'html') {
    walk.found.push(statementOf(walk, node, place));
    return;
  }
  if (!('children' in node) || node.type === 'heading') return;
  for (const child of node.children) {
    if (child.type === 'listItem') {
      walk.nextItem += 1;
      collect(walk, child, { ...place, items: [...place.items, walk.nextItem] });
    } else if (child.type === 'blockquote') {
      collect(walk, child, { ...place, quoted: true, checklist: place.checklist || isChecklist(walk, child) });
    } else collect(walk, child, place);
  }
}

const isChecklist = (walk: Walk, node: Nodes): boolean =>
  walk.lines
    .slice((node.position?.start.line ?? 1) - 1, node.position?.start.line ?? 1)
    .some((line) => /\[!div[^\]]{0,60}checklist/i.test(line));

function statementOf(walk: Walk, node: Nodes, { items, quoted, checklist }: Place): Statement {
  const line = node.position?.start.line ?? 1;
  const endLine = node.position?.end.line ?? line;
  const source = walk.lines.slice(line - 1, endLine).join('\n');
  const spans: Spans = { links: [], images: [], code: [] };
  gatherSpans(node, spans);
  const shown = textOf(node, { includeImageAlt: false });
  const text = (node.type === 'html' ? shown.replaceAll(/<[^>]{0,200}>/g, ' ') : shown)
    .replaceAll('**', '')
    .replace(/^\s*\[!\w+[^\]]{0,60}\]/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return {
    line,
    endLine,
    text,
    strong: boldIn(source),
    ...spans,
    items,
    quoted,
    checklist,
    section: sectionAt(walk.sections, line),
  };
}

interface Spans {
  readonly links: ArticleLink[];
  readonly images: string[];
  readonly code: string[];
}

function gatherSpans(node: Nodes, spans: Spans): void {
  if (node.type === 'link') spans.links.push({ text: textOf(node).replaceAll('**', '').trim(), url: node.url });
  if (node.type === 'image') spans.images.push(node.url.replaceAll('\\', '/'));
  if (node.type === 'inlineCode' || node.type === 'code') spans.code.push(node.value.trim());
  if ('children' in node) for (const child of node.children) gatherSpans(child, spans);
}

/** Takes the text of a Markdown article; gives its lines without byte order mark and with one kind of line break. */
export function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\u{FEFF}/u, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\u0000', ' ')
    .split('\n');
}

/**
 * Takes the text of a Markdown article; gives its parts. Structure comes from a Markdown parser, after headings, anchors and
 * tables that a strict parser would lose were read by line. Raises nothing for text of at most 10000 characters a line.
 */
export function readArticle(text: string): Article {
  const lines = linesOf(text);
  const isCode = codeLines(lines);
  const html = scanHtmlTables(lines, isCode);
  const piped = scanTables(lines, (at) => isCode(at) || html.lines.has(at));
  const tables = [...html.tables, ...piped.tables].sort((one, other) => one.line - other.line);
  const mended = mend(lines, isCode, new Set([...html.lines, ...piped.lines]));
  const root: Root = parser.parse(mended.text);
  const walk: Walk = { lines, sections: mended.sections, found: [], nextItem: 0 };
  collect(walk, root, { items: [], quoted: false, checklist: false });
  return {
    frontMatter: readFrontMatter(lines),
    sections: mended.sections,
    statements: walk.found.filter(({ text, images }) => text !== '' || images.length > 0),
    tables: tables.map((table) => ({ ...table, section: sectionAt(mended.sections, table.line) })),
    includes: mended.includes,
  };
}
