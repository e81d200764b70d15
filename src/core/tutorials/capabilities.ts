import type { VendorFacts } from '#core/profiles/profile-schema';
import type { ArticleTable, Statement } from './article.ts';
import type { Findings } from './findings.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

type Capabilities = VendorFacts['capabilities'];

const groupsTold = /\bgroups?\b/i;

/** The article's list of what the integration can do. */
function listOf(article: SortedArticle): readonly Statement[] {
  const listed = article.statements.filter(({ checklist, items }) => checklist && items.length > 0);
  if (listed.length > 0) return listed;
  return statementsIn(article, 'capabilities').filter(({ items }) => items.length > 0);
}

const negative =
  /(?:does(?: not|n['’]t)|do(?: not|n['’]t)|is(?: not|n['’]t)|are(?: not|n['’]t)|not|no)\b[^.]{0,60}\b(?:support|provision|sync)\w*[^.]{0,40}\bgroups?\b(?! (?:re-?nam|nam|delet|creat|owner|descri|type|attribut|e-?mail|hierarch|nest|larg))|\bgroups?(?: provisioning| objects?)? (?:is|are)(?: currently)? ?(?:not|n['’]t) (?:currently )?supported|\bgroups? (?:isn['’]t|aren['’]t) supported|only users? (?:can|are|is)|only supports? (?:the )?(?:provisioning of )?users?\b/i;
const notAboutThis = /nested|dynamic|mail-enabled|distribution|role-assignable|group names?/i;
const updateOnly =
  /(?:update|updates|updating) (?:only|of) (?:the )?(?:existing )?(?:groups?|memberships?)|groups? (?:must|need to|have to) (?:already )?(?:exist|be created) (?:first )?in|(?:does not|doesn['’]t|can(?:not|['’]t)) create (?:new )?groups?|only (?:updates?|memberships?)[^.]{0,40}groups?/i;
const mappingStep =
  /\b(?:synchroni[sz]e|provision) (?:microsoft entra|azure ad|azure active directory)?(?: id)? ?groups?\b|^(?:then |next,? )?(?:select|click|choose) groups?\.?$|\bselect groups\.?$|review the group attributes/i;

/** What an article says about groups, each with the line that says so. */
interface GroupSigns {
  readonly table: number | null;
  readonly step: number | null;
  readonly listed: number | null;
  readonly refused: number | null;
  readonly updateOnly: number | null;
  readonly userStep: number | null;
}

function readSigns(article: SortedArticle, groupTables: readonly ArticleTable[]): GroupSigns {
  const steps = statementsIn(article, 'configuration', 'other');
  const told = article.statements.filter(
    ({ text, section }) => groupsTold.test(text) && article.kinds[section] !== 'changeLog',
  );
  const lineOf = (found: { readonly line: number } | undefined): number | null => found?.line ?? null;
  const userStep =
    /\b(?:synchroni[sz]e|provision) (?:microsoft entra|azure ad|azure active directory)?(?: id)? ?users?\b|review the user attributes|select users\b/i;
  return {
    table: lineOf(groupTables[0]),
    step: lineOf(steps.find(({ text, quoted }) => !quoted && mappingStep.test(text))),
    listed: lineOf(
      listOf(article).find(
        ({ text }) =>
          /provision (?:groups?|.{0,30}\bgroups?)|group memberships?|groups? provisioning/i.test(text) &&
          !negative.test(text),
      ),
    ),
    refused: lineOf(told.find(({ text }) => negative.test(text) && !notAboutThis.test(text) && !updateOnly.test(text))),
    updateOnly: lineOf(told.find(({ text }) => updateOnly.test(text) && !notAboutThis.test(text))),
    userStep: lineOf(steps.find(({ text }) => userStep.test(text))),
  };
}

function decideGroups(signs: GroupSigns, stated: boolean, findings: Findings): Capabilities['groups'] {
  const positive = signs.table ?? signs.step ?? signs.listed;
  if (signs.refused !== null) {
    if (positive !== null) {
      findings.warn('contradictoryGroups', `Groups are refused here and offered in line ${positive}`, signs.refused);
    }
    return 'none';
  }
  if (positive !== null) {
    if (stated && signs.listed === null && signs.table === null) {
      findings.warn('contradictoryGroups', 'A step maps groups, the list of capabilities does not name them', positive);
    }
    if (signs.listed !== null && signs.table === null && signs.step === null && signs.userStep !== null) {
      findings.warn('contradictoryGroups', 'The list of capabilities names groups, no step maps them', signs.listed);
    }
    return signs.updateOnly === null ? 'full' : 'updateOnly';
  }
  return stated || signs.userStep !== null ? 'none' : 'unknown';
}

/** Boilerplate speaks of groups although nothing else does. */
function warnOfBoilerplate(
  article: SortedArticle,
  { signs, stated }: { readonly signs: GroupSigns; readonly stated: boolean },
  findings: Findings,
): void {
  const claim = statementsIn(article, 'intro').find(({ text }) =>
    /provision\w*[^.]{0,60}users (?:and|and\/or|or) groups?\b/i.test(text),
  );
  if (claim === undefined) return;
  if (stated)
    findings.warn(
      'staleBoilerplate',
      'The first lines speak of users and groups; there is no group capability or mapping',
      claim.line,
    );
  else
    findings.warn(
      'staleBoilerplate',
      'The text speaks of groups; only a mapping of users is there',
      signs.userStep ?? claim.line,
    );
}

function readSso(article: SortedArticle, list: readonly Statement[]): Capabilities['sso'] {
  const words = /single[\s-]?sign[\s-]?on|\bsso\b/i;
  const entry = list.find(({ text }) => words.test(text));
  if (entry !== undefined)
    return /required|mandatory/i.test(entry.text) && !/not required/i.test(entry.text) ? 'required' : 'recommended';
  const optional = article.statements.some(
    ({ text }) => /may also choose to enable|can (?:also )?(?:choose to )?enable/i.test(text) && words.test(text),
  );
  if (optional) return 'recommended';
  const first = statementsIn(article, 'prerequisites', 'vendor').some(
    ({ text }) => words.test(text) && /\b(?:must|required|first|before|prerequisite|need to|already)\b/i.test(text),
  );
  return first ? 'required' : 'unknown';
}

/** What a list of capabilities may name beyond the five that have a place of their own, in our words. */
const others: readonly (readonly [RegExp, string])[] = [
  [/\b(?:disable|deactivate|suspend) users?/i, 'Disable users'],
  [/\bdelete users?/i, 'Delete users'],
  [/reactivate|re-enable/i, 'Reactivate users'],
  [/password/i, 'Set passwords'],
  [/\broles?\b|entitlement/i, 'Assign roles'],
  [/licen[cs]e/i, 'Assign licences'],
  [/just[\s-]in[\s-]time|\bjit\b/i, 'Just-in-time provisioning'],
  [/write-?back/i, 'Write attributes back'],
  [/guest|b2b/i, 'Provision guests'],
  [/import/i, 'Import users'],
];

/** Takes an article and its tables of group attributes; gives what the integration can do. Warns where the article contradicts itself. */
export function readCapabilities(
  article: SortedArticle,
  groupTables: readonly ArticleTable[],
  findings: Findings,
): Capabilities {
  const list = listOf(article);
  const stated = list.length > 0;
  const says = (pattern: RegExp): boolean => !stated || list.some(({ text }) => pattern.test(text));
  const signs = readSigns(article, groupTables);
  const groups = decideGroups(signs, stated, findings);
  if (groups === 'none' && signs.refused === null) warnOfBoilerplate(article, { signs, stated }, findings);
  return {
    stated,
    createUsers: says(/\bcreat\w+\b.{0,40}\b(?:users?|accounts?)|provision\w* (?:new )?users?|add users/i),
    updateUsers: says(/\b(?:keep|updat\w+|synchroni[sz]\w+|sync)\b.{0,60}\b(?:attributes?|users?|profiles?|details)/i),
    removeUsers: says(
      /\b(?:remov\w+|de-?provision\w*|delet\w+|deactivat\w+|disabl\w+|suspend)\b.{0,40}\b(?:users?|accounts?)/i,
    ),
    groups,
    sso: readSso(article, list),
    other: others.filter(([pattern]) => list.some(({ text }) => pattern.test(text))).map(([, words]) => words),
  };
}
