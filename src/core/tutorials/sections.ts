import type { Article, ArticleTable, Statement } from './article.ts';

/** What a section of the family is about; `other` where neither its heading nor its content says so. */
export type SectionKind =
  | 'intro'
  | 'capabilities'
  | 'prerequisites'
  | 'plan'
  | 'vendor'
  | 'gallery'
  | 'scope'
  | 'configuration'
  | 'monitor'
  | 'limits'
  | 'changeLog'
  | 'troubleshooting'
  | 'resources'
  | 'other';

/** Headings in all their wordings; the first that fits wins. */
const byTitle: readonly (readonly [RegExp, SectionKind])[] = [
  [/change ?log|change history|release notes|what.?s new/i, 'changeLog'],
  [/limitation|known issue|rate limit|good to know|considerations?$/i, 'limits'],
  [/troubleshoot/i, 'troubleshooting'],
  [/^(?:additional|more|related|next|see also|further)\b|^next steps$|reference(?:s| articles?)$/i, 'resources'],
  [/capabilit|^supported (?:features|scenarios)/i, 'capabilities'],
  [/^(?:step \d+ *[:.–—-]? *)?(?:pre-?requisites?|before you begin)/i, 'prerequisites'],
  [/plan (?:your|the)? ?(?:provisioning|deployment)|^(?:step \d+ *[:.–—-]? *)?plan\b/i, 'plan'],
  [/monitor/i, 'monitor'],
  [/who (?:will be|is|are|should be|gets?)\b.*scope|in scope|scoping|define .*scope/i, 'scope'],
  [/assign(?:ing|ment)? .*(?:users?|groups?)|tips for assigning|important tips/i, 'scope'],
  [/\badd(?:ing)? .*\b(?:gallery|application gallery)|from the gallery|from the .*gallery/i, 'gallery'],
  [
    /(?:to )?(?:support|allow|accept) (?:user )?provisioning|for provisioning\b|\bscim\b.*(?:set ?up|enable|config)/i,
    'vendor',
  ],
  [
    /(?:set ?up|configure|enable|activate|prepare|generate|create|obtain|get|retrieve) .*\b(?:scim|token|api key|credential)/i,
    'vendor',
  ],
  [
    /(?:automatic|user|account|group).*provisioning|provisioning .*(?:in|to|for|with) |enable .*provisioning/i,
    'configuration',
  ],
];

const byContent: readonly (readonly [RegExp, SectionKind])[] = [
  [
    /provisioning mode|\+ ?new configuration|admin credentials\W{0,4}section|test connection|provisioning status/i,
    'configuration',
  ],
  [/already have the following|following (?:prerequisites|items)/i, 'prerequisites'],
];

/** Verbs and nouns of a procedure at the vendor. */
const vendorWork = /\b(?:token|api key|tenant url|scim|secret|credentials?|base url|endpoint)\b/i;

/** What an unfinished family member calls its second of six steps, whatever else the heading says. */
const secondStep = /^step 2\b/i;

function kindOfTitle(title: string, level: number): SectionKind | null {
  if (level === 1) return 'intro';
  if (secondStep.test(title)) return 'vendor';
  if (/^step 5\b/i.test(title)) return 'configuration';
  if (/^(?:to )?configur\w* (?:automatic )?(?:user )?(?:account )?(?:and group )?provisioning\b/i.test(title))
    return 'configuration';
  return byTitle.find(([pattern]) => pattern.test(title))?.[1] ?? null;
}

function kindOfContent(own: readonly Statement[]): SectionKind | null {
  if (own.some(({ checklist }) => checklist)) return 'capabilities';
  const found = byContent.find(([pattern]) => own.some(({ text }) => pattern.test(text)));
  if (found !== undefined) return found[1];
  return own.some(({ items, text }) => items.length > 0 && vendorWork.test(text)) ? 'vendor' : null;
}

