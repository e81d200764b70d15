import type { FieldValue } from '#core/profiles/connection-facts';
import type { ArticleTable, Statement } from './article.ts';
import { isFieldTable } from './credential-signs.ts';
import { isMicrosoft } from './document-facts.ts';
import type { Findings } from './findings.ts';
import { isForeignHost } from './foreign-host.ts';
import { camelCase, sentencesOf } from './plain-text.ts';
import { type SortedArticle, statementsIn, tablesIn } from './sections.ts';
import { hostOfUrl, shapeOf, toldPlaces, type UrlShape, urlsIn } from './url-shapes.ts';

/** The tenant URL by its names: the portal's own and those of vendors. */
const addressLabel =
  /\b(?:tenant|scim(?:[ -]?v?2(?:\.0)?)?(?: (?:api|provisioning|connector|service|server|integration))?|base|provisioning(?: api| service)?|connector|service provider|directory sync|user provisioning)\s*(?:base\s*|endpoint\s*)?(?:ur[li]s?|address|endpoint)\b|\bendpoint ur[li]s?\b/i;
const otherUse =
  /\b(?:log ?in|sign ?in|log on|sign[- ]on|redirect|reply|callback|consent|metadata|saml|acs|assertion|identity provider|issuer|audience|documentation|more information|learn more|authoriz\w+ (?:url|endpoint)|token (?:url|endpoint)|token exchange)\b/i;
const oauthAddress =
  /[?&](?:client_id|response_type|redirect_uri|scope|state)=|\/(?:oauth2?|authorize|saml2?|sso)(?:\/|$|\?)/i;
const announced =
  /(?:\bfor example\b|\be\.?g\b\.?|\bfor instance\b|\bexamples?\b|\bsuch as\b|\bsimilar to\b|\blooks? (?:something )?(?:like|similar)|\bsomething like\b|\bi\.?e\b\.?)[^.!?]{0,60}$/i;

/** One address that the article may mean by the tenant URL. */
interface Candidate {
  readonly shape: UrlShape;
  readonly example: boolean;
  readonly line: number;
  /** What stands before the address, to tell several apart. */
  readonly label: string;
}

