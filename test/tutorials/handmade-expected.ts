import type { VendorFacts } from '#core/profiles/profile-schema';

/** One row: name, type, filterable, required. */
export type Row = readonly [string, string, boolean | null, boolean | null];

/** What a hand-made article has to become. */
export interface ExpectedFacts {
  readonly name: string;
  readonly kind: VendorFacts['connection']['authenticationType'];
  readonly fields: readonly string[];
  /** What the tenant URL is: its kind, and the address, choice or pattern; null without such a field. */
  readonly address: readonly [string, ...(readonly string[])] | null;
  readonly users: readonly Row[];
  readonly groups?: readonly Row[];
  readonly groupSupport: VendorFacts['capabilities']['groups'];
  readonly warnings: readonly string[];
}

const token = ['BaseAddress', 'SecretToken'] as const;
const userName: Row = ['userName', 'String', null, null];
const given = { kind: 'bearerToken', fields: token, address: ['fromVendor'], users: [userName] } as const;
const group: readonly Row[] = [
  ['displayName', 'String', true, null],
  ['members', 'Reference', false, null],
];
const plainGroup: readonly Row[] = [
  ['displayName', 'String', null, null],
  ['members', 'Reference', null, null],
];

const pattern = (name: string, template: string): ExpectedFacts => ({
  ...given,
  name,
  address: ['template', template],
  groupSupport: 'none',
  warnings: ['missingFilterColumn'],
});

