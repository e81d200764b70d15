import type { ConnectionFacts, ConnectionField, FieldValue } from '#core/profiles/connection-facts';
import type { Statement } from './article.ts';
import { type CredentialSigns, credentialStatements, pickedAuthentication, signsIn } from './credential-signs.ts';
import { isMicrosoft } from './document-facts.ts';
import type { Findings } from './findings.ts';
import { sentencesOf } from './plain-text.ts';
import { handsOutAddress, readAddressLabel, readTokenLabel, readTokenTimes, yieldsOf } from './secret-words.ts';
import { type SortedArticle, statementsIn } from './sections.ts';
import { readTenantUrl } from './tenant-url.ts';
import { urlsIn } from './url-shapes.ts';
import { type VendorItem, vendorSteps } from './vendor-items.ts';

type Kind = ConnectionFacts['authenticationType'];

/** What the rest of the decision is made from. */
interface Evidence {
  readonly article: SortedArticle;
  readonly portal: CredentialSigns;
  readonly vendor: CredentialSigns;
  readonly steps: readonly VendorItem[];
  /** Notes and prose beside the steps, which may say where a value comes from. */
  readonly notes: readonly Pick<VendorItem, 'text' | 'line'>[];
  readonly statements: readonly Statement[];
  readonly picked: string | null;
}

function kindOfPick(picked: string): Kind | null {
  if (/client credentials/i.test(picked)) return 'oauth2ClientCredentials';
  if (/authori[sz]ation code|oauth/i.test(picked)) return 'oauth2AuthorizationCode';
  if (/basic/i.test(picked)) return 'basic';
  return /bearer|token/i.test(picked) ? 'bearerToken' : null;
}

function kindOfSigns(signs: CredentialSigns): Kind | null {
  if (signs.clientIdentifier !== null && signs.clientSecret !== null) return 'oauth2ClientCredentials';
  if (signs.authorize !== null) return 'oauth2AuthorizationCode';
  if (signs.userName !== null && signs.password !== null) return 'basic';
  if (signs.userName !== null && signs.secretToken !== null) return 'vendorSpecific';
  if (signs.secretToken !== null) return 'bearerToken';
  if (signs.userName !== null) return 'basic';
  return signs.tenantUrl === null ? null : 'tenantUrlOnly';
}

/** What the vendor's side says where the portal's step is boilerplate that was put over another kind of credentials. */
function kindAtVendor({ vendor, steps }: Evidence): Kind | null {
  const yields = new Set(steps.flatMap((step) => yieldsOf(step)));
  const pair = yields.has('ClientIdentifier') || (vendor.clientIdentifier !== null && vendor.clientSecret !== null);
  if (pair && !yields.has('SecretToken')) return 'oauth2ClientCredentials';
  if (yields.has('SecretToken')) return null;
  if (vendor.authorize !== null) return 'oauth2AuthorizationCode';
  return yields.has('Password') ? 'basic' : null;
}

/** The kind, and whether the portal's step was boilerplate put over it, so that its fields prove nothing. */
function decideKind(evidence: Evidence, findings: Findings): { readonly kind: Kind; readonly overwritten: boolean } {
  const { portal, picked, statements, article } = evidence;
  const encoded = encodes(article) && portal.secretToken !== null && portal.authorize === null;
  const chosen = picked === null ? (encoded ? 'bearerToken' : null) : kindOfPick(picked);
  const stated = chosen ?? kindOfSigns(portal);
  const atVendor = kindAtVendor(evidence);
  const line = portal.tenantUrl ?? portal.secretToken ?? statements[0]?.line;
  if (chosen === null && stated === 'bearerToken' && atVendor !== null && !encodes(article)) {
    findings.warn(
      'contradictoryCredentials',
      `The portal's step asks for a token, the vendor's side for ${kindWords[atVendor]}`,
      line,
    );
    return { kind: atVendor, overwritten: true };
  }
  const both = portal.authorize !== null && portal.secretToken !== null && stated === 'oauth2AuthorizationCode';
  if (both && chosen === null) {
    findings.warn(
      'contradictoryCredentials',
      'The portal’s steps name both Authorize and a secret token',
      portal.secretToken ?? undefined,
    );
  }
  if (stated !== null) return { kind: stated, overwritten: both && onlyBoilerplate(statements) };
  const vendorKind =
    atVendor ?? (evidence.steps.some((step) => yieldsOf(step).includes('SecretToken')) ? 'bearerToken' : null);
  findings.warn('contradictoryCredentials', 'The portal’s steps do not say which credentials are entered', line);
  return { kind: vendorKind ?? 'vendorSpecific', overwritten: false };
}

