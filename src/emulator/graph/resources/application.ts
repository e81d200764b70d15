import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import type { ApplicationRecord, AppRoleRecord, ServicePrincipalRecord } from '#emulator/state';
import { directoryCollection } from './directory-collection.ts';
import { graphTime } from './graph-time.ts';

const policyOfApplications = {
  filterable: {
    id: ['eq', 'in'],
    appId: ['eq', 'in'],
    applicationTemplateId: ['eq', 'ne'],
    displayName: ['eq', 'ne', 'startswith', 'endswith', 'in'],
    tags: ['any'],
  },
  orderable: ['displayName', 'id'],
  ...directoryCollection,
} as const;

/** How the collection of applications answers. Source: learn.microsoft.com/graph/api/application-list */
export const applicationPolicy: CollectionPolicy = { typeName: 'Application', ...policyOfApplications };

/** How the collection of service principals answers. Source: learn.microsoft.com/graph/api/serviceprincipal-list */
export const servicePrincipalPolicy: CollectionPolicy = { typeName: 'ServicePrincipal', ...policyOfApplications };

/** App roles as both resources show them; `origin` is read-only. Source: learn.microsoft.com/graph/api/resources/approle */
function appRoleResource(role: AppRoleRecord, origin: 'Application' | 'ServicePrincipal'): Resource {
  return { ...role, origin };
}

/** An application registration as Graph shows it. Source: learn.microsoft.com/graph/api/resources/application */
export function applicationResource(application: ApplicationRecord): Resource {
  return {
    id: application.id,
    appId: application.appId,
    applicationTemplateId: application.applicationTemplateId,
    createdDateTime: graphTime(application.createdAt),
    deletedDateTime: null,
    displayName: application.displayName,
    description: null,
    groupMembershipClaims: null,
    identifierUris: [],
    isFallbackPublicClient: false,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    tokenEncryptionKeyId: null,
    defaultRedirectUri: null,
    optionalClaims: null,
    addIns: [],
    api: apiOf(application),
    appRoles: application.appRoles.map((role) => appRoleResource(role, 'Application')),
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    keyCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
    passwordCredentials: [],
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    web: { homePageUrl: homePageOf(application.displayName), redirectUris: [], logoutUrl: null },
  };
}

/** A service principal as Graph shows it. Source: learn.microsoft.com/graph/api/resources/serviceprincipal */
export function servicePrincipalResource(
  record: ServicePrincipalRecord,
  application: ApplicationRecord | undefined,
  tenantId: string,
): Resource {
  return {
    id: record.id,
    deletedDateTime: null,
    accountEnabled: true,
    appId: record.appId,
    applicationTemplateId: record.applicationTemplateId,
    appDisplayName: application?.displayName ?? record.displayName,
    alternativeNames: [],
    appOwnerOrganizationId: tenantId,
    createdDateTime: graphTime(record.createdAt),
    displayName: record.displayName,
    appRoleAssignmentRequired: true,
    loginUrl: null,
    logoutUrl: null,
    homepage: homePageOf(record.displayName),
    notes: null,
    notificationEmailAddresses: [],
    preferredTokenSigningKeyThumbprint: null,
    replyUrls: [],
    servicePrincipalNames: [record.appId],
    servicePrincipalType: 'Application',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
    tokenEncryptionKeyId: null,
    samlSingleSignOnSettings: null,
    addIns: [],
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
    keyCredentials: [],
    oauth2PermissionScopes: application === undefined ? [] : apiOf(application).oauth2PermissionScopes,
    passwordCredentials: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    ...record.properties,
    preferredSingleSignOnMode: record.preferredSingleSignOnMode,
    appRoles: (application?.appRoles ?? []).map((role) => appRoleResource(role, 'Application')),
  };
}

function apiOf({ appId, displayName }: ApplicationRecord) {
  return {
    acceptMappedClaims: null,
    knownClientApplications: [],
    requestedAccessTokenVersion: null,
    oauth2PermissionScopes: [
      {
        adminConsentDescription: `Allow the application to access ${displayName} on behalf of the signed-in user.`,
        adminConsentDisplayName: `Access ${displayName}`,
        id: appId,
        isEnabled: true,
        type: 'User',
        userConsentDescription: `Allow the application to access ${displayName} on your behalf.`,
        userConsentDisplayName: `Access ${displayName}`,
        value: 'user_impersonation',
      },
    ],
    preAuthorizedApplications: [],
  };
}

function homePageOf(displayName: string): string {
  const name = encodeURIComponent(displayName.toLowerCase().replaceAll(' ', ''));
  return `https://account.activedirectory.windowsazure.com:444/applications/default.aspx?metadata=${name}|ISV9.1|primary|z`;
}
