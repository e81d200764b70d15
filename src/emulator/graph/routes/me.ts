import { transitiveGroupsOf } from '#emulator/directory/membership';
import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import type { GraphCall, GraphReply, GraphTenant } from '#emulator/graph/graph-tenant';
import type { CollectionPolicy } from '#emulator/graph/odata/collection';
import type { Resource } from '#emulator/graph/odata/evaluate-filter';
import { directoryCollection } from '#emulator/graph/resources/directory-collection';
import { groupResource } from '#emulator/graph/resources/group';
import { userPolicy, visibleUserResource } from '#emulator/graph/resources/user';
import type { Route } from '#emulator/graph/route';
import type { Person } from '#emulator/state';

const memberOfPolicy: CollectionPolicy = {
  typeName: 'DirectoryObject',
  filterable: {},
  orderable: [],
  ...directoryCollection,
};

const selfScopes = [
  'User.Read',
  'User.ReadBasic.All',
  'User.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];

/** The signed-in person and the tenant. Sources: learn.microsoft.com/graph/api/user-get, organization-list, user-list-transitivememberof */
export const meRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/me', scopes: selfScopes, right: 'member', handle: getMe },
  {
    method: 'GET',
    pattern: '/me/transitiveMemberOf',
    scopes: selfScopes,
    right: 'member',
    handle: (call, tenant) => membershipReply(call, tenant, 'all'),
  },
  {
    method: 'GET',
    pattern: '/me/memberOf',
    scopes: selfScopes,
    right: 'member',
    handle: (call, tenant) => membershipReply(call, tenant, 'all'),
  },
  {
    method: 'GET',
    pattern: '/me/transitiveMemberOf/microsoft.graph.directoryRole',
    scopes: selfScopes,
    right: 'member',
    handle: (call, tenant) => membershipReply(call, tenant, 'roles'),
  },
  {
    method: 'GET',
    pattern: '/organization',
    scopes: [...selfScopes, 'Organization.Read.All'],
    right: 'member',
    handle: listOrganization,
  },
  {
    method: 'GET',
    pattern: '/subscribedSkus',
    scopes: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Directory.Read.All'],
    right: 'member',
    handle: listSubscribedSkus,
  },
];

function getMe(call: GraphCall, tenant: GraphTenant): GraphReply {
  const item = visibleUserResource(call.person, call.token.scopes, call.person.id);
  return entityReply(call, tenant, { item, policy: userPolicy, contextName: 'users' });
}

function membershipReply(call: GraphCall, tenant: GraphTenant, kind: 'all' | 'roles'): GraphReply {
  const groups = kind === 'roles' ? [] : transitiveGroupsOf(tenant.state, call.person.id);
  const items = [
    ...directoryRolesOf(call.person, kind === 'all'),
    ...groups.map((group) => ({ '@odata.type': '#microsoft.graph.group', ...groupResource(group) })),
  ];
  return collectionReply(call, tenant, { items, policy: memberOfPolicy, contextName: 'directoryObjects' });
}

function directoryRolesOf(person: Person, typed: boolean): Resource[] {
  return person.roles.map(({ displayName, templateId }) => ({
    ...(typed ? { '@odata.type': '#microsoft.graph.directoryRole' } : {}),
    // Roles are activated once per tenant, so their object id is as good as the template's.
    id: templateId,
    deletedDateTime: null,
    description: displayName,
    displayName,
    roleTemplateId: templateId,
  }));
}

function listOrganization(call: GraphCall, tenant: GraphTenant): GraphReply {
  const { state } = tenant;
  const item = {
    id: state.tenantId,
    deletedDateTime: null,
    displayName: state.tenantName,
    assignedPlans: state.premium
      ? [{ capabilityStatus: 'Enabled', service: 'AADPremiumService', servicePlanId: premiumPlanId }]
      : [],
    countryLetterCode: 'NO',
    tenantType: 'AAD',
    verifiedDomains: [
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: true,
        name: state.domain,
        type: 'Managed',
      },
    ],
  };
  return collectionReply(call, tenant, { items: [item], policy: memberOfPolicy, contextName: 'organization' });
}

/** AAD_PREMIUM. Source: learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const premiumPlanId = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const premiumSkuId = '078d2b04-f1bd-4111-bbd4-b4b1b354cef4';

function listSubscribedSkus(call: GraphCall, tenant: GraphTenant): GraphReply {
  const sku = {
    id: `${tenant.state.tenantId}_${premiumSkuId}`,
    skuId: premiumSkuId,
    skuPartNumber: 'AAD_PREMIUM',
    capabilityStatus: 'Enabled',
    consumedUnits: tenant.state.people.size,
    servicePlans: [{ servicePlanId: premiumPlanId, servicePlanName: 'AAD_PREMIUM', provisioningStatus: 'Success' }],
  };
  const items = tenant.state.premium ? [sku] : [];
  return collectionReply(call, tenant, { items, policy: memberOfPolicy, contextName: 'subscribedSkus' });
}
