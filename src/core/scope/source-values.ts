import type { AttributeValue } from '#core/expressions/values';
import type { ReadAttribute } from '#core/schema/scoping-filter';

/** A person or group as a page of Microsoft Graph gives it; only what was selected is there. */
export type DirectoryRecord = Readonly<Record<string, unknown>>;

/**
 * Names of the provisioning service that differ from Graph's.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
const graphNames: ReadonlyMap<string, string> = new Map([
  ['objectId', 'id'],
  ['mobile', 'mobilePhone'],
  ['telephoneNumber', 'businessPhones'],
  ['physicalDeliveryOfficeName', 'officeLocation'],
  ['facsimileTelephoneNumber', 'faxNumber'],
  ['dirSyncEnabled', 'onPremisesSyncEnabled'],
  ['immutableId', 'onPremisesImmutableId'],
  ['netbiosName', 'onPremisesDomainName'],
]);

/** Properties of a user that a list gives back when they are selected. Source: learn.microsoft.com/graph/api/resources/user */
const userProperties: ReadonlySet<string> = new Set(
  (
    'id accountEnabled ageGroup businessPhones city companyName consentProvidedForMinor country department displayName ' +
    'employeeId employeeType faxNumber givenName jobTitle mail mailNickname mobilePhone officeLocation ' +
    'onPremisesDistinguishedName onPremisesDomainName onPremisesImmutableId onPremisesSamAccountName ' +
    'onPremisesSecurityIdentifier onPremisesSyncEnabled onPremisesUserPrincipalName otherMails postalCode ' +
    'preferredLanguage proxyAddresses securityIdentifier state streetAddress surname usageLocation userPrincipalName userType'
  ).split(' '),
);

/** Source: learn.microsoft.com/graph/api/resources/group */
const groupProperties: ReadonlySet<string> = new Set(
  'id description displayName mail mailEnabled mailNickname onPremisesSamAccountName onPremisesSyncEnabled securityEnabled visibility'.split(
    ' ',
  ),
);

/** What `User.ReadBasic.All` shows. Source: learn.microsoft.com/graph/permissions-reference (User.ReadBasic.All) */
const basicProperties: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
]);

const extensionAttribute = /^extensionAttribute([1-9]|1[0-5])$/;
const directoryExtension = /^extension_[0-9a-f]{32}_\w+$/i;

/** What is read of one kind of object, and how the service's names are read from it. */
export interface SourceReading {
  /** Graph properties to select. */
  readonly select: readonly string[];
  /** Names of the service that Graph does not give. */
  readonly unreadable: readonly string[];
  /** Names of the service that need more permission than there is. */
  readonly hidden: readonly string[];
  readonly of: (record: DirectoryRecord) => ReadAttribute;
}

type Getter = (record: DirectoryRecord) => AttributeValue | undefined;

const plain = (value: unknown): AttributeValue => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
  return null;
};

/** The service has one business telephone where Graph has a list. */
const firstOf = (value: unknown): AttributeValue => (Array.isArray(value) ? plain(value[0]) : plain(value));

const nested = (record: DirectoryRecord, property: string, name: string): AttributeValue => {
  const inside = record[property];
  return typeof inside === 'object' && inside !== null ? plain((inside as DirectoryRecord)[name]) : null;
};

const onPremises = 'onPremisesExtensionAttributes';

function propertyOf(name: string, kind: 'person' | 'group'): string | null {
  const property = graphNames.get(name) ?? name;
  if (kind === 'group') return groupProperties.has(property) ? property : null;
  if (extensionAttribute.test(name)) return onPremises;
  return userProperties.has(property) || directoryExtension.test(name) ? property : null;
}

function getterOf(name: string, property: string): Getter {
  if (property === onPremises) return (record) => nested(record, onPremises, name);
  if (name === 'telephoneNumber') return (record) => firstOf(record[property]);
  // A person's nickname is the part of the user principal name before the @ where the directory has none.
  if (name === 'mailNickname')
    return (record) => plain(record[property]) ?? (plain(record.userPrincipalName)?.toString().split('@')[0] || null);
  return (record) => plain(record[property]);
}

/**
 * Takes the names of attributes that filters and mappings look at, the kind of object and whether people can be read in full;
 * gives what to select and how to read it. `IsSoftDeleted` of an object in scope is the text "False". Pure.
 */
export function sourceReading(
  names: Iterable<string>,
  { kind, full }: { readonly kind: 'person' | 'group'; readonly full: boolean },
): SourceReading {
  const getters = new Map<string, Getter>([['IsSoftDeleted', () => 'False']]);
  const select = new Set(kind === 'person' ? ['id', 'displayName', 'userPrincipalName'] : ['id', 'displayName']);
  if (kind === 'person' && full) select.add('accountEnabled');
  const unreadable: string[] = [];
  const hidden: string[] = [];
  for (const name of new Set(names)) {
    if (getters.has(name)) continue;
    const property = propertyOf(name, kind);
    if (property === null) unreadable.push(name);
    else if (kind === 'person' && !full && !basicProperties.has(property)) hidden.push(name);
    else {
      select.add(property);
      getters.set(name, getterOf(name, property));
    }
  }
  return {
    select: [...select],
    unreadable,
    hidden,
    of: (record) => (name) => getters.get(name)?.(record),
  };
}