const boilerplate = /\bin the tenant url field, (?:enter|input) your .{1,100} tenant url and secret token\b/i;

/** Whether nothing but the sentence that was put over every article names the tenant URL. */
const onlyBoilerplate = (statements: readonly Statement[]): boolean =>
  statements.every(({ text }) => boilerplate.test(text) || !/\btenant ?url\b/i.test(text));

const kindWords: Readonly<Record<Kind, string>> = {
  bearerToken: 'a token',
  oauth2AuthorizationCode: 'authorizing in the browser',
  oauth2ClientCredentials: 'a client identifier and secret',
  basic: 'a user name and password',
  tenantUrlOnly: 'an address only',
  vendorSpecific: 'credentials of its own',
};

const encodes = (article: SortedArticle): boolean =>
  statementsIn(article, 'vendor', 'configuration', 'other').some(({ text }) => /\bbase ?-?64\b/i.test(text));

const shown: FieldValue = { kind: 'fromVendor' };

const field = (key: ConnectionField['key'], label: string, value: FieldValue = shown): ConnectionField => ({
  key,
  label,
  secret: key === 'SecretToken' || key === 'Password' || key === 'ClientSecret',
  required: true,
  value,
});

/** The label of a field as the portal's step sets it in bold. */
const boldLabel = (statements: readonly Statement[], pattern: RegExp, usual: string): string =>
  statements.flatMap(({ strong }) => strong).find((label) => pattern.test(label) && label.length <= 40) ?? usual;

/** Support as somebody to turn to; "to support provisioning" is none. */
const asking =
  /\b(?:contact|reach out|write to|e-?mail|success (?:team|manager)|support (?:team|ticket|case|request|staff|desk|portal|channel)|(?:the|our|your|from|by|with) (?:[\w&.-]+ ){0,4}support)\b/i;

function tenantUrlField({ article, steps, notes, portal, statements }: Evidence, findings: Findings): ConnectionField {
  const givenBy = steps.find((step) => yieldsOf(step).includes('BaseAddress'));
  const handing =
    givenBy ??
    notes.find((step) => yieldsOf(step).includes('BaseAddress')) ??
    statements.find((step) => handsOutAddress(step));
  const support = steps.find(({ text }) => asking.test(text));
  const bySupport =
    support !== undefined &&
    (handing === undefined || !steps.some(({ text }) => /\b(?:cop(?:y|ied)|generate|displayed|shown)\b/i.test(text)));
  const line = (bySupport ? (handing ?? support).line : undefined) ?? portal.tenantUrl ?? statements[0]?.line;
  const byName = /\btenant ur[li]\b/i.test(givenBy?.text ?? '');
  const value = readTenantUrl(article, { handedOut: handing !== undefined, byName, bySupport, line }, findings);
  const vendorLabel = value.kind === 'fromVendor' ? readAddressLabel(steps) : null;
  return { ...field('BaseAddress', 'Tenant URL', value), ...(vendorLabel === null ? {} : { vendorLabel }) };
}

function tokenField(evidence: Evidence, lifetime: string | null): ConnectionField {
  const { article, steps, vendor } = evidence;
  const vendorLabel = readTokenLabel(steps);
  const encoded =
    encodes(article) && (vendor.clientIdentifier !== null || vendor.userName !== null || vendor.password !== null);
  return {
    ...field('SecretToken', 'Secret Token', {
      kind: 'fromVendor',
      ...(encoded ? { encoding: 'base64UserColonPassword' as const } : {}),
      ...(lifetime === null ? {} : { lifetime }),
    }),
    ...(vendorLabel === null ? {} : { vendorLabel }),
  };
}

/** Fields that some older connectors want beside a user name. */
function extraFields({ portal, vendor }: Evidence): readonly ConnectionField[] {
  const instance = portal.instanceName ?? (portal.tenantUrl === null ? vendor.instanceName : null);
  return [
    ...(instance === null ? [] : [field('InstanceName', 'Instance Name', { kind: 'free' })]),
    ...(portal.domain === null || instance !== null ? [] : [field('Domain', 'Domain', { kind: 'free' })]),
    ...(portal.companyId === null ? [] : [field('CompanyId', 'Company ID', { kind: 'free' })]),
  ];
}

