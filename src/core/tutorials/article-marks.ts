/** Marks of the publishing platform that a Markdown parser takes for text. */
const picture = /:::image\b(?!-end)([^\n]{0,2000}?):::/gi;
const zone = /^\s*:{3}\s*(?:zone\b|zone-end|moniker\b|moniker-end|row\b|row-end|column\b|column-end|image-end).*$/i;
const endOfPicture = /:::image-end:::/gi;

/** Takes one line; gives it with the platform's pictures as pictures of Markdown, and without marks of zones, rows and columns. */
export function withoutDirectives(line: string): string {
  if (!line.includes(':::')) return line;
  if (zone.test(line)) return '';
  return line
    .replaceAll(picture, (_written, attributes: string) => {
      const source = /\bsource\s*=\s*"([^"\s]{1,500})"/i.exec(attributes)?.[1] ?? '';
      return source === '' ? '' : `![](${source})`;
    })
    .replaceAll(endOfPicture, '');
}

/** Takes the title of a heading; says whether it is the head of a tab and begins no section. */
export const isTab = (title: string): boolean => /^\[[^\]]{0,200}\]\(#tab\//i.test(title);

const underline = /^\s{0,3}(={2,}|-{3,})\s*$/;
const ordinary = /^\s{0,3}(?![-*+>|#<\d`:])\S.{1,118}$/;

/** Takes lines and an index; gives the level of the heading that an underline makes of the line there, or null. */
export function underlinedLevel(lines: readonly string[], at: number): 1 | 2 | null {
  const mark = underline.exec(lines[at + 1] ?? '')?.[1];
  const line = lines[at] ?? '';
  if (mark === undefined || !ordinary.test(line) || line.includes('|') || (lines[at - 1] ?? '').trim() !== '')
    return null;
  return mark.startsWith('=') ? 1 : 2;
}

/** More of one mark than an author writes in a line; a parser would look for the end of each. */
const mostMarks = 100;

/** Takes one line; gives it with blanks for the marks of links, code and HTML of which there are more than an author writes. */
export function withoutFloods(line: string): string {
  if (line.length <= mostMarks) return line;
  let calm = line;
  for (const mark of ['[', ']', '`', '<']) {
    if (calm.split(mark, mostMarks + 2).length > mostMarks + 1) calm = calm.replaceAll(mark, ' ');
  }
  return calm;
}
