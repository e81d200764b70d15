import type { VendorFacts } from '#core/profiles/profile-schema';
import type { ArticleTable } from './article.ts';
import { type SortedArticle, statementsIn } from './sections.ts';

type Assignment = VendorFacts['assignment'];
type Deprovisioning = VendorFacts['deprovisioning'];

const defaultAccess = /\bdefault access\b/i;
const excluded =
  /\b(?:exclud\w+|does(?: not|n['’]t) work|not (?:be )?(?:provisioned|effective)|other than|skipped|not supported|won['’]t)\b/i;
const separateRecommended =
  /(?:recommend\w*)[^.]{0,60}\b(?:separate|different) (?:app|application|instance)|create a separate app\b/i;
const separateRequired =
  /\b(?:must|required to|need to|have to)\b[^.]{0,40}\b(?:separate|different|second|new)\b[^.]{0,30}\b(?:app|application)\b|\bseparate (?:app|application)\b[^.]{0,30}\b(?:is|are) required/i;
const rolesImported =
  /\broles?\b[^.]{0,60}\b(?:imported|discovered|retrieved|synchroni[sz]ed|read) (?:from|into)\b|\bimports? (?:the |all )?(?:[\w]+ ){0,3}roles?\b|\broles? (?:import|discovery)\b/i;
const namedRoles = /\broles?\b[^.:]{0,60}(?:such as|following|named|called|:|are|is)\b/i;
const boilerplateRole =
  /^(?:default access|provisioning|users and groups|application administrator|cloud application administrator|application owner|scope|save|user|group|settings)$/i;
const mostRoles = 20;

function readRoles(article: SortedArticle): string[] {
  const told = statementsIn(article, 'scope').filter(
    ({ text }) => namedRoles.test(text) && /\b(?:app|application|valid|assign)\b/i.test(text),
  );
  const names = told.flatMap(({ strong }) => strong).filter((name) => !boilerplateRole.test(name) && name.length <= 60);
  return [...new Set(names)].slice(0, mostRoles);
}

/** Takes an article; gives what it says about assigning people: Default Access, roles, and whether an application of its own is needed. */
export function readAssignment(article: SortedArticle): Assignment {
  const told = article.statements.filter(({ section }) => article.kinds[section] !== 'changeLog');
  const some = (pattern: RegExp): boolean => told.some(({ text }) => pattern.test(text));
  const excludes = told.some(({ text }) => defaultAccess.test(text) && excluded.test(text));
  const recommended = some(separateRecommended);
  return {
    defaultAccessExcluded: excludes ? true : null,
    appRoles: readRoles(article),
    rolesImportedFromTarget: some(rolesImported),
    separateAppRequired:
      some(separateRequired) &&
      !told.every(({ text }) => !separateRequired.test(text) || separateRecommended.test(text)),
    separateAppRecommended: recommended,
  };
}

const behaviours: readonly (readonly [RegExp, Deprovisioning['behaviour']])[] = [
  [/\bsoft[\s-]?delet/i, 'softDelete'],
  [/\b(?:hidden|hides?)\b[^.]{0,40}\b(?:users?|accounts?)\b|\b(?:users?|accounts?)\b[^.]{0,40}\bhidden\b/i, 'hide'],
  [
    /\b(?:not|never|n['’]t|no)\b[^.]{0,30}\b(?:hard )?delet\w+\b|\b(?:only|instead|rather than)\b[^.]{0,60}\b(?:deactivat|disabl|suspend)\w*|\b(?:deactivat|disabl|suspend)\w*\b[^.]{0,40}\b(?:instead of|rather than|only)\b/i,
    'disableOnly',
  ],
  [/\b(?:hard[\s-]?delet\w*|permanently (?:delet|remov)\w*)/i, 'hardDelete'],
];

const aboutPeople = /\b(?:users?|accounts?|members?|people|employees?)\b/i;
const leaving = /delet|deactivat|disabl|suspend|de-?provision|hidden|hide/i;

/** Takes an article and its tables of user attributes; gives how an account ends. */
export function readDeprovisioning(article: SortedArticle, userTables: readonly ArticleTable[]): Deprovisioning {
  const told = statementsIn(
    article,
    'limits',
    'vendor',
    'configuration',
    'capabilities',
    'prerequisites',
    'troubleshooting',
    'other',
    'scope',
  ).filter(
    ({ text, checklist }) =>
      !checklist && aboutPeople.test(text) && leaving.test(text) && !/accidental deletion|default access/i.test(text),
  );
  const behaviour = behaviours.find(([pattern]) => told.some(({ text }) => pattern.test(text)))?.[1] ?? 'unknown';
  const rows = userTables.flatMap(({ rows: own }) => own.map(({ cells }) => cells[0] ?? ''));
  return {
    attribute: rows.find((name) => /^(?:active|isActive|status)$/i.test(name) && /active/i.test(name)) ?? null,
    behaviour,
  };
}
