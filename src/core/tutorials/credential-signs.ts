import type { ArticleTable, Statement } from './article.ts';
import { sentencesOf } from './plain-text.ts';
import { type SortedArticle, statementsIn, tablesIn } from './sections.ts';

/** What a stretch of an article says about credentials: for each, the first line that says it, or null. */
export interface CredentialSigns {
  readonly authorize: number | null;
  readonly tenantUrl: number | null;
  readonly secretToken: number | null;
  readonly userName: number | null;
  readonly password: number | null;
  readonly clientIdentifier: number | null;
  readonly clientSecret: number | null;
  readonly tokenEndpoint: number | null;
  readonly instanceName: number | null;
  readonly domain: number | null;
  readonly companyId: number | null;
}

const authorize =
  /\b(?:click|select|press|choose|hit|use)\b[^.]{0,30}\bauthori[sz]e\b|\bauthori[sz]e\b(?: button)?[^.]{0,40}\b(?:opens?|login dialog|redirect|sign ?in)|\bto authori[sz]e (?:microsoft entra|azure ad|in the admin)|\bauthori[sz]e\b in the admin credentials/i;

const patterns: Readonly<Record<keyof CredentialSigns, RegExp>> = {
  authorize,
  tenantUrl: /\btenant ?url\b|^(?:[\w&.-]+ ){0,4}(?:api|base|server|web services?) (?:url|endpoint)$/i,
  secretToken: /\b(?:secret ?token|(?:scim|api|bearer|access|authentication) ?token)\b/i,
  userName: /\b(?:admin(?:istrator)?|service account|api|account)?[ -]?user ?(?:name|id)\b/i,
  password: /\bpassword\b/i,
  clientIdentifier: /\bclient[ -]?id(?:entifier)?\b|\bapplication id\b/i,
  clientSecret: /\bclient[ -]?secret\b/i,
  tokenEndpoint: /\b(?:oauth2?(?:\.0)? )?token (?:exchange )?(?:endpoint|ur[li])\b/i,
  instanceName: /\binstance ?name\b|\binstance\b field/i,
  domain: /\b(?:user ?name|password|token)\b[^.]{0,60}\b(?:sub-?)?domain\b|\bdomain(?: name)? (?:field|box|textbox)/i,
  companyId: /\bcompany ?id\b|\borgani[sz]ation (?:id|name)\b|\bcustomer ?id\b/i,
};

/** What a field is explained by is not a field itself. */
const illustration = /^\(?(?:for (?:example|instance)|an example|e\.g|example)/i;

const withoutIllustrations = (text: string): string =>
  sentencesOf(text)
    .filter((sentence) => !illustration.test(sentence))
    .join(' ');

/** Takes statements; gives what they say about credentials. */
export function signsIn(statements: readonly Statement[]): CredentialSigns {
  const told = statements.map((one) => ({ ...one, text: withoutIllustrations(one.text) }));
  const lineOf = (pattern: RegExp): number | null =>
    told.find(({ text, strong }) => pattern.test(text) || strong.some((label) => pattern.test(label)))?.line ?? null;
  const bold = (label: RegExp): number | null =>
    statements.find(({ strong }) => strong.some((one) => label.test(one)))?.line ?? null;
  const found = Object.fromEntries(
    Object.entries(patterns).map(([name, pattern]) => [name, lineOf(pattern)]),
  ) as Record<keyof CredentialSigns, number | null>;
  return {
    ...found,
    authorize: found.authorize ?? bold(/^authori[sz]e$/i),
    domain: found.domain ?? bold(/^(?:sub-?)?domain(?: name)?$/i),
  };
}

const begins =
  /admin credentials|provisioning mode|new configuration|get started|\btenant ?url\b|test connection|\bauthori[sz]e\b/i;
const ends =
  /notification e-?mails?|^(?:under|in) the \**mappings|attribute[ -]mapping|to create your configuration|synchroni[sz]e (?:microsoft|azure)/i;

/** Words of the procedure itself; other sections may speak of credentials, such as one about moving to new ones. */
const procedure = /provisioning\W{1,4}mode|new configuration|test connection|get started/i;

const fieldColumn = /^(?:field|setting|parameter|name|property)(?: name)?s?$/i;

/** Takes a table; says whether its rows are fields of the portal and what to enter in each. */
export const isFieldTable = ({ header }: ArticleTable): boolean => fieldColumn.test(header[0] ?? '');

/** A table of fields and what to enter in each says what a list would. */
const statementsOf = (table: ArticleTable): readonly Statement[] =>
  isFieldTable(table)
    ? table.rows.map(({ cells, line }) => ({
        line,
        endLine: line,
        text: cells.join(' '),
        strong: cells.slice(0, 1),
        code: [],
        links: [],
        images: [],
        items: [line],
        quoted: false,
        checklist: false,
        section: table.section,
      }))
    : [];

/** Takes an article; gives the statements in which the credentials are entered in the portal. */
export function credentialStatements(article: SortedArticle): readonly Statement[] {
  const told = statementsIn(article, 'configuration', 'other').filter(({ quoted }) => !quoted);
  const own = new Set(told.filter(({ text }) => procedure.test(text)).map(({ section }) => section));
  const steps = [...told, ...tablesIn(article, 'configuration', 'other').flatMap(statementsOf)]
    .filter(({ section }) => own.size === 0 || own.has(section))
    .sort((one, other) => one.line - other.line);
  const from = steps.findIndex(({ text }) => begins.test(text));
  if (from === -1) return [];
  const rest = steps.slice(from);
  const to = rest.findIndex(({ text }, at) => at > 0 && ends.test(text));
  return to === -1 ? rest.slice(0, 8) : rest.slice(0, to);
}

/** The portal's own names of the kinds. */
const kindNames =
  /\b(?:select|choose|pick|use)\s+(?:the )?["“*]*(OAuth ?2(?:\.0)? (?:Authorization Code|Client Credentials)(?: Grant)?|Bearer Authentication|Basic Authentication)\b/i;

/** Takes statements; gives the kind of authentication that they tell the reader to pick, or null. */
export function pickedAuthentication(statements: readonly Statement[]): string | null {
  for (const { text, strong } of statements) {
    const found =
      kindNames.exec(text) ??
      /\bauthentication (?:method|type|mode)\b[^.]{0,40}?\b(?:select|choose|pick|set (?:it )?to|as)\s+(?:the )?["“*]*([\p{L}\p{N}][\p{L}\p{N} .-]{2,50}?)["”*]*(?:[.,]| from| in the| and |$)/iu.exec(
        text,
      ) ??
      /\b(?:select|choose|pick)\s+["“*]*([\p{L}\p{N}][\p{L}\p{N} .-]{2,50}?)["”*]* (?:as|for|from|in) (?:the )?["“*]*authentication (?:method|type|mode)/iu.exec(
        text,
      );
    if (found === null) continue;
    const picked = (found[1] ?? '').trim();
    return strong.find((label) => label.startsWith(picked) || picked.startsWith(label)) ?? picked;
  }
  return null;
}
