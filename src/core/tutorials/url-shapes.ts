import { camelCase } from './plain-text.ts';

/** What an address in an article is: one to use, a pattern with places to fill, or only an illustration. */
export type UrlShape =
  | { readonly kind: 'literal'; readonly url: string; readonly production: boolean }
  | {
      readonly kind: 'pattern';
      readonly url: string;
      readonly template: string;
      readonly variables: readonly UrlVariable[];
    }
  | { readonly kind: 'sample'; readonly url: string };

/** One place of a pattern that a person fills. */
export interface UrlVariable {
  readonly name: string;
  readonly hint: string;
}

const urlInText =
  /https?:\/\/(?:<[^<>\n]{1,60}>|\{\{?[^{}\n]{1,60}\}\}?|\[[^[\]\n]{1,60}\]|[^\s<>"'`)\]}{[|“”‘’«»]){2,300}/gi;

/** An address that begins with a place and has no scheme: `<your domain>/scim`, `{company}.example.org/scim`. */
const placeFirst =
  /(?<![\w/:.<{[-])(?:<[^<>\n]{1,60}>|\{\{?[^{}\n]{1,60}\}\}?)(?:(?:\.[\w-]{1,60}){1,4}(?:\/[\w./-]{0,80})?|\/[\w./-]{2,80})/g;

/** A whole address of a SCIM endpoint without its scheme: `api.example.org/scim/v2`. */
const bareEndpoint =
  /(?<![\w/:.@<{[>}\]-])(?:[a-z0-9][a-z0-9-]{0,60}\.){1,4}[a-z]{2,12}(?:\/[\w.-]{1,60}){0,4}\/scim(?:\/[\w.-]{1,60}){0,4}\/?(?![\w<{[])/gi;

const withScheme = (url: string): string => (/^[^/]*[>}]\./.test(url) ? `https://${url}` : url);

/** Takes a text; gives the addresses in it, with places to fill in all spellings, each with where it begins. */
export function urlsIn(text: string): readonly { readonly url: string; readonly at: number }[] {
  const whole = [...text.matchAll(urlInText)]
    .map((match) => ({ url: match[0].replace(/(?<!\*[\w-]{1,40}\*)[.,;:!?*…]+$/, ''), at: match.index }))
    .filter(({ url }) => /^https?:\/\/[^/]*[\p{L}\p{N}<{[]/iu.test(url));
  const placed = [...text.matchAll(placeFirst)].map((match) => ({
    url: withScheme(match[0].replace(/[.]+$/, '')),
    at: match.index,
  }));
  const bare = [...text.matchAll(bareEndpoint)].map((match) => ({
    url: `https://${match[0].replace(/[.]+$/, '')}`,
    at: match.index,
  }));
  return [...whole, ...placed, ...bare].sort((one, other) => one.at - other.at);
}

const place = /<[^<>]{1,60}>|\{\{[^{}]{1,60}\}\}|\{[^{}]{1,60}\}|\[[^[\]]{1,60}\]|(?<=[/.])\*[\w -]{1,60}\*(?=[/.]|$)/g;

/** Words that stand in an address for the reader's own; a whole label of the host or segment of the path. */
const placeNoun =
  '(?:company|tenant|domain|sub-?domain|organi[sz]ation|org|instance|account|site|customer|workspace|client|team|region|environment|env)';
const ownWord = new RegExp(
  `^(?:your[-_]?[\\w-]{1,40}|(?:my|the)?[-_]?${placeNoun}[-_]?(?:name|id|url|domain|code|key|slug|identifier)?|x{2,}|guid|uuid)$`,
  'i',
);
/** Where the domain itself would be a place, only words that no vendor is called by count. */
const ownDomain = new RegExp(`^your[-_]?${placeNoun}[-_]?(?:name|id|url)?$`, 'i');
const ordinaryCapitals = /^(?:API|SCIM|WWW|EU|US|UK|AU|CA|V\d)$/;
const upperWord = /^[A-Z]{2,}(?:[_-][A-Z]{2,}){0,4}$/;
/** Shared words of vendors' own hosts: a lone label such as "account" or "team" before a domain is a place as often as a name. */
const commonHostLabel =
  /^(?:account|accounts|team|teams|region|client|site|workspace|customer|org|environment|env|instance)$/i;
const sampleLabel =
  /^(?:example|examples|acme|contoso|fabrikam|foo|bar|foobar|sample|mycompany|abc|xyz|123|test-?company|examplecompany|companyx)$/i;

const production =
  /(?:^|[.-])(?:qa|\w*dev|devel|development|test|testing|staging|stage|stg|sandbox|sbx|uat|preprod|pre-prod|preview|beta|demo|trial|freetrial|int|poc)\d{0,2}(?=[.-])/i;

/** Takes a host; says whether it is one that vendors use before production. The registered domain itself says nothing. */
export function isTestHost(host: string): boolean {
  const labels = host.toLowerCase().replace(/:\d+$/, '').split('.');
  const shortEnd = /^(?:co|com|org|net|gov|edu|ac)$/.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2;
  const own = labels.slice(0, -(shortEnd ? 3 : 2));
  return own.length > 0 && production.test(`${own.join('.')}.`);
}

/** A part of the path that names a test system. */
const testPath = /[/_-](?:tst|test|dev|qa|uat|stg|staging|sandbox)(?=[/_-]|$)/i;

/** Takes an address; says whether it is one for production. */
const isProduction = (url: string, host: string): boolean =>
  !isTestHost(host) && !/^http:/i.test(url) && !testPath.test(new URL(url).pathname);

const words = (written: string): string => written.replaceAll(/[_-]+/g, ' ').replaceAll(/\s+/g, ' ').trim();

const toldPlace =
  /\b(?:where|replac(?:e|ing)|substitut(?:e|ing))\s+(?:the )?["“'‘`*<{[]{0,3}([\p{L}\p{N}][\p{L}\p{N}_-]{1,40})["”'’`*>}\]]{0,3}\s+(?:is|are|with|by|represents|refers to|stands for|should be|must be)\b|["“'‘`]([\p{L}\p{N}][\p{L}\p{N}_-]{1,40})["”'’`]\s+(?:should|must|has to|needs to) be (?:replaced|substituted)\b/giu;

/** Takes a text; gives the words, in lower case, that it tells to replace: "where acme is your subdomain", "replace acme with". */
export const toldPlaces = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(toldPlace)].map(([, told, quoted]) => (told ?? quoted ?? '').toLowerCase()));

const noPlaces: ReadonlySet<string> = new Set();

interface Filled {
  readonly template: string;
  readonly variables: readonly UrlVariable[];
}

/** Every place of a pattern becomes `{name}`. */
function fill(url: string, told: ReadonlySet<string>): Filled {
  const variables = new Map<string, UrlVariable>();
  const put = (written: string): string => {
    const name = camelCase(written) || 'value';
    if (!variables.has(name)) variables.set(name, { name, hint: words(written) });
    return `{${name}}`;
  };
  const marked = url.replaceAll(place, (written) => put(written.replaceAll(/^[<{[*]+|[>}\]*]+$/g, '').trim()));
  const [scheme = '', rest = ''] = splitScheme(marked);
  const [host = '', ...path] = rest.split('/');
  const hostLabels = host.split('.');
  const isTold = (label: string, at: number): boolean => at < hostLabels.length - 2 && told.has(label.toLowerCase());
  const filledHost = hostLabels
    .map((label, at) => (isOwnLabel(label, at, hostLabels.length) || isTold(label, at) ? put(label) : label))
    .join('.');
  const filledPath = path.map((segment) =>
    isOwnSegment(segment) || told.has(segment.toLowerCase()) ? put(segment) : segment,
  );
  return { template: [`${scheme}${filledHost}`, ...filledPath].join('/'), variables: [...variables.values()] };
}

function splitScheme(url: string): readonly [string, string] {
  const at = url.indexOf('://');
  const end = at === -1 ? 0 : at + 3;
  return [url.slice(0, end), url.slice(end)];
}

function isOwnLabel(label: string, at: number, count: number): boolean {
  if (label.includes('{') || at === count - 1 || ordinaryCapitals.test(label)) return false;
  if (at === count - 2) return ownDomain.test(label);
  return upperWord.test(label) || (ownWord.test(label) && !(commonHostLabel.test(label) && count <= 3));
}

const isOwnSegment = (segment: string): boolean =>
  !segment.includes('{') &&
  !/^(?:scim|api|v\d|rest|users?|groups?|tenants?|accounts?|orgs?|organi[sz]ations?|customers?|site|region|domain|team|teams|client|company|workspace|instance|environment|account|org|env|tenant|customer)$/i.test(
    segment,
  ) &&
  (ownWord.test(segment) || (upperWord.test(segment) && /(?:ID|NAME|KEY|TENANT|DOMAIN|COMPANY|ORG)/.test(segment)));

/** Takes an address as an article writes it and the words that it tells to replace; gives what it is. */
export function shapeOf(url: string, told: ReadonlySet<string> = noPlaces): UrlShape {
  const { template, variables } = fill(url, told);
  if (variables.length > 0) {
    return template.length > 'https://'.length
      ? { kind: 'pattern', url, template, variables }
      : { kind: 'sample', url };
  }
  const host = hostOfUrl(url);
  if (host === null || !/^[\p{L}\p{N}.-]+(?::\d{1,5})?$/u.test(host)) return { kind: 'sample', url };
  const labels = host.split('.');
  if (labels.some((label, at) => at < labels.length - 1 && sampleLabel.test(label)) || labels.length < 2) {
    return { kind: 'sample', url };
  }
  return { kind: 'literal', url, production: isProduction(url, host) };
}

/** Takes an address; gives its host in lower case, or null when it is no address. */
export function hostOfUrl(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host.toLowerCase() : null;
}
