import type { GalleryName } from './gallery-name.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

/** Why a text is not read as a provisioning tutorial. */
export interface Refusal {
  readonly reason: 'emptyDocument' | 'notAProvisioningArticle' | 'routesToAnotherArticle' | 'applicationNotNamed';
  readonly message: string;
  readonly nextStep: string;
}

/** Words of the portal that a tutorial of the family cannot do without; each counts once. */
const signs: readonly RegExp[] = [
  /provisioning mode\b/i,
  /new configuration\b/i,
  /admin credentials\b/i,
  /test connection\b/i,
  /provisioning status\b/i,
  /\bsecret token\b/i,
  /\btenant url\b/i,
  /notification e-?mail/i,
  /(?:synchroni[sz]e|provision) (?:microsoft entra|azure active directory|azure ad)/i,
  /attributes? (?:that are|are) synchroni[sz]ed/i,
  /\bstart provisioning\b/i,
  /provisioning\b.{0,20}\btab\b|\bprovisioning\*{0,2} tab/i,
  /attribute[ -]mapping/i,
];
const enoughSigns = 3;

const family = /provision|write-?back/i;
const generic =
  /\b(?:develop|build|plan|understand|concept|overview|what is|how .* works|reference|troubleshoot|known issues?|list of|tutorials? for integrating|use scim|on-demand)\b/i;
const singleSignOn =
  /\b(?:single sign-on|sso) (?:integration|with|for)\b|\bintegrat\w+ (?:with )?(?:microsoft entra|azure)|\bfor single sign-on\b/i;

const notOne = (message: string): Refusal => ({
  reason: 'notAProvisioningArticle',
  message,
  nextStep:
    'Give an article of the family "Configure … for automatic user provisioning", or write the profile by hand.',
});

const titlesOf = (article: SortedArticle): string =>
  [
    article.frontMatter.title ?? '',
    ...article.sections.filter(({ level }) => level === 1).map(({ title }) => title),
  ].join(' | ');

/** Takes an article and its names; gives why it is refused, or null. */
export function refusalOf(article: SortedArticle, names: GalleryName | null): Refusal | null {
  if (article.statements.length === 0 && article.tables.length === 0) {
    return {
      reason: 'emptyDocument',
      message: 'The document has no text.',
      nextStep: 'Give the Markdown of an article.',
    };
  }
  const title = titlesOf(article);
  const steps = article.statements.filter(
    ({ items, section }) => items.length > 0 && article.kinds[section] !== 'resources',
  );
  const found = signs.filter((sign) => article.statements.some(({ text }) => sign.test(text))).length;
  const aboutProvisioning =
    family.test(title) ||
    article.sections.some(({ title: heading }) => /automatic .*provisioning|user provisioning/i.test(heading));
  if (found < enoughSigns) {
    if (aboutProvisioning && names !== null && linksToTutorials(article) > 0) return routing(names);
    return notOne('The document has none of the steps of a provisioning tutorial.');
  }
  if (!aboutProvisioning || (singleSignOn.test(title) && !family.test(title))) {
    return notOne('The document is about something else than automatic user provisioning.');
  }
  if (generic.test(title) && names?.titleName == null)
    return notOne('The document explains provisioning in general and names no application.');
  if (steps.length < 2 && linksToTutorials(article) > 0 && names !== null) return routing(names);
  if (names === null) {
    return {
      reason: 'applicationNotNamed',
      message: 'No step, heading or title of the document names the application.',
      nextStep: 'Check that the file is whole: the step "In the applications list, select …" names it.',
    };
  }
  return null;
}

const routing = (names: GalleryName): Refusal => ({
  reason: 'routesToAnotherArticle',
  message: `The document only leads to other articles about ${names.displayName}.`,
  nextStep: 'Import the article that it leads to.',
});

const linksToTutorials = (article: SortedArticle): number =>
  statementsIn(article, 'intro', 'other', 'configuration', 'vendor', 'capabilities', 'prerequisites')
    .flatMap(({ links }) => links)
    .filter(
      ({ url }) =>
        /provisioning[\w-]*(?:tutorial)?[\w-]*(?:\.md)?(?:#|$)/i.test(url) && !/app-provisioning\//i.test(url),
    ).length;
