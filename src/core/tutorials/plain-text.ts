const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  check: '✓',
  checkmark: '✓',
  lbrack: '[',
  rbrack: ']',
  lsqb: '[',
  rsqb: ']',
  lbrace: '{',
  rbrace: '}',
  lcub: '{',
  rcub: '}',
  period: '.',
  colon: ':',
  sol: '/',
  lowbar: '_',
  dollar: '$',
  comma: ',',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  rarr: '→',
  cross: '✗',
};

const highestCodePoint = 0x10_ff_ff;

function ofCodePoint(code: number, written: string): string {
  return Number.isInteger(code) && code > 0 && code <= highestCodePoint ? String.fromCodePoint(code) : written;
}

/** Takes a text; gives it with HTML entities resolved: the numeric ones, and the named ones that such articles use. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,9});/gi, (written, body: string) => {
    if (/^#x/i.test(body)) return ofCodePoint(Number.parseInt(body.slice(2), 16), written);
    if (body.startsWith('#')) return ofCodePoint(Number.parseInt(body.slice(1), 10), written);
    return Object.hasOwn(entities, body.toLowerCase()) ? (entities[body.toLowerCase()] ?? written) : written;
  });
}

/** Takes Markdown; gives what is set in bold in it, also where spaces stand inside the marks. */
export function boldIn(source: string): readonly string[] {
  const found = [
    ...source.matchAll(
      /\*\*([^*\n]{1,200}?)\*\*|__([^_\n]{1,200}?)__|(?<![*\w])\*(?![\s*])([^*\n]{2,60}?)\*(?![*\w])/g,
    ),
  ];
  return found.map((match) => withoutMarks(match[1] ?? match[2] ?? match[3] ?? '')).filter((text) => text !== '');
}

/** Takes Markdown of one line; gives it without marks of emphasis, code, links and escapes. */
export function withoutMarks(source: string): string {
  const bare = source
    .replaceAll(/!\[[^\]]{0,500}\]\([^)]{0,500}\)/g, '')
    .replaceAll(/\[([^\]]{0,500})\]\([^)]{0,500}\)/g, '$1')
    .replaceAll(/<br\s*\/?>/gi, ' ')
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!|<>"'~&])/g, '$1');
  return decodeEntities(bare).replaceAll(/\s+/g, ' ').trim();
}

/** Takes words; gives them in lower case with everything but letters and digits removed, to compare names. */
export const squashed = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Takes a list of words; gives "a, b and c" with the given last joint. */
export function listed(words: readonly string[], joint: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** Takes the text of a statement; gives its sentences. A dot inside a word or an address ends none. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?]["”)*]?)\s+(?=["“(]?[\p{Lu}\d])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** Takes words; gives them as one name in camel case, for a variable. Empty where there is no letter or digit. */
export function camelCase(text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words
    .map((word, at) => {
      const first = word.charAt(0);
      const upperOnly = word === word.toUpperCase() && word.length > 1;
      const rest = upperOnly ? word.slice(1).toLowerCase() : word.slice(1);
      return `${at === 0 ? first.toLowerCase() : first.toUpperCase()}${rest}`;
    })
    .join('');
}
