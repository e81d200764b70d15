import type { VendorFacts } from '#core/profiles/profile-schema';
import type { Findings } from './findings.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

type Provenance = VendorFacts['provenance'];

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1990 || year > 2200 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Takes a date as articles write it (03/25/2024, 2024-03-25, March 25, 2024); gives it as ISO 8601, or null. */
export function isoDate(written: string): string | null {
  const american = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(written);
  if (american !== null) return isoOf(Number(american[3]), Number(american[1]), Number(american[2]));
  const iso = /^\s*(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})/.exec(written);
  if (iso !== null) return isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = /^\s*([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/i.exec(written);
  const month = months.indexOf((words?.[1] ?? '').slice(0, 3).toLowerCase()) + 1;
  return words === null || month === 0 ? null : isoOf(Number(words[3]), month, Number(words[2]));
}

const hasTitle = (article: SortedArticle, pattern: RegExp): boolean =>
  article.sections.some(({ title }) => pattern.test(title));

const hasText = (article: SortedArticle, pattern: RegExp): boolean =>
  article.statements.some(({ text }) => pattern.test(text));

function highestStep(article: SortedArticle): number {
  const steps = article.sections.map(({ title }) => Number(/^step (\d{1,2})\b/i.exec(title)?.[1] ?? 0));
  return Math.max(0, ...steps);
}

/** Takes an article and where it stands; gives which of the family's templates it was written from. */
export function readTemplate(
  article: SortedArticle,
  { direction, connectivity }: Pick<VendorFacts, 'direction' | 'connectivity'>,
): Provenance['template'] {
  if (direction !== 'outbound') return 'hr';
  if (connectivity === 'onPremisesAgent') return 'onPremises';
  const step = highestStep(article);
  if (step >= 6) return 'sixStep';
  if (step >= 4) return 'fiveStep';
  const planned = hasTitle(article, /plan (?:your|the)? ?(?:provisioning )?deployment/i);
  if (planned && step === 0) return 'unnumbered';
  const assigned = hasTitle(article, /^assigning users|from the (?:.{0,40})gallery/i);
  const enabled = hasTitle(article, /enabl\w+ (?:automatic(?:ally|ed)? )?(?:user )?(?:account )?provisioning/i);
  const alreadyConfigured = hasText(article, /already configured .{1,80} for single sign-on/i);
  if (alreadyConfigured || (enabled && !hasTitle(article, /from the (?:.{0,40})gallery/i))) return 'legacy';
  if (assigned || hasText(article, /^the objective of this/i)) return 'objective';
  return 'mixed';
}

/** Takes an article; gives for which generation of the portal its steps were written. */
export function readUiGeneration(article: SortedArticle): Provenance['uiGeneration'] {
  const steps = statementsIn(article, 'configuration', 'gallery', 'other', 'intro');
  const says = (pattern: RegExp): boolean => steps.some(({ text }) => pattern.test(text));
  if (says(/(?:\+ ?|select |click )new configuration/i)) return 'entraNewConfiguration';
  const admin = says(/entra admin center/i);
  const azure = says(/sign in to the azure (?:management )?portal|in the azure portal, (?:browse|go|navigate|select)/i);
  return azure && !admin ? 'azurePortal' : 'entraProvisioningMode';
}

/** Takes an article; gives its date, or null. */
export const readDocumentDate = ({ frontMatter }: SortedArticle): string | null =>
  isoDate(frontMatter['ms.date'] ?? '');

/** Takes an article; gives the clouds in which it says that the application is offered. */
export const readCloudEnvironments = (article: SortedArticle): VendorFacts['cloudEnvironments'] =>
  hasText(article, /\bUS ?Gov(?:ernment)?\b.{0,20}cloud|government cloud/i) ? ['public', 'usGov'] : ['public'];

const inboundTitle = /\bwrite-?back\b/i;
const intoDirectory =
  /\bfrom (?!microsoft entra|azure|the )[\w .&'-]{2,60}? (?:in)?to (?:on-premises |your )?(?:active directory|microsoft entra id|azure ad\b|azure active directory)/i;
const outOfDirectory =
  /\bfrom (?:microsoft entra id|azure ad|azure active directory|the directory) to\b|\bto automatically provision and de-?provision\b/i;

/** Takes an article; gives which way people travel. */
export function readDirection(article: SortedArticle): VendorFacts['direction'] {
  const titles = [
    article.frontMatter.title ?? '',
    ...article.sections.filter(({ level }) => level === 1).map(({ title }) => title),
  ];
  if (titles.some((title) => inboundTitle.test(title))) return 'writeback';
  const words = [article.frontMatter.description ?? '', ...statementsIn(article, 'intro').map(({ text }) => text)];
  const outbound = words.filter((text) => outOfDirectory.test(text)).length;
  const inbound = words.filter((text) => intoDirectory.test(text)).length;
  const workers = words.some((text) =>
    /\b(?:workers?|human resources|HR|HCM|employee (?:data|records?|profiles?))\b/.test(text),
  );
  return inbound > outbound && workers ? 'inbound' : 'outbound';
}

/** Takes an article; gives whether the application is reached over the internet or through an agent on the customer's own machines. */
export function readConnectivity(article: SortedArticle): VendorFacts['connectivity'] {
  const agent =
    /\b(?:install|download|configure|deploy)\w*\b.{0,60}\b(?:provisioning agent|connector host|connect provisioning agent|on-premises agent)|\becma ?connector|on-premises application provisioning/i;
  return statementsIn(article, 'prerequisites', 'vendor', 'configuration', 'intro', 'other').some(({ text }) =>
    agent.test(text),
  )
    ? 'onPremisesAgent'
    : 'cloud';
}

/** Takes an article; gives whether the integration is supported, in preview or on its way out. Warns where it is not supported. */
export function readStatus(article: SortedArticle, findings: Findings): VendorFacts['status'] {
  const statements = statementsIn(
    article,
    'intro',
    'capabilities',
    'prerequisites',
    'vendor',
    'configuration',
    'gallery',
    'other',
  );
  const gone = statements.find(({ text }) =>
    /\b(?:connector|integration|application|app|provisioning|tutorial|article)\b.{0,60}\b(?:(?:is|are|was|has been|being) (?:now )?(?:deprecated|retired|discontinued)|no longer (?:supported|available|maintained))/i.test(
      text,
    ),
  );
  if (gone !== undefined) {
    findings.warn(
      'deprecatedIntegration',
      'The article says that this integration is deprecated or no longer supported',
      gone.line,
    );
    return { state: 'deprecated', note: `Stated in line ${gone.line} of the article` };
  }
  const refused = statements.find(
    ({ text }) =>
      !/\b(?:make sure|instead|must|please|ensure)\b[^.]{0,60}\b(?:select|choose|pick|use)\b/i.test(text) &&
      /\b(?:authoriz|authenticat|oauth|code grant|token)\w*\b.{0,80}\b(?:no longer supported|not supported|unsupported)|no longer supports? .{0,60}\b(?:authoriz|authenticat|oauth)/i.test(
        text,
      ),
  );
  if (refused !== undefined) {
    findings.warn(
      'deprecatedIntegration',
      'The article says that its way to sign in is no longer supported',
      refused.line,
    );
    return { state: 'unsupportedAuth', note: `Stated in line ${refused.line} of the article` };
  }
  const preview = statements.some(({ text }) => /\b(?:public|private|currently in) preview\b|in preview\b/i.test(text));
  return { state: preview ? 'preview' : 'supported' };
}

const link = (url: string): string => url.replace(/^\.\//, '');

/** Takes an article; gives the vendor's address that its first lines link to, or null. */
export function readHomepage(article: SortedArticle): string | null {
  for (const { text, links } of statementsIn(article, 'intro')) {
    if (!/\bto\b/.test(text) || !/provision/i.test(text)) continue;
    const found = links.find(({ url }) => /^https?:/i.test(url) && !isMicrosoft(url));
    if (found !== undefined) return found.url;
  }
  return null;
}

/** Takes an address; says whether it leads to Microsoft's own pages. */
export const isMicrosoft = (url: string): boolean =>
  /^https?:\/\/(?:[\w-]+\.)*(?:microsoft|azure|microsoftonline|office|windows|live|bing|aka)\.(?:com|net|ms|cn|us)(?:[/:?#]|$)/i.test(
    url,
  );

const ssoWords = /single[\s-]?sign[\s-]?on|\bsso\b/i;

/** Takes an article; gives the article about single sign-on that it links to, as it is linked, or null. */
export function readSsoArticle(article: SortedArticle): string | null {
  const linksOf = (statements: SortedArticle['statements']) => statements.flatMap(({ links }) => links);
  const about = (links: ReturnType<typeof linksOf>): string | null => {
    const found = links.find(
      ({ text, url }) =>
        ssoWords.test(text) &&
        /\.md(?:#|$)/i.test(url) &&
        !/what-is-single-sign-on|what-is-application-access/i.test(url),
    );
    return found === undefined ? null : link(found.url);
  };
  return about(linksOf(statementsIn(article, 'capabilities'))) ?? about(linksOf(article.statements));
}
