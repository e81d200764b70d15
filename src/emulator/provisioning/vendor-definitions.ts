import { coreGroupSchema, enterpriseUserSchema } from '#emulator/scim/scim-types';

/** One default attribute mapping: target, source expression, and what differs from the usual. */
export interface MappingDefinition {
  readonly target: string;
  readonly expression: string;
  readonly matchingPriority?: number;
  readonly flowType?: string;
}

/** OAuth settings of an application whose credentials come from "Authorize". */
export interface OAuthSettings {
  readonly authorizationUri: string;
  readonly tokenExchangeUri: string;
  readonly clientId: string;
  /** The endpoint the service calls; the administrator does not enter one. */
  readonly baseAddress: string;
}

/** What the provisioning service knows about one gallery application. */
export interface VendorDefinition {
  readonly vendorId: string;
  /** Id of the synchronization template and first part of job ids. */
  readonly templateId: string;
  /** Name of the target directory in the schema. */
  readonly targetDirectoryName: string;
  readonly galleryKey: string;
  readonly userObjectName: string;
  readonly userMappings: readonly MappingDefinition[];
  /** Target attributes that exist without a default mapping. */
  readonly unmappedUserAttributes: readonly string[];
  readonly groupObjectName: string;
  /** null: the application has no groups. */
  readonly groupMappings: readonly MappingDefinition[] | null;
  readonly oauth: OAuthSettings | null;
  /** Credential fields that its template asks for; left out: address and token. */
  readonly fields?: readonly { readonly name: string; readonly secret?: boolean }[];
}

const userName: MappingDefinition = { target: 'userName', expression: '[userPrincipalName]', matchingPriority: 1 };
const active: MappingDefinition = {
  target: 'active',
  expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
};
const displayName: MappingDefinition = { target: 'displayName', expression: '[displayName]' };
const title: MappingDefinition = { target: 'title', expression: '[jobTitle]' };
const workMail: MappingDefinition = { target: 'emails[type eq "work"].value', expression: '[mail]' };
const language: MappingDefinition = { target: 'preferredLanguage', expression: '[preferredLanguage]' };
const givenName: MappingDefinition = { target: 'name.givenName', expression: '[givenName]' };
const familyName: MappingDefinition = { target: 'name.familyName', expression: '[surname]' };
const formatted: MappingDefinition = { target: 'name.formatted', expression: 'Join(" ", [givenName], [surname])' };
const mobile: MappingDefinition = { target: 'phoneNumbers[type eq "mobile"].value', expression: '[mobile]' };
const nickname: MappingDefinition = { target: 'externalId', expression: '[mailNickname]' };
const department: MappingDefinition = { target: `${enterpriseUserSchema}:department`, expression: '[department]' };
const manager: MappingDefinition = { target: `${enterpriseUserSchema}:manager`, expression: '[manager]' };
const locality: MappingDefinition = { target: 'addresses[type eq "work"].locality', expression: '[city]' };
const region: MappingDefinition = { target: 'addresses[type eq "work"].region', expression: '[state]' };
const country: MappingDefinition = { target: 'addresses[type eq "work"].country', expression: '[country]' };

const groupDisplayName: MappingDefinition = {
  target: 'displayName',
  expression: '[displayName]',
  matchingPriority: 1,
};
const groupExternalId: MappingDefinition = { target: 'externalId', expression: '[objectId]' };
const groupMembers: MappingDefinition = { target: 'members', expression: '[members]' };

