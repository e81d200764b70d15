import type { SynchronizationSchema } from '#core/graph/shapes';

const direct = (targetAttributeName: string, name: string, matchingPriority = 0) => ({
  targetAttributeName,
  source: { type: 'Attribute', name, expression: `[${name}]`, parameters: [] },
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority,
});

/** Names of the attributes that a schema offers. */
const attributes = (names: readonly string[]) => names.map((name) => ({ name, type: 'String' }));

export const organization = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization';

/** A schema as a job comes with it: people and groups, and members that are not known to the product. */
export const baseSchema: SynchronizationSchema & Record<string, unknown> = {
  '@odata.context': 'https://graph.demo.example/v1.0/$metadata#schema',
  id: 'job',
  version: 'v1',
  provisioningTaskIdentifier: 'kept',
  synchronizationRules: [
    {
      id: '03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8',
      name: 'USER_OUTBOUND_USER',
      priority: 1,
      editable: true,
      sourceDirectoryName: 'Azure Active Directory',
      targetDirectoryName: 'Airstack',
      containerFilter: null,
      objectMappings: [
        {
          name: 'Provision Microsoft Entra ID Users',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          sourceObjectName: 'User',
          targetObjectName: 'User',
          metadata: [{ key: 'Disposition', value: '"Normal"' }],
          scope: null,
          attributeMappings: [
            direct('userName', 'userPrincipalName', 1),
            direct('displayName', 'displayName'),
            {
              ...direct('active', 'x'),
              source: {
                type: 'Function',
                name: 'Not',
                expression: 'Not([IsSoftDeleted])',
                parameters: [
                  {
                    key: 'source',
                    value: { type: 'Attribute', name: 'IsSoftDeleted', expression: '[IsSoftDeleted]', parameters: [] },
                  },
                ],
              },
            },
          ],
        },
        {
          name: 'Provision Microsoft Entra ID Groups',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          sourceObjectName: 'Group',
          targetObjectName: 'Group',
          scope: null,
          attributeMappings: [direct('displayName', 'displayName', 1), direct('members', 'members')],
        },
      ],
    },
  ],
  directories: [
    {
      id: '1',
      name: 'Azure Active Directory',
      objects: [
        {
          name: 'User',
          attributes: attributes([
            'userPrincipalName',
            'displayName',
            'mail',
            'department',
            'extensionAttribute1',
            'IsSoftDeleted',
          ]),
        },
        { name: 'Group', attributes: attributes(['displayName', 'members']) },
      ],
    },
    {
      id: '2',
      name: 'Airstack',
      objects: [
        {
          name: 'User',
          attributes: attributes(['userName', 'displayName', 'active', 'emails[type eq "work"].value', organization]),
        },
        { name: 'Group', attributes: attributes(['displayName', 'members']) },
      ],
    },
  ],
};