function fieldsOf(kind: Kind, evidence: Evidence, findings: Findings): ConnectionField[] {
  const { portal, statements } = evidence;
  const { lifetime } = times(evidence.article);
  const address = portal.tenantUrl === null ? [] : [tenantUrlField(evidence, findings)];
  const user = field('UserName', boldLabel(statements, /user ?(?:name|id)/i, 'Admin Username'), { kind: 'free' });
  const password = field('Password', boldLabel(statements, /password/i, 'Admin Password'), { kind: 'free' });
  switch (kind) {
    case 'bearerToken':
      return [...address, tokenField(evidence, lifetime)];
    case 'oauth2AuthorizationCode':
      return address;
    case 'oauth2ClientCredentials':
      return [
        ...address,
        ...(portal.tokenEndpoint === null && evidence.vendor.tokenEndpoint === null
          ? []
          : [field('Oauth2TokenExchangeUri', 'Token Endpoint')]),
        field('ClientIdentifier', 'Client Identifier'),
        field('ClientSecret', 'Client Secret'),
      ];
    case 'basic':
      return [
        ...address,
        ...extraFields(evidence),
        user,
        password,
        ...(portal.secretToken === null ? [] : [tokenField(evidence, lifetime)]),
      ];
    case 'tenantUrlOnly':
      return address;
    case 'vendorSpecific':
      return [
        ...address,
        ...extraFields(evidence),
        ...(portal.userName === null ? [] : [user]),
        ...(portal.secretToken === null ? [] : [tokenField(evidence, lifetime)]),
      ];
  }
}

const times = (article: SortedArticle) =>
  readTokenTimes(
    statementsIn(article, 'vendor', 'configuration', 'limits', 'prerequisites', 'other', 'troubleshooting').flatMap(
      ({ text }) => sentencesOf(text),
    ),
  );

/** A note in the portal's steps with an address is no boilerplate. */
const notesAddress = (article: SortedArticle): boolean =>
  statementsIn(article, 'configuration', 'other').some(
    ({ text, quoted }) => quoted && /\btenant url\b/i.test(text) && urlsIn(text).some(({ url }) => !isMicrosoft(url)),
  );

/** What boilerplate says of a token and an address proves neither. */
function withoutBoilerplate(evidence: Evidence): Evidence {
  const { portal, vendor, article } = evidence;
  const tenantUrl = vendor.tenantUrl !== null || notesAddress(article) ? portal.tenantUrl : null;
  return { ...evidence, portal: { ...portal, tenantUrl, secretToken: null } };
}

/** The vendor's steps and the portal's step may call the same token by two names. */
function warnOfTokenNames({ statements, steps }: Evidence, findings: Findings): void {
  const said = steps.map(({ text }) => text.toLowerCase()).join(' ');
  for (const { text, strong, line } of statements) {
    const name = strong.find((label) => /token|key|secret/i.test(label) && text.includes(`${label} value`));
    if (name === undefined || said === '' || /^secret token$/i.test(name) || said.includes(name.toLowerCase()))
      continue;
    findings.warn('staleBoilerplate', `The portal's step calls the token ${name}, the vendor's steps do not`, line);
  }
}

/**
 * Takes an article and the entries of its vendor sections; gives how the provisioning service signs in and what has to be entered, by
 * Graph's secret keys. Which key an uncommon connector wants is not in articles: the template's metadata decides at run time.
 */
export function readConnection(
  article: SortedArticle,
  items: readonly VendorItem[],
  findings: Findings,
): ConnectionFacts {
  const statements = credentialStatements(article);
  const evidence: Evidence = {
    article,
    statements,
    portal: signsIn(statements),
    vendor: signsIn(statementsIn(article, 'vendor')),
    steps: vendorSteps(items),
    notes: items.flatMap(({ text, notes, line }) => [text, ...notes].map((one) => ({ text: one, line }))),
    picked: pickedAuthentication(statementsIn(article, 'configuration', 'other')),
  };
  const { kind, overwritten } = decideKind(evidence, findings);
  const trusted = overwritten ? withoutBoilerplate(evidence) : evidence;
  warnOfTokenNames(evidence, findings);
  const { overlap } = times(article);
  return {
    authenticationType: kind,
    ...(evidence.picked === null ? {} : { authenticationChoices: [evidence.picked] }),
    fields: fieldsOf(kind, trusted, findings),
    interactiveAuthorization: kind === 'oauth2AuthorizationCode',
    tokenOverlap: kind === 'oauth2AuthorizationCode' ? null : overlap,
  };
}
