import type { Statement } from './article.ts';
import type { Findings } from './findings.ts';
import { squashed } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

/** The names of the application, as an article states them. */
export interface GalleryName {
  /** The one selected in the applications list, or the best that there is without that step. */
  readonly displayName: string;
  /** The name in the title, where there is one. */
  readonly titleName: string | null;
}

const longestName = 100;

/** Words that a template of the family leaves where the name belongs. */
const placeholders = new Set(
  [
    'testapp',
    'appname',
    'applicationname',
    'sampleapp',
    'yourapp',
    'myapp',
    'app',
    'application',
    'vendorname',
    'name',
  ].concat(['saasapp', 'demoapp', 'testapplication', 'xyz', 'productname', 'applicationx', 'appx', 'todo', 'tbd']),
);

/** Takes a name; says whether it is one of those that templates of articles start with, such as TestApp. */
export const isPlaceholderName = (name: string): boolean =>
  placeholders.has(squashed(name)) || /^[<[{].*[>\]}]$/.test(name);

/** What stands between two bold words when a mark of bold is missing. */
const restOfSentence = /^(?:in|from) the \w+|,? and then\b|\b(?:results? (?:panel|list)|search box)\b/i;

/** Takes what stood where a name belongs; gives the name without marks at its ends, or null when that is none. */
export function cleanName(written: string | undefined): string | null {
  const name = (written ?? '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s"'“”‘’*_`]+|[\s"'“”‘’*_`,;:]+$/g, '')
    .replace(/(?<=\w\w)\.$/, '')
    .trim();
  const none = name === '' || name.length > longestName || squashed(name) === '' || restOfSentence.test(name);
  return none ? null : name;
}

const afterList =
  /(?:in|from) the (?:(?:applications?|apps) list|list of (?:applications?|apps)),? (?:search (?:for )?and )?(?:select|choose|click|open)(?: on)? (?:your |the )?(.{1,120}?)(?:[.,;](?:\s|$)| (?:application|app)\b|$)/i;
const typed = /\btype (.{1,100}?)(?:,? (?:select|in the search|into the search)|[.,]? in the search|$)/i;
const results = /\bselect (.{1,100}?) (?:from|in) (?:the )?(?:results|search)/i;
/** "Browse to Enterprise apps > X", where the step that selects it in the list is left out. */
const browsed = /\benterprise app(?:lication)?s > (?!all applications|new application)([^>]{1,100}?)\.?$/i;
const legacy = /\bsearch for (.{1,100}?) in the (?:application )?gallery/i;
/** "Search for X, and add that app from the gallery", and "Add the X from the gallery" as a step. */
const fetched =
  /\bsearch for (.{1,100}?),? and (?:then )?add (?:that|the|this|it)\b|^add (?:the )?(.{1,100}?) from the gallery/i;

/** The bold words of a statement that follow a phrase in its text. */
function boldAfter({ text, strong }: Statement, phrase: RegExp): string | null {
  const found = phrase.exec(text);
  if (found === null) return null;
  const rest = text.slice(found.index);
  const bold = strong.find((name) => {
    const at = rest.indexOf(name);
    return at !== -1 && at < 140 && !/^(?:provisioning|enterprise|add|all applications|new application)/i.test(name);
  });
  return cleanName(bold ?? found[1] ?? found[2]);
}

const firstOf = (statements: readonly Statement[], phrase: RegExp): string | null => {
  for (const statement of statements) {
    const name = boldAfter(statement, phrase);
    if (name !== null && !isPlaceholderName(name) && !isService(name)) return name;
  }
  return null;
};

const service =
  /^(?:microsoft entra|azure ad|azure active directory|microsoft azure|your (?:app|application)|the (?:app|application))\b/i;
const isService = (name: string): boolean => service.test(name);

/** "X (previously Y)": what stands in the brackets is no part of the name. */
const formerInBrackets = /\s*\((?:previously|formerly|earlier|renamed|now|successor to|was)\b[^)]{0,80}\)/i;

const titles: readonly RegExp[] = [
  /configur\w* (.+?) (?:for|to support) (?:automatic(?:ally)? |automated )?(?:(?:users?|accounts?|groups?|and|and\/or) )*provisioning/i,
  /configur\w* (.+?) to automatically provision/i,
  /(?:automatic |automated )?(?:user |account )+provisioning (?:for|with|to|in|into) (.+?)(?: (?:with|from|in|using|-|–) (?:microsoft entra|azure).*)?$/i,
  /(?:user |account )?provisioning tutorial for (.+)$/i,
  /set ?up (.+?) for (?:automatic )?(?:user )?provisioning/i,
];

