import type { AppRoleAssignment, SynchronizationSchema } from '#core/graph/shapes';
import { type ContentFacts, configurationOf, contentOf } from '#core/snapshots/content';
import type { LiveNow } from '#core/snapshots/rollback';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import { ServicePrincipalId, SynchronizationJobId, VendorId } from '#shared/model/ids';

export const sofia = '22222222-2222-4222-8222-222222222222';
export const kenji = '33333333-3333-4333-8333-333333333333';
const roleId = '44444444-4444-4444-8444-444444444444';

export const constant = (targetAttributeName: string, value: string): AttributeMapping => ({
  targetAttributeName,
  source: { type: 'Constant', name: value, expression: `"${value}"`, parameters: [] },
});

export const direct = (targetAttributeName: string, name: string): AttributeMapping => ({
  targetAttributeName,
  source: { type: 'Attribute', name, expression: `[${name}]`, parameters: [] },
});

export const assignment = (principalId: string, principalDisplayName: string): AppRoleAssignment => ({
  id: `assignment-${principalId}`,
  appRoleId: roleId,
  principalId,
  principalType: 'User',
  principalDisplayName,
});

export const schemaWith = (
  attributeMappings: readonly AttributeMapping[],
  attributes: readonly string[] = ['userName', 'title'],
): SynchronizationSchema => ({
  id: 'schema',
  version: 'v1',
  synchronizationRules: [
    {
      id: 'rule',
      name: 'rule',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'User',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          attributeMappings: [...attributeMappings],
        },
      ],
    },
  ],
  directories: [
    {
      id: 'd',
      name: 'target',
      objects: [{ name: 'User', attributes: attributes.map((name) => ({ name, type: 'String' })) }],
    },
  ],
});

/** Takes what differs; gives an application as it may have been read. */
export const facts = (overrides: Partial<ContentFacts> = {}): ContentFacts => ({
  vendor: VendorId.parse('airstack'),
  servicePrincipalId: ServicePrincipalId.parse('11111111-1111-4111-8111-111111111111'),
  name: 'Airstack',
  roles: [{ id: roleId, displayName: 'User', value: null, isEnabled: true, allowedMemberTypes: ['User'] }],
  job: { id: SynchronizationJobId.parse('scim.1'), templateId: 'scim', schedule: { state: 'Active' } },
  schema: schemaWith([direct('userName', 'userPrincipalName'), direct('title', 'jobTitle')]),
  secrets: [
    { key: 'BaseAddress', value: 'https://scim.example/v2' },
    { key: 'SecretToken', value: '*' },
    { key: 'SyncAll', value: 'false' },
  ],
  assignments: [assignment(sofia, 'Sofia')],
  oauth: false,
  missing: [],
  ...overrides,
});

export const content = (overrides: Partial<ContentFacts> = {}) => contentOf(facts(overrides));

export const live = (overrides: Partial<ContentFacts> = {}): LiveNow => {
  const now = facts(overrides);
  return { facts: now, configuration: configurationOf(now).configuration };
};