function labelBefore(sentence: string, at: number): string {
  const upTo = sentence.slice(Math.max(0, at - 60), at).replace(/^.*https?:\/\/\S*\s*/, '');
  const before = upTo.replace(/[\s:–—"“`*(-]+$/, '');
  const found = /(?:^|[.,;:(]|\bor\b|\band\b|\bfor\b|\bin\b)\s*(?:the )?([\p{L}\p{N}][\p{L}\p{N} /&-]{0,30})$/u.exec(
    before,
  );
  const label = found?.[1]?.trim() ?? '';
  return /^(?:or|and)$/i.test(label) || addressLabel.test(label) || /\b(?:url|is|use|enter|input|value)\b/i.test(label)
    ? ''
    : label;
}

function candidatesIn(statement: Pick<Statement, 'text' | 'line'>, labelled: boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  let example = false;
  const told = toldPlaces(statement.text);
  for (const sentence of sentencesOf(statement.text)) {
    const mine = addressLabel.test(sentence);
    for (const { url, at } of urlsIn(sentence)) {
      if (isMicrosoft(url) || oauthAddress.test(url)) continue;
      if (!mine && (!labelled || otherUse.test(sentence))) continue;
      const before = sentence.slice(0, at);
      example ||= announced.test(before) || /^\(?\s*(?:for example|e\.g|example)/i.test(sentence);
      found.push({ shape: shapeOf(url, told), example, line: statement.line, label: labelBefore(sentence, at) });
    }
    if (/^\(?\s*(?:for example|e\.g|example)/i.test(sentence)) example = true;
  }
  return found;
}

const leads = /:\s*$|\b(?:following|below|depend\w*|based on|one of|regions?|data ?cent(?:er|re)s?)\b/i;
const followers = 8;

/** A list or code block of addresses belongs to the statement that announces it. */
function followersOf(statements: readonly Statement[], from: number): readonly Statement[] {
  const found: Statement[] = [];
  for (const statement of statements.slice(from + 1, from + 1 + followers)) {
    const addresses = [statement.text, ...statement.code].flatMap((text) => urlsIn(text));
    if (addresses.length === 0 || statement.text.length > 200 || otherUse.test(statement.text)) break;
    found.push(statement);
  }
  return found;
}

function gather(article: SortedArticle): readonly Candidate[] {
  const statements = statementsIn(article, 'vendor', 'configuration', 'other', 'intro');
  const found: Candidate[] = [];
  const seen = new Set<Statement>();
  for (const [at, statement] of statements.entries()) {
    if (!addressLabel.test(statement.text) || seen.has(statement)) continue;
    const own = candidatesIn(statement, true);
    found.push(...own);
    if (own.length > 0 || !leads.test(statement.text)) continue;
    for (const follower of followersOf(statements, at)) {
      seen.add(follower);
      found.push(...candidatesIn(follower, true));
    }
  }
  return [...found, ...tablesIn(article, 'vendor', 'configuration', 'other').flatMap(candidatesOfTable)];
}

/** A table of regions, each row with an address and what it is for; or one of the portal's fields, where one row is the address. */
function candidatesOfTable(table: ArticleTable): readonly Candidate[] {
  if (isFieldTable(table)) {
    return table.rows
      .filter(({ cells: [field = ''] }) => addressLabel.test(field))
      .flatMap(({ cells, line }) => candidatesIn({ line, text: cells.slice(1).join(' ') }, true));
  }
  if (!table.header.some((cell) => addressLabel.test(cell) || /^url$/i.test(cell))) return [];
  return table.rows.flatMap(({ cells, line }) => {
    const label = cells.find((cell) => cell !== '' && urlsIn(cell).length === 0) ?? '';
    return cells
      .flatMap((cell) => urlsIn(cell))
      .filter(({ url }) => !isMicrosoft(url) && !oauthAddress.test(url))
      .map(({ url }) => ({ shape: shapeOf(url), example: false, line, label }));
  });
}

const followedBy =
  /\byour ((?:[\p{L}\p{N}][\p{L}\p{N}.'’-]*\s){1,5}?)(url|address|domain|host(?: ?name)?|link)\b[^.]{0,30}?\b(?:followed by|appended (?:with|by)|with|plus|and then|and append|ending (?:in|with)|suffixed (?:with|by))\b\s*(?:the (?:path|suffix) )?["'“`*]*(\/[\w.~/-]{2,80})/iu;

/** A whole clause is no name of whose URL it is. */
const clause = /\b(?:is|are|was|be|has|have|tenant)\b/i;

/** "Your <vendor> URL followed by /scim/v2". */
function suffixed(article: SortedArticle): { readonly value: FieldValue; readonly line: number } | null {
  for (const { text, line } of statementsIn(article, 'vendor', 'configuration', 'other')) {
    const match = addressLabel.test(text) ? followedBy.exec(text) : null;
    const [, owner = '', noun = '', path = ''] = match ?? [];
    if (match === null || clause.test(owner)) continue;
    const name = camelCase(`${owner.trim()} ${noun.toLowerCase() === 'url' ? 'Url' : noun}`);
    const base = /url|address|link/i.test(noun) ? `{${name}}` : `https://{${name}}`;
    const hint = `Your ${owner.trim()} ${/url/i.test(noun) ? 'URL' : noun.toLowerCase()}`;
    return {
      line,
      value: { kind: 'template', template: `${base}${path.replace(/[.,]+$/, '')}`, variables: [{ name, hint }] },
    };
  }
  return null;
}

/** The patterns among the addresses, to tell an address that only shows one of them filled in. */
const patternsOf = (candidates: readonly Candidate[]): readonly RegExp[] =>
  candidates.flatMap(({ shape }) =>
    shape.kind === 'pattern'
      ? [
          new RegExp(
            `^${shape.template
              .split(/\{[^{}]*\}/)
              .map(escaped)
              .join('[^/]{1,100}')}/?$`,
            'i',
          ),
        ]
      : [],
  );

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const unique = (urls: readonly string[]): readonly string[] => [...new Set(urls)];
const sameAddress = (url: string): string => url.replace(/\/+$/, '').toLowerCase();

/** Where the article says that the address comes from, apart from addresses that it prints. */
export interface AddressOrigin {
  /** A step at the vendor hands it out. */
  readonly handedOut: boolean;
  /** That step calls it Tenant URL, so nothing else can be meant. */
  readonly byName: boolean;
  /** Support sends it. */
  readonly bySupport: boolean;
  /** Line of the statement that says so, or of the field. */
  readonly line: number | undefined;
}

/**
 * Takes an article and where the address is said to come from; gives what to enter as tenant URL: one address, a choice, a pattern,
 * or nothing to rely on. An illustration or the host of a test system is never offered as the address. Warns of each such doubt.
 */
export function readTenantUrl(article: SortedArticle, origin: AddressOrigin, findings: Findings): FieldValue {
  const all = gather(article);
  const real = all.filter(({ example }) => !example);
  const filled = patternsOf(all);
  const literals = distinct(
    real.filter(
      ({ shape }) => shape.kind === 'literal' && shape.production && !filled.some((one) => one.test(shape.url)),
    ),
  );
  const printed = unique(all.filter((one) => !literals.includes(one)).map(({ shape }) => shape.url));
  const tail = suffixed(article);
  if (tail !== null) return { ...tail.value, ...examplesOf([...literals.map(({ shape }) => shape.url), ...printed]) };
  const pattern =
    all.find(({ shape, example }) => shape.kind === 'pattern' && !example) ??
    all.find(({ shape }) => shape.kind === 'pattern');
  if (pattern?.shape.kind === 'pattern' && literals.length < 2) {
    const { template, variables, url } = pattern.shape;
    const examples = [...literals.map(({ shape }) => shape.url), ...printed].filter((one) => one !== url);
    return {
      kind: 'template',
      template,
      variables: variables.map((variable) => ({ ...variable })),
      ...examplesOf(examples),
    };
  }
  const [only] = literals;
  if (literals.length > 1) {
    return {
      kind: 'choice',
      choices: literals.map(({ shape, label }) => ({ label: label || choiceLabel(shape.url), value: shape.url })),
    };
  }
  if (only !== undefined && origin.byName && isForeignHost(article, only.shape.url)) {
    findings.warn(
      'wrongVendorName',
      `The tenant URL ${only.shape.url} is of a host that the article nowhere else speaks of, while the vendor shows the address; it is not offered`,
      only.line,
    );
    return { kind: 'fromVendor', examples: [only.shape.url] };
  }
  if (only !== undefined) return { kind: 'fixed', value: only.shape.url };
  return withoutAddress(all, origin, findings);
}

function withoutAddress(all: readonly Candidate[], origin: AddressOrigin, findings: Findings): FieldValue {
  for (const { shape, line } of all) {
    if (shape.kind === 'literal' && !shape.production) {
      findings.warn(
        'nonProductionUrl',
        `The tenant URL ${shape.url} looks like a test system and is not offered`,
        line,
      );
    }
  }
  const [first] = all;
  const onlyTests = all.every(({ shape }) => shape.kind === 'literal' && !shape.production);
  if (first !== undefined && !onlyTests)
    findings.warn('exampleUrlOnly', 'The article shows the tenant URL only as an illustration', first.line);
  if (first === undefined && (origin.bySupport || !origin.handedOut)) {
    const how = origin.bySupport
      ? 'The tenant URL comes from the vendor’s support'
      : 'The article does not say what the tenant URL is';
    findings.warn('tenantUrlNotStated', how, origin.line);
  }
  const examples = examplesOf(unique(all.map(({ shape }) => shape.url)));
  return { kind: origin.handedOut || origin.bySupport ? 'fromVendor' : 'free', ...examples };
}

const choiceLabel = (url: string): string => hostOfUrl(url) ?? url;

const examplesOf = (urls: readonly string[]): { readonly examples?: string[] } =>
  urls.length === 0 ? {} : { examples: [...urls] };

const distinct = (candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(
    (one, at) => candidates.findIndex((other) => sameAddress(other.shape.url) === sameAddress(one.shape.url)) === at,
  );
