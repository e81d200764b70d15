import type { VendorFacts } from '#core/profiles/profile-schema';
import type { Statement } from './article.ts';
import { isMicrosoft } from './document-facts.ts';
import { listed } from './plain-text.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

type Prerequisite = VendorFacts['prerequisites'][number];
type Kind = Prerequisite['kind'];

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [
    /(?:cloud )?application administrator|application owner|global administrator|to configure provisioning|one of the following roles/i,
    'entraRole',
  ],
  [/(?:entra|azure)\b.{0,60}\b(?:premium|p1|p2|licen[cs]e)/i, 'vendorPlan'],
  [
    /\b(?:entra|azure ad|azure active directory|azure|office 365)\b(?:.{0,20})\b(?:tenant|subscription|directory|account)\b/i,
    'entraTenant',
  ],
  [
    /\b(?:single[\s-]sign[\s-]?on|sso|saml)\b[- ]?(?:is |has been |already )?(?:enabled|configured|set ?up|integrat\w+)|\b(?:enabl|configur|set(?:ting)? ?up|complet|integrat)\w*\b.{0,50}\b(?:single[\s-]sign[\s-]?on|sso|saml)\b/i,
    'ssoConfigured',
  ],
  [/\bverif\w+\b.{0,40}\bdomains?\b|\bdomains?\b.{0,60}\b(?:verif|claim|captur)\w+/i, 'verifiedDomain'],
  [/\b(?:version|release) v?\d|\bv\d+\.\d+|\bor (?:later|newer|higher)\b/i, 'version'],
  [/\bcontract\b|\bagreement\b|customer success manager|account manager|sales rep/i, 'contract'],
  [
    /\b(?:enterprise|business|premium|professional|pro|plus|team|advanced|standard|corporate|paid|ultimate|growth|scale)\b.{0,40}\b(?:plan|licen[cs]e|subscription|tier|edition|package|level|account)s?\b|\b(?:plan|licen[cs]e|licen[cs]ing|subscription|edition|add-on|tier)s?\b/i,
    'vendorPlan',
  ],
  [/\b(?:admin\w*|owner|manager|permissions?|privileges?|super ?user|rights|access token|roles?)\b/i, 'vendorAdmin'],
  [
    /\b(?:tenant|website|site|instance|organi[sz]ation|workspace|account|environment|domain|portal|customer)\b/i,
    'vendorTenant',
  ],
];

/** The roles that the family names, with the words that name them. */
const roles: readonly (readonly [RegExp, string])[] = [
  [/(?<!cloud )application administrator/i, 'Application Administrator'],
  [/cloud application administrator/i, 'Cloud Application Administrator'],
  [/application owner/i, 'Application Owner'],
  [/hybrid identity administrator/i, 'Hybrid Identity Administrator'],
  [/global administrator/i, 'Global Administrator'],
];

const defaultRoles = 'Application Administrator, Cloud Application Administrator or Application Owner';

function rolesIn(text: string): string {
  const named = roles.filter(([pattern]) => pattern.test(text)).map(([, role]) => role);
  if (named.length === 0) return 'A role that may configure provisioning';
  const past = named.includes('Global Administrator') ? ' (as listed in the document)' : '';
  return `${listed(named, 'or')}${past}`;
}

const planName =
  /\b((?:[A-Z][\w+]*\s){0,2}(?:Enterprise|Business|Premium|Professional|Pro|Plus|Team|Advanced|Standard|Corporate|Ultimate|Growth|Scale)\+?)(?=\s|\b)/;
const adminRole = /\b((?:[A-Z][\w-]*\s){0,3}(?:Admin(?:istrator)?|Owner|Manager))\b/;

/** What is needed, in our words. */
function wordsOf(kind: Kind, text: string, app: string): string {
  switch (kind) {
    case 'entraTenant':
      return 'A Microsoft Entra tenant';
    case 'entraRole':
      return rolesIn(text);
    case 'vendorTenant':
      return `A tenant or account at ${app}`;
    case 'vendorAdmin':
      return `${app} account with ${adminRole.test(text) ? `the permissions of ${adminRole.exec(text)?.[1] ?? 'an administrator'}` : 'administrator permissions'}`;
    case 'vendorPlan':
      return /entra|azure/i.test(text)
        ? 'A Microsoft Entra ID P1 or P2 licence'
        : `A plan or licence of ${app}${planName.test(text) ? `: ${planName.exec(text)?.[1] ?? ''}` : ''}`;
    case 'ssoConfigured':
      return `Single sign-on to ${app} set up first`;
    case 'verifiedDomain':
      return `A domain verified at ${app}`;
    case 'contract':
      return `An agreement with ${app}`;
    case 'version':
      return `${app} in version ${/v?(\d[\d.]*)/i.exec(text)?.[1] ?? 'that supports provisioning'} or later`;
    default:
      return `A condition of ${app} that only the article describes`;
  }
}

function prerequisiteOf({ text, links, line }: Statement, app: string): Prerequisite {
  const kind = kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
  const url = links.find((link) => /^https?:/i.test(link.url) && !isMicrosoft(link.url))?.url;
  const words = wordsOf(kind, text, app);
  return {
    kind,
    text: kind === 'other' ? `${words} (line ${line})` : words,
    ...(url === undefined ? {} : { url }),
  };
}

const commonInclude = /common-prerequisites/i;

/** What the include of the family's common prerequisites says. */
const common: readonly Prerequisite[] = [
  { kind: 'entraTenant', text: 'A Microsoft Entra tenant' },
  { kind: 'entraRole', text: defaultRoles },
];

/**
 * Takes an article and the name to use for the application; gives what has to be there beforehand, by kind and in our words.
 * An entry counts once for each list entry of the section; the family's common include stands for two.
 */
export function readPrerequisites(article: SortedArticle, app: string): Prerequisite[] {
  const statements = statementsIn(article, 'prerequisites').filter(({ quoted, text }) => !quoted && text !== '');
  const entries = statements.filter(({ items }) => items.length === 1);
  const first = entries.filter((entry, at) => entries.findIndex(({ items }) => items[0] === entry.items[0]) === at);
  const included = article.includes.some(({ name }) => commonInclude.test(name));
  const own = first
    .filter(({ text }) => !commonInclude.test(text))
    .map((entry) => prerequisiteOf(withRest(entry, article), app));
  return included ? [...common, ...own.filter(({ kind }) => kind !== 'entraTenant' && kind !== 'entraRole')] : own;
}

/** A list of roles may stand under the entry that announces it. */
function withRest(entry: Statement, { statements }: SortedArticle): Statement {
  const under = statements.filter(({ items }) => items.length > 1 && items[0] === entry.items[0]);
  return under.length === 0 ? entry : { ...entry, text: [entry.text, ...under.map(({ text }) => text)].join(' ') };
}
