import type { SynchronizationSchema } from '#core/graph/shapes';

type Directory = NonNullable<SynchronizationSchema['directories']>[number];
type ObjectDefinition = NonNullable<Directory['objects']>[number];
/** An attribute definition in all its members. */
export type AttributeDefinitionRecord = NonNullable<ObjectDefinition['attributes']>[number];

/** What differs from a plain string attribute. */
export interface AttributeTraits {
  readonly type?: 'String' | 'Boolean' | 'Integer' | 'Reference';
  readonly anchor?: boolean;
  readonly required?: boolean;
  readonly multivalued?: boolean;
  readonly caseExact?: boolean;
  readonly mutability?: string;
  /** Objects a reference points to. */
  readonly references?: readonly string[];
}

/**
 * One attribute definition as the schema lists it.
 * Takes the name and what differs from a plain string; gives all members of the resource.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-attributedefinition
 */
export function attributeDefinition(name: string, traits: AttributeTraits = {}): AttributeDefinitionRecord {
  return {
    name,
    type: traits.type ?? 'String',
    anchor: traits.anchor ?? false,
    required: traits.required ?? false,
    multivalued: traits.multivalued ?? false,
    caseExact: traits.caseExact ?? false,
    mutability: traits.mutability ?? 'ReadWrite',
    defaultValue: null,
    flowNullValues: false,
    apiExpressions: [],
    metadata: [],
    referencedObjects: (traits.references ?? []).map((each) => ({
      referencedObjectName: each,
      referencedProperty: each === 'User' || each === 'Group' ? 'objectId' : 'id',
    })),
  };
}

const userStrings = [
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'mailNickname',
  'jobTitle',
  'department',
  'companyName',
  'employeeId',
  'employeeType',
  'employeeOrgData.costCenter',
  'employeeOrgData.division',
  'physicalDeliveryOfficeName',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
  'usageLocation',
  'preferredLanguage',
  'telephoneNumber',
  'mobile',
  'facsimileTelephoneNumber',
  'onPremisesDistinguishedName',
  'onPremisesImmutableId',
  'onPremisesSecurityIdentifier',
  'originalUserPrincipalName',
];

const extensionAttributes = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

/**
 * The source directory's objects: User and Group of Microsoft Entra ID.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
export function sourceObjects(): ObjectDefinition[] {
  const user = [
    attributeDefinition('objectId', { anchor: true, mutability: 'ReadOnly' }),
    ...[...userStrings, ...extensionAttributes].map((name) => attributeDefinition(name)),
    attributeDefinition('accountEnabled', { type: 'Boolean' }),
    attributeDefinition('dirSyncEnabled', { type: 'Boolean' }),
    attributeDefinition('IsSoftDeleted', { type: 'Boolean', mutability: 'ReadOnly' }),
    attributeDefinition('appRoleAssignments', { multivalued: true }),
    attributeDefinition('otherMails', { multivalued: true }),
    attributeDefinition('proxyAddresses', { multivalued: true }),
    attributeDefinition('manager', { type: 'Reference', references: ['User'] }),
  ];
  const group = [
    attributeDefinition('objectId', { anchor: true, mutability: 'ReadOnly' }),
    ...['displayName', 'description', 'mail', 'mailNickname'].map((name) => attributeDefinition(name)),
    attributeDefinition('mailEnabled', { type: 'Boolean' }),
    attributeDefinition('securityEnabled', { type: 'Boolean' }),
    attributeDefinition('dirSyncEnabled', { type: 'Boolean' }),
    attributeDefinition('members', { type: 'Reference', multivalued: true, references: ['User', 'Group'] }),
  ];
  return [
    { name: 'User', metadata: [], supportedApis: [], attributes: user },
    { name: 'Group', metadata: [], supportedApis: [], attributes: group },
  ];
}
