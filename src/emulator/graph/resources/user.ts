import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import type { Person } from '#emulator/state';
import { directoryCollection } from './directory-collection.ts';
import { graphTime } from './graph-time.ts';

const defaultProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

const moreTextProperties = [
  'city',
  'companyName',
  'country',
  'department',
  'employeeId',
  'employeeType',
  'faxNumber',
  'mailNickname',
  'onPremisesSamAccountName',
  'postalCode',
  'state',
  'streetAddress',
  'usageLocation',
];

/** Documented properties that this tenant keeps for nobody unless a seed names them. Source: learn.microsoft.com/graph/api/resources/user */
const unusedProperties = [
  'ageGroup',
  'consentProvidedForMinor',
  'onPremisesDistinguishedName',
  'onPremisesDomainName',
  'onPremisesImmutableId',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'onPremisesUserPrincipalName',
  'securityIdentifier',
];
const unusedLists = ['otherMails', 'proxyAddresses'];

/** Properties that User.ReadBasic.All shows. Source: learn.microsoft.com/graph/permissions-reference (User.ReadBasic.All) */
const basicProperties = ['id', 'displayName', 'givenName', 'surname', 'mail', 'userPrincipalName'];
const textProperties = [...defaultProperties, ...moreTextProperties, ...unusedProperties];
const fullScopes = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

const text = ['eq', 'ne', 'startswith', 'endswith', 'in'] as const;
const plain = ['eq', 'ne', 'in'] as const;

/** How the collection of users answers. Source: learn.microsoft.com/graph/api/user-list */
export const userPolicy: CollectionPolicy = {
  typeName: 'User',
  filterable: {
    id: ['eq', 'ne', 'in'],
    userPrincipalName: text,
    displayName: text,
    givenName: text,
    surname: text,
    mail: text,
    mailNickname: text,
    jobTitle: text,
    department: text,
    employeeId: text,
    city: text,
    country: text,
    accountEnabled: plain,
  },
  orderable: ['displayName', 'userPrincipalName', 'id'],
  ...directoryCollection,
  defaultSelect: defaultProperties,
};

const extensionNames = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

function extensionsOf(attributes: Person['attributes']): Resource {
  const extensions: Record<string, unknown> = {};
  for (const name of extensionNames) extensions[name] = attributes[name] ?? null;
  return extensions;
}

/** A person as the resource `user`, every property that this tenant knows. Source: learn.microsoft.com/graph/api/resources/user */
export function userResource(person: Person): Resource {
  const { attributes } = person;
  const resource: Record<string, unknown> = {
    id: person.id,
    userPrincipalName: person.userPrincipalName,
    accountEnabled: person.accountEnabled,
    userType: attributes.userType ?? (person.userPrincipalName.includes('#EXT#') ? 'Guest' : 'Member'),
    createdDateTime: graphTime(person.changedAt),
    deletedDateTime: person.deletedAt === null ? null : graphTime(person.deletedAt),
    businessPhones: attributes.businessPhones ?? [],
    onPremisesExtensionAttributes: extensionsOf(attributes),
  };
  for (const name of textProperties) resource[name] ??= attributes[name] ?? null;
  for (const name of unusedLists) resource[name] = attributes[name] ?? [];
  return resource;
}

/** What a token's scopes let the caller see of a user; hidden properties read null. */
export function visibleUserResource(person: Person, scopes: ReadonlySet<string>, selfId: string): Resource {
  const resource = userResource(person);
  if (person.id === selfId || fullScopes.some((scope) => scopes.has(scope))) return resource;
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [name, basicProperties.includes(name) ? value : hidden(value)]),
  );
}

function hidden(value: unknown): unknown {
  return Array.isArray(value) ? [] : null;
}