/** Whether the procedure in the portal stands here, whatever the heading speaks of. */
const holdsProcedure = (own: readonly Statement[]): boolean =>
  own.some(({ text }) => /test connection/i.test(text)) &&
  own.some(({ text }) => /provisioning\W{1,4}mode|new configuration|start provisioning|enterprise app/i.test(text));

/** What a heading inside the vendor's part may sound like without being a part of its own. */
const partOfVendor: ReadonlySet<SectionKind> = new Set(['configuration', 'gallery', 'scope', 'vendor']);

/** An article with what each of its sections is about. */
export interface SortedArticle extends Article {
  /** One for each of {@link Article.sections}. */
  readonly kinds: readonly SectionKind[];
}

/**
 * Takes an article; gives it with the kind of each section. A heading's words decide, then what stands under it, then the heading
 * above; numbers in headings and lists are used only where the family keeps them (Step 2, Step 5).
 */
export function sortSections(article: Article): SortedArticle {
  const kinds: SectionKind[] = [];
  const bySection = new Map<number, Statement[]>();
  for (const statement of article.statements) {
    const own = bySection.get(statement.section) ?? [];
    own.push(statement);
    bySection.set(statement.section, own);
  }
  /** Only the first heading of the first level is the title; some articles use that level for parts too. */
  const titleAt = article.sections.findIndex(({ level, title }) => level === 1 && title !== '');
  for (const [index, section] of article.sections.entries()) {
    const own = bySection.get(index) ?? [];
    const parent = parentOf(article, index);
    const inherited = parent === null || article.sections[parent]?.level === 1 ? null : (kinds[parent] ?? null);
    const first = index === 0 || (section.level === 1 && index === titleAt);
    const titled = kindOfTitle(section.title, first ? 1 : Math.max(2, section.level));
    const within =
      inherited === 'vendor' && titled !== null && partOfVendor.has(titled) && !/^step \d/i.test(section.title);
    const decided = within ? inherited : titled === 'vendor' && holdsProcedure(own) ? 'configuration' : titled;
    kinds.push(decided === 'intro' ? introOr(own) : (decided ?? inherited ?? kindOfContent(own) ?? 'other'));
  }
  return { ...article, kinds: kinds.includes('vendor') ? kinds : withVendor(article, kinds) };
}

/** Without any sign of its own, the vendor's part is what speaks of tokens or asks for them before the procedure in the portal. */
function withVendor(article: Article, kinds: readonly SectionKind[]): readonly SectionKind[] {
  const end = kinds.indexOf('configuration');
  const at = kinds.findIndex(
    (kind, index) =>
      kind === 'other' &&
      (end === -1 || index < end) &&
      article.statements.some(({ section, text }) => section === index && vendorWork.test(text)),
  );
  return kinds.map((kind, index) => (index === at ? 'vendor' : kind));
}

/** A lead that holds the whole procedure has lost its headings. */
function introOr(own: readonly Statement[]): SectionKind {
  return own.some(({ items, text }) => items.length > 0 && /provisioning mode|admin credentials/i.test(text))
    ? 'configuration'
    : 'intro';
}

function parentOf(article: Article, index: number): number | null {
  const own = article.sections[index];
  if (own === undefined) return null;
  for (let at = index - 1; at > 0; at -= 1) if ((article.sections[at]?.level ?? 1) < own.level) return at;
  return null;
}

/** Takes a sorted article and kinds; gives the statements of all sections of these kinds, in order. */
export const statementsIn = (article: SortedArticle, ...kinds: readonly SectionKind[]): readonly Statement[] =>
  article.statements.filter(({ section }) => kinds.includes(article.kinds[section] ?? 'other'));

/** Takes a sorted article and kinds; gives the tables of all sections of these kinds, in order. */
export const tablesIn = (article: SortedArticle, ...kinds: readonly SectionKind[]): readonly ArticleTable[] =>
  article.tables.filter(({ section }) => kinds.includes(article.kinds[section] ?? 'other'));