/** The articles that become a profile, by file. */
export const expectedFacts: Readonly<Record<string, ExpectedFacts>> = {
  'six-steps-colon': {
    ...given,
    name: 'Lapwing Desk',
    address: ['fixed', 'https://api.lapwing.test/scim/v2'],
    users: [
      ['userName', 'String', true, null],
      ['active', 'Boolean', false, null],
      ['emails[type eq "work"].value', 'String', false, null],
    ],
    groups: group,
    groupSupport: 'full',
    warnings: [],
  },
  'six-steps-dot': {
    ...given,
    name: 'Bittern Vault',
    users: [
      ['userName', 'String', true, true],
      ['active', 'Boolean', false, true],
      ['externalId', 'String', false, false],
      ['title', 'String', false, false],
    ],
    groupSupport: 'none',
    warnings: ['tenantUrlNotStated', 'contactVendorOnly', 'malformedTable'],
  },
  'headings-without-marks': {
    ...given,
    name: 'Curlew Board',
    address: ['template', 'https://{yourSubdomain}.curlew.test/scim/v2'],
    users: [userName, ['active', 'Boolean', null, null]],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'five-steps-authorize': {
    name: 'Dunlin Chat',
    kind: 'oauth2AuthorizationCode',
    fields: [],
    address: null,
    users: [userName, ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', 'Reference', null, null]],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'objective-pictures': {
    ...given,
    name: 'Egret Sign',
    users: [],
    groups: [],
    groupSupport: 'full',
    warnings: ['attributesOnlyInImage', 'attributesOnlyInImage'],
  },
  'legacy-password': {
    name: 'Fulmar Tools',
    kind: 'basic',
    fields: ['UserName', 'Password'],
    address: null,
    users: [],
    groupSupport: 'none',
    warnings: ['noAttributeTable'],
  },
  'new-portal-authorize': {
    name: 'Gannet Mail',
    kind: 'oauth2AuthorizationCode',
    fields: [],
    address: null,
    users: [
      ['userName', 'String', true, null],
      ['active', 'Boolean', false, null],
    ],
    groups: group,
    groupSupport: 'full',
    warnings: ['contradictoryCredentials', 'malformedTable'],
  },
  'new-portal-client-credentials': {
    name: 'Heron Gate',
    kind: 'oauth2ClientCredentials',
    fields: ['BaseAddress', 'ClientIdentifier', 'ClientSecret'],
    address: ['fromVendor'],
    users: [],
    groupSupport: 'none',
    warnings: ['attributesOnlyInImage'],
  },
  'user-token-domain': {
    name: 'Ibis Support',
    kind: 'vendorSpecific',
    fields: ['Domain', 'UserName', 'SecretToken'],
    address: null,
    users: [
      ['email', 'String', null, null],
      ['role', 'String', null, null],
    ],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'instance-and-account': {
    name: 'Jacana Flow',
    kind: 'basic',
    fields: ['InstanceName', 'UserName', 'Password'],
    address: null,
    users: [],
    groups: [],
    groupSupport: 'full',
    warnings: ['noAttributeTable', 'noAttributeTable'],
  },
  'address-only': {
    name: 'Kingfisher Badge',
    kind: 'tenantUrlOnly',
    fields: ['BaseAddress'],
    address: ['fixed', 'https://scim.kingfisher.test/entra'],
    users: [
      ['userName', 'String', null, true],
      ['active', 'Boolean', null, false],
    ],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'encoded-token': {
    ...given,
    name: 'Limpkin Pay',
    address: ['template', 'https://{idPId}.limpkin.test/admin/v1'],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'api-key-with-lifetime': {
    ...given,
    name: 'Merlin Lab',
    users: [
      ['userName', 'String', true, true],
      ['active', 'Boolean', false, true],
      ['userType', 'String', false, true],
      ['title', 'String', false, false],
    ],
    groupSupport: 'none',
    warnings: [],
  },
  'authorize-with-address': {
    name: 'Nightjar Meet',
    kind: 'oauth2AuthorizationCode',
    fields: ['BaseAddress'],
    address: ['fixed', 'https://api.nightjar.test/scim'],
    users: [
      ['userName', 'String', true, true],
      ['userType', 'String', false, false],
    ],
    groupSupport: 'none',
    warnings: ['malformedTable'],
  },
  'choice-as-list': {
    ...given,
    name: 'Oriole Plan',
    address: ['choice', 'https://us.oriole.test/scim/v2', 'https://eu.oriole.test/scim/v2'],
    users: [userName, ['roles[primary eq "True"].value', 'String', null, null]],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'choice-as-table': {
    ...given,
    name: 'Puffin Train',
    address: ['choice', 'https://na.puffin.test/scim', 'https://eu.puffin.test/scim', 'https://ap.puffin.test/scim'],
    users: [
      ['userName', 'String', true, null],
      ['active', 'Boolean', false, null],
    ],
    groupSupport: 'none',
    warnings: ['malformedTable'],
  },
  'pattern-braces': pattern('Quail Braces', 'https://api.quail.test/{accountId}/scim'),
  'pattern-double-braces': pattern('Quail Double', 'https://{yourDomain}.quail.test/scim'),
  'pattern-square': pattern('Quail Square', 'https://api.quail.test/{orgId}/scim'),
  'pattern-capitals': pattern('Quail Capitals', 'https://quail.test/scim/{tenantId}/v2'),
  'pattern-stars': pattern('Quail Stars', 'https://{yourOrgName}.quail.test/scim/v2'),
  'pattern-words': pattern('Quail Words', 'https://{yourcompany}.quail.test/scim'),
  'pattern-without-scheme': {
    ...given,
    name: 'Rail Notes',
    address: ['template', '{tenantURL}/scim/v2'],
    users: [],
    groupSupport: 'none',
    warnings: ['attributesOnlyInImage'],
  },
  'test-system-printed': {
    ...given,
    name: 'Siskin Suite',
    address: ['free'],
    groupSupport: 'none',
    warnings: ['nonProductionUrl', 'missingFilterColumn'],
  },
  'illustration-only': {
    ...given,
    name: 'Tern Mind',
    groupSupport: 'none',
    warnings: ['exampleUrlOnly', 'missingFilterColumn'],
  },
  'address-unstated': {
    ...given,
    name: 'Umbrette Ops',
    address: ['free'],
    groupSupport: 'none',
    warnings: ['tenantUrlNotStated', 'missingFilterColumn'],
  },
  'html-table': {
    ...given,
    name: 'Vireo Rooms',
    users: [
      ['userName', 'String', true, true],
      ['emails[type eq "work"].value', 'String', false, true],
      ['active', 'Boolean', false, false],
    ],
    groups: plainGroup,
    groupSupport: 'full',
    warnings: ['missingFilterColumn'],
  },
  'attributes-as-list': {
    ...given,
    name: 'Wheatear Web',
    users: [
      ['userName', 'String', true, true],
      ['active', 'Boolean', false, false],
      ['emails[type eq "work"].value', 'String', false, true],
    ],
    groups: plainGroup,
    groupSupport: 'full',
    warnings: ['missingFilterColumn'],
  },
  'title-row-above-header': {
    ...given,
    name: 'Xenops Time',
    users: [
      ['userName', 'String', true, null],
      ['active', 'Boolean', false, null],
    ],
    groupSupport: 'none',
    warnings: ['malformedTable'],
  },
  'groups-under-heading': {
    ...given,
    name: 'Yaffle Drive',
    users: [userName, ['displayName', 'String', null, null]],
    groups: [
      ['displayName', 'String', null, null],
      ['externalId', 'String', null, null],
    ],
    groupSupport: 'full',
    warnings: ['missingFilterColumn'],
  },
  'tabs-and-zones': {
    ...given,
    name: 'Zosterops Cloud',
    address: ['fixed', 'https://api.zosterops.test/scim'],
    users: [],
    groupSupport: 'none',
    warnings: ['attributesOnlyInImage'],
  },
  'underlined-headings': {
    ...given,
    name: 'Avocet Forms',
    address: ['fixed', 'https://api.avocet.test/scim'],
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'every-heading-first-level': {
    ...given,
    name: 'Brambling Learn',
    groupSupport: 'none',
    warnings: ['missingFilterColumn'],
  },
  'field-table-inbound': {
    name: 'Crake People to Active Directory User Provisioning',
    kind: 'basic',
    fields: ['BaseAddress', 'UserName', 'Password'],
    address: ['free'],
    users: [],
    groupSupport: 'unknown',
    warnings: ['renamedApplication', 'tenantUrlNotStated', 'noAttributeTable'],
  },
  writeback: {
    name: 'Dotterel Writeback',
    kind: 'basic',
    fields: ['BaseAddress', 'UserName', 'Password'],
    address: ['free'],
    users: [],
    groupSupport: 'none',
    warnings: ['tenantUrlNotStated', 'noAttributeTable'],
  },
  'on-premises-agent': {
    name: 'On-premises Eider app',
    kind: 'bearerToken',
    fields: token,
    address: ['free'],
    users: [],
    groupSupport: 'unknown',
    warnings: ['exampleUrlOnly', 'noAttributeTable'],
  },
  'renamed-and-retired': {
    ...given,
    name: 'Firecrest Desk',
    address: ['fixed', 'https://api.goldcrest.test'],
    groupSupport: 'none',
    warnings: ['renamedApplication', 'deprecatedIntegration', 'missingFilterColumn', 'staleBoilerplate'],
  },
  'slips-of-the-author': {
    ...given,
    name: 'Hoopoe Sales',
    users: [
      ['userName', 'String', true, null],
      ['emails[type eq “work”].value', 'String', false, null],
      ['urn:scim:schemas:extension:enterprise:1.0.department', 'String', false, null],
      ['addresses[type eq "work"]', 'String', false, null],
      ['userName', 'String', false, null],
    ],
    groups: group,
    groupSupport: 'none',
    warnings: [
      'wrongVendorName',
      'placeholderAppName',
      'malformedTable',
      'malformedAttribute',
      'malformedAttribute',
      'malformedAttribute',
      'duplicateAttribute',
      'unresolvedInclude',
      'contradictoryGroups',
    ],
  },
  'update-only-and-matching': {
    ...given,
    name: 'Killdeer Phone',
    users: [
      ['userName', 'String', true, null],
      ['primaryEmail', 'String', false, null],
    ],
    groups: [
      ['displayName', 'String', false, null],
      ['members', 'Reference', false, null],
    ],
    groupSupport: 'updateOnly',
    warnings: [],
  },
  'steps-of-bold-lost': {
    ...given,
    name: 'Linnet Cards',
    users: [],
    groupSupport: 'none',
    warnings: ['attributesOnlyInImage'],
  },
};

/** The articles that have to be refused, by file, with the reason. */
export const expectedRefusals: Readonly<Record<string, string>> = {
  'single-sign-on': 'notAProvisioningArticle',
  signpost: 'routesToAnotherArticle',
  'downstream-of-another': 'routesToAnotherArticle',
  'in-general': 'notAProvisioningArticle',
};
