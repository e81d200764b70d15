import type { SynchronizationSchema } from '#core/graph/shapes';
import type { AttributeMapping } from '#shared/model/attribute-mapping';

/** The source that the service gives back for an attribute of this name. */
export const attribute = (name: string) => ({ type: 'Attribute', name, expression: `[${name}]`, parameters: [] });
/** An attribute mapping as the service gives it back. */
export const live: AttributeMapping = {
  targetAttributeName: 'displayName',
  source: attribute('displayName'),
  defaultValue: null,
  exportMissingReferences: false,
  flowBehavior: 'FlowWhenChanged',
  flowType: 'Always',
  matchingPriority: 0,
};

/** A schema of one object mapping, User to User. */
export const schema: SynchronizationSchema = {
  id: 'job',
  version: 'v1',
  unknownMember: { kept: true },
  synchronizationRules: [
    {
      id: 'rule',
      editable: true,
      sourceDirectoryName: 'Azure Active Directory',
      targetDirectoryName: 'App',
      objectMappings: [
        {
          sourceObjectName: 'User',
          targetObjectName: 'User',
          enabled: true,
          flowTypes: 'Add, Update, Delete',
          scope: null,
          metadata: [{ key: 'Disposition', value: '"Normal"' }],
          attributeMappings: [
            { ...live, targetAttributeName: 'userName', source: attribute('userPrincipalName'), matchingPriority: 1 },
            live,
          ],
        },
      ],
    },
  ],
  directories: [
    {
      name: 'Azure Active Directory',
      objects: [
        { name: 'User', attributes: [{ name: 'userPrincipalName' }, { name: 'displayName' }, { name: 'mail' }] },
      ],
    },
    {
      name: 'App',
      objects: [{ name: 'User', attributes: [{ name: 'userName' }, { name: 'displayName' }, { name: 'title' }] }],
    },
  ],
};