/** Takes a title or heading of an article; gives the name of the application in it, or null. */
export function nameInTitle(title: string): string | null {
  const bare = title
    .replace(/^\s*(?:tutorial|how to|article)\s*:\s*/i, '')
    .replace(/\s*\|.*$/, '')
    .replace(formerInBrackets, '');
  for (const pattern of titles) {
    const name = cleanName(pattern.exec(bare)?.[1]?.replace(/ (?:and|with|in) (?:microsoft entra|azure)\b.*$/i, ''));
    if (name !== null && !isService(name) && !/^(?:automatic|user|app|application)$/i.test(name)) return name;
  }
  return null;
}

const galleryHeading =
  /add (.+?) from the (?:microsoft entra |azure ad |azure active directory )?(?:application )?gallery/i;

/**
 * Takes an article; gives its names, or null where no application is named anywhere. The step that selects it in the applications
 * list equals the gallery name in practice; titles have typos and other wordings.
 */
export function readGalleryName(article: SortedArticle): GalleryName | null {
  const [, first] = article.sections;
  const title = article.frontMatter.title ?? '';
  const titleName = nameInTitle(first?.level === 1 ? first.title : '') ?? nameInTitle(title);
  const everywhere = article.statements;
  const displayName =
    firstOf(everywhere, afterList) ??
    firstOf(
      everywhere.filter(({ items }) => items.length > 0),
      fetched,
    ) ??
    firstOf(statementsIn(article, 'gallery', 'configuration', 'intro', 'other'), results) ??
    firstOf(everywhere, typed) ??
    firstOf(everywhere, browsed) ??
    firstOf(everywhere, legacy) ??
    nameInHeadings(article) ??
    titleName;
  return displayName === null ? null : { displayName, titleName };
}

function nameInHeadings({ sections }: SortedArticle): string | null {
  for (const { title } of sections) {
    const name = cleanName(galleryHeading.exec(title)?.[1]) ?? null;
    if (name !== null && !isPlaceholderName(name) && !isService(name)) return name;
  }
  return null;
}

const formerName =
  /(?:formerly|previously|earlier|once|successor to) (?:known as |called |named )?["“*]*([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4})|(?:renamed (?:to|as)|is now(?: called| known as)?) ["“*]*([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4})/;

const shortest = 2;

/** Leading words of the gallery name that the article uses as a name of its own. */
function shortName(article: SortedArticle, displayName: string): string | null {
  const words = displayName.split(/\s+/);
  const texts = statementsIn(article, 'prerequisites', 'vendor', 'configuration', 'intro').map(({ text }) => text);
  for (let count = words.length - 1; count > 0; count -= 1) {
    const short = words
      .slice(0, count)
      .join(' ')
      .replace(/[\s–—-]+$/, '');
    if (squashed(short).length <= shortest || squashed(short) === squashed(displayName)) continue;
    if (texts.some((text) => standsAlone(text, short, displayName))) return short;
  }
  return null;
}

function standsAlone(text: string, short: string, whole: string): boolean {
  const bare = text.replaceAll(whole, '\u0001');
  for (let at = bare.indexOf(short); at !== -1; at = bare.indexOf(short, at + 1)) {
    const before = bare.slice(Math.max(0, at - 1), at);
    const after = bare.slice(at + short.length);
    if (/[\p{L}\p{N}./@-]/u.test(before) || /^[\p{L}\p{N}@-]|^\.\w/u.test(after)) continue;
    if (squashed(bare.slice(at, at + whole.length)) === squashed(whole)) continue;
    return true;
  }
  return false;
}

/**
 * Takes an article and its names; gives the other names by which people may look for the application. Warns of a title that names
 * another application than the steps do, and of a name that was changed.
 */
export function readAliases(article: SortedArticle, names: GalleryName, findings: Findings): string[] {
  const { displayName, titleName } = names;
  const aliases = new Map<string, string>();
  const add = (name: string | null): void => {
    if (name !== null && squashed(name) !== squashed(displayName)) aliases.set(squashed(name), name);
  };
  add(shortName(article, displayName));
  if (titleName !== null && squashed(titleName) !== squashed(displayName)) {
    const placeholder = isPlaceholderName(titleName);
    const line = article.sections.find(({ level, title }) => level === 1 && title !== '')?.line ?? 1;
    if (placeholder) findings.warn('placeholderAppName', `The title names ${titleName}, a placeholder`, line);
    else {
      add(titleName);
      findings.warn('renamedApplication', `The title names ${titleName}, the steps select ${displayName}`, line);
    }
  }
  const headings = article.sections
    .filter(({ level }) => level === 1)
    .map(({ title, line }) => ({ text: title, line }));
  for (const { text, line } of [...headings, ...statementsIn(article, 'intro', 'prerequisites', 'gallery')]) {
    const match = formerName.exec(text);
    const former = cleanName(match?.[1] ?? match?.[2]);
    if (former === null || isService(former) || squashed(former) === squashed(displayName)) continue;
    add(former);
    findings.warn('renamedApplication', `The application is also known as ${former}`, line);
  }
  return [...aliases.values()];
}

/** Takes a name; gives it as the id of a profile: lower case words joined by hyphens. Empty where nothing is left. */
export const idOfName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