// The default mappings of the generic SCIM connector, as documented for an application without a table of its own.
const genericUserMappings: readonly MappingDefinition[] = [
  userName,
  active,
  displayName,
  title,
  workMail,
  language,
  givenName,
  familyName,
  formatted,
  { target: 'addresses[type eq "work"].formatted', expression: '[physicalDeliveryOfficeName]' },
  { target: 'addresses[type eq "work"].streetAddress', expression: '[streetAddress]' },
  locality,
  region,
  { target: 'addresses[type eq "work"].postalCode', expression: '[postalCode]' },
  country,
  { target: 'phoneNumbers[type eq "work"].value', expression: '[telephoneNumber]' },
  mobile,
  { target: 'phoneNumbers[type eq "fax"].value', expression: '[facsimileTelephoneNumber]' },
  nickname,
  { target: `${enterpriseUserSchema}:employeeNumber`, expression: '[employeeId]' },
  department,
  manager,
];

const gallery = { userObjectName: 'User', groupObjectName: 'Group', oauth: null, unmappedUserAttributes: [] } as const;

/** The five gallery applications and the non-gallery SCIM application, each with the default mappings of its document. */
export const vendorDefinitions: readonly VendorDefinition[] = [
  {
    ...gallery,
    vendorId: 'schoolstream-asa',
    templateId: 'schoolStreamAsa',
    targetDirectoryName: 'SchoolStream ASA',
    galleryKey: 'schoolstreamasa',
    userMappings: [
      userName,
      active,
      displayName,
      workMail,
      language,
      givenName,
      familyName,
      formatted,
      mobile,
      nickname,
    ],
    unmappedUserAttributes: [`${enterpriseUserSchema}:organization`],
    groupMappings: [groupDisplayName, groupExternalId, groupMembers],
  },
  {
    ...gallery,
    vendorId: 'cloud-academy-sso',
    templateId: 'cloudAcademySso',
    targetDirectoryName: 'Cloud Academy - SSO',
    galleryKey: 'cloudacademysso',
    userMappings: [userName, { target: 'externalId', expression: '[objectId]' }, active, givenName, familyName],
    groupMappings: null,
  },
  {
    ...gallery,
    vendorId: 'airstack',
    templateId: 'airstack',
    targetDirectoryName: 'Airstack',
    galleryKey: 'airstack',
    userMappings: genericUserMappings,
    groupMappings: null,
  },
  {
    ...gallery,
    vendorId: 'askspoke',
    templateId: 'askSpoke',
    targetDirectoryName: 'askSpoke',
    galleryKey: 'askspoke',
    userMappings: [
      userName,
      workMail,
      active,
      title,
      givenName,
      familyName,
      formatted,
      locality,
      country,
      region,
      nickname,
      department,
      manager,
    ],
    unmappedUserAttributes: ['urn:ietf:params:scim:schemas:extension:SpokeCustom:2.0:User:startDate'],
    groupMappings: [groupDisplayName, groupMembers],
  },
  {
    ...gallery,
    vendorId: 'atea',
    templateId: 'atea',
    targetDirectoryName: 'Atea',
    galleryKey: 'atea',
    userMappings: [
      userName,
      active,
      workMail,
      givenName,
      familyName,
      formatted,
      mobile,
      { target: 'locale', expression: '[preferredLanguage]' },
      { target: 'nickName', expression: '[mailNickname]' },
    ],
    groupMappings: null,
    oauth: {
      authorizationUri: 'https://scim.atea.example/oauth/authorize',
      tokenExchangeUri: 'https://scim.atea.example/oauth/token',
      clientId: 'entra-provisioning',
      baseAddress: 'https://scim.atea.example/scim/v2',
    },
  },
  {
    vendorId: 'scim',
    templateId: 'scim',
    targetDirectoryName: 'customappsso',
    galleryKey: 'customappsso',
    userObjectName: enterpriseUserSchema,
    userMappings: genericUserMappings,
    unmappedUserAttributes: [],
    groupObjectName: coreGroupSchema,
    groupMappings: [groupDisplayName, groupExternalId, groupMembers],
    oauth: null,
  },
];

/**
 * Template id with which non-gallery applications are made in the global cloud.
 * Source: learn.microsoft.com/graph/api/applicationtemplate-instantiate
 */
export const nonGalleryTemplateId = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
