const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that was made here; a plain string is never taken for it. */
export interface Html {
  readonly html: string;
}

/** Takes any text; gives it as HTML that shows exactly that text. Characters that turn the direction of writing are shown as what they are. */
export const escaped = (text: string): Html => ({
  html: text
    .replace(/[&<>"']/g, (character) => escapes[character] ?? '')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`),
});

type Part = string | number | Html | null | readonly Part[];

function htmlOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escaped(part).html;
  if (typeof part === 'number') return String(part);
  if ('html' in part) return part.html;
  return part.map(htmlOf).join('');
}

/** Template tag: what is put in is escaped, unless it was made by this tag. */
export const markup = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, index) => `${text}${index < parts.length ? htmlOf(parts[index] ?? null) : ''}`).join(''),
});

/** Takes the caption, the headings and the rows of a table; gives it, or a sentence where there are no rows. */
export function table(caption: string, headings: readonly string[], rows: readonly (readonly Part[])[]): Html {
  if (rows.length === 0) return markup`<p class="none">${caption}: none.</p>`;
  const head = headings.map((heading) => markup`<th scope="col">${heading}</th>`);
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => markup`<td>${cell}</td>`);
    return markup`<tr><th scope="row">${first}</th>${cells}</tr>\n`;
  });
  return markup`<div class="wide"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n${body}</tbody></table></div>\n`;
}

/** Takes names and values; gives them as a list of definitions. */
export const facts = (items: readonly (readonly [string, Part])[]): Html =>
  markup`<dl>${items.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>\n`;

/** Takes sentences; gives them as a list. */
export const bullets = (items: readonly Part[]): Html =>
  items.length === 0 ? markup`` : markup`<ul>${items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
