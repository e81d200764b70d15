import type { ResourceDialect, VendorDialect } from './dialect.ts';
import { enterpriseUserSchema } from './scim-types.ts';

const hour = 3_600_000;

const keepsAll: ResourceDialect = { attributes: 'any', required: [], filterable: 'any', unknown: 'ignore' };

const base = {
  acceptsPathlessPatch: true,
  userNameCaseExact: false,
  maxPageSize: 200,
  tokenOverlapMs: null,
  jwtLifetimeMs: null,
  oauth: null,
} as const;

const airstack: VendorDialect = {
  ...base,
  vendorId: 'airstack',
  displayName: 'Airstack',
  origins: ['https://api-as.lenovosoftware.com'],
  basePath: '/0/as/common/scim',
  user: { ...keepsAll, required: ['userName'] },
  group: null,
};

const cloudAcademy: VendorDialect = {
  ...base,
  vendorId: 'cloud-academy-sso',
  displayName: 'Cloud Academy - SSO',
  origins: ['https://cloudacademy.com', 'https://app.qa.com'],
  basePath: '/webhooks/ad/v1/scim',
  user: {
    attributes: ['userName', 'externalId', 'active', 'name.givenName', 'name.familyName'],
    required: ['userName'],
    filterable: ['userName'],
    unknown: 'ignore',
  },
  group: null,
  tokenOverlapMs: 8 * hour,
};

const askSpoke: VendorDialect = {
  ...base,
  vendorId: 'askspoke',
  displayName: 'askSpoke',
  origins: ['https://contoso.askspoke.com', 'https://example.askspoke.com'],
  basePath: '/scim/v2',
  user: {
    attributes: [
      'userName',
      'emails[type eq "work"].value',
      'active',
      'title',
      'name.givenName',
      'name.familyName',
      'name.formatted',
      'addresses[type eq "work"].locality',
      'addresses[type eq "work"].country',
      'addresses[type eq "work"].region',
      'externalId',
      `${enterpriseUserSchema}:department`,
      `${enterpriseUserSchema}:manager`,
      'urn:ietf:params:scim:schemas:extension:SpokeCustom:2.0:User:startDate',
    ],
    required: ['userName'],
    filterable: ['userName'],
    unknown: 'ignore',
  },
  group: {
    attributes: ['displayName', 'members'],
    required: ['displayName'],
    filterable: ['displayName'],
    unknown: 'ignore',
  },
  jwtLifetimeMs: 90 * 24 * hour,
};

const schoolStream: VendorDialect = {
  ...base,
  vendorId: 'schoolstream-asa',
  displayName: 'SchoolStream ASA',
  origins: ['https://contoso.schoolstream.example'],
  basePath: '/scim',
  user: {
    attributes: [
      'userName',
      'active',
      'displayName',
      'emails[type eq "work"].value',
      'preferredLanguage',
      'name.givenName',
      'name.familyName',
      'name.formatted',
      'phoneNumbers[type eq "mobile"].value',
      'externalId',
      `${enterpriseUserSchema}:organization`,
    ],
    // The school's site is found by its organization: an account without one belongs nowhere.
    required: ['userName', `${enterpriseUserSchema}:organization`],
    filterable: ['userName'],
    unknown: 'ignore',
  },
  group: {
    attributes: ['displayName', 'members', 'externalId'],
    required: ['displayName'],
    filterable: ['displayName'],
    unknown: 'ignore',
  },
  acceptsPathlessPatch: false,
};

const atea: VendorDialect = {
  ...base,
  vendorId: 'atea',
  displayName: 'Atea',
  origins: ['https://scim.atea.example'],
  basePath: '/scim/v2',
  user: {
    attributes: [
      'userName',
      'active',
      'emails[type eq "work"].value',
      'name.givenName',
      'name.familyName',
      'name.formatted',
      'phoneNumbers[type eq "mobile"].value',
      'locale',
      'nickName',
    ],
    required: ['userName'],
    filterable: ['userName'],
    unknown: 'refuse',
  },
  group: null,
  oauth: {
    authorizePath: '/oauth/authorize',
    tokenPath: '/oauth/token',
    clientId: 'entra-provisioning',
    accessTokenLifetimeSeconds: 3_600,
  },
};

const generic: VendorDialect = {
  ...base,
  vendorId: 'scim',
  displayName: 'SCIM demo application',
  origins: ['https://scim.demo.example'],
  basePath: '/scim',
  user: { ...keepsAll, required: ['userName'] },
  group: { ...keepsAll, required: ['displayName'] },
};

/** The dialects of the five gallery vendors and of the generic target for the non-gallery application. */
export const vendorDialects: readonly VendorDialect[] = [schoolStream, cloudAcademy, airstack, askSpoke, atea, generic];
