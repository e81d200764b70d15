import { createHash } from 'node:crypto';
import type { SynchronizationSchema } from '#core/graph/shapes';
import { type AttributeDefinitionRecord, attributeDefinition, sourceObjects } from './attribute-definitions.ts';
import { mappingSourceOf } from './mapping-source.ts';
import type { MappingDefinition, VendorDefinition } from './vendor-definitions.ts';

type Rule = NonNullable<SynchronizationSchema['synchronizationRules']>[number];
type ObjectMappingRecord = NonNullable<Rule['objectMappings']>[number];
type AttributeMappingRecord = NonNullable<ObjectMappingRecord['attributeMappings']>[number];
type DirectoryRecord = NonNullable<SynchronizationSchema['directories']>[number];

/** Name that the source directory has in every schema, whatever the product is called today. */
export const sourceDirectoryName = 'Azure Active Directory';

/**
 * A GUID that is the same for the same name: rule and directory ids are fixed by the template.
 * Takes any text; gives a GUID.
 */
export function fixedGuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The schema a new job starts with: directories with their attributes, one rule, the default mappings.
 * Takes the vendor's definition; gives a new object each time, so a job may change its own.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema
 */
export function createDefaultSchema(vendor: VendorDefinition): SynchronizationSchema {
  return {
    id: vendor.templateId,
    version: 'v1.0',
    synchronizationRules: [defaultRule(vendor)],
    directories: [
      directory(fixedGuid('directory:source'), sourceDirectoryName, sourceObjects()),
      directory(fixedGuid(`directory:${vendor.vendorId}`), vendor.targetDirectoryName, targetObjects(vendor)),
    ],
  };
}

function directory(id: string, name: string, objects: NonNullable<DirectoryRecord['objects']>): DirectoryRecord {
  return { id, name, discoverabilities: 'None', discoveryDateTime: null, readOnly: false, version: null, objects };
}

function defaultRule(vendor: VendorDefinition): Rule {
  const { targetDirectoryName } = vendor;
  const users = objectMapping({
    name: `Provision Microsoft Entra ID Users`,
    source: 'User',
    target: vendor.userObjectName,
    mappings: vendor.userMappings,
  });
  const groups =
    vendor.groupMappings === null
      ? []
      : [
          objectMapping({
            name: 'Provision Microsoft Entra ID Groups',
            source: 'Group',
            target: vendor.groupObjectName,
            mappings: vendor.groupMappings,
          }),
        ];
  return {
    id: fixedGuid(`rule:${vendor.vendorId}`),
    name: 'USER_OUTBOUND_USER',
    priority: 1,
    editable: true,
    sourceDirectoryName,
    targetDirectoryName,
    containerFilter: null,
    groupFilter: null,
    metadata: [{ key: 'supportsProvisionOnDemand', value: 'true' }],
    objectMappings: [...groups, users],
  };
}

interface ObjectMappingParts {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly mappings: readonly MappingDefinition[];
}

function objectMapping(parts: ObjectMappingParts): ObjectMappingRecord {
  return {
    name: parts.name,
    enabled: true,
    flowTypes: 'Add, Update, Delete',
    sourceObjectName: parts.source,
    targetObjectName: parts.target,
    scope: null,
    metadata: [
      { key: 'EscrowBehavior', value: '"Default"' },
      { key: 'DisableMonitoringForChanges', value: 'false' },
      { key: 'Disposition', value: '"Normal"' },
      { key: 'IsCustomerDefined', value: 'false' },
      { key: 'ExcludeFromReporting', value: 'false' },
      { key: 'Unsynchronized', value: 'false' },
    ],
    attributeMappings: parts.mappings.map(attributeMapping),
  };
}

function attributeMapping(definition: MappingDefinition): AttributeMappingRecord {
  return {
    targetAttributeName: definition.target,
    source: mappingSourceOf(definition.expression),
    defaultValue: null,
    flowBehavior: 'FlowWhenChanged',
    flowType: definition.flowType ?? 'Always',
    matchingPriority: definition.matchingPriority ?? 0,
    exportMissingReferences: false,
  };
}

function targetObjects(vendor: VendorDefinition): NonNullable<DirectoryRecord['objects']> {
  const names = [...vendor.userMappings.map((each) => each.target), ...vendor.unmappedUserAttributes];
  const user = [idDefinition(), ...names.map((name) => targetAttribute(name, vendor))];
  const userObject = { name: vendor.userObjectName, metadata: [], supportedApis: [], attributes: user };
  if (vendor.groupMappings === null) return [userObject];
  const group = [idDefinition(), ...vendor.groupMappings.map((each) => targetAttribute(each.target, vendor))];
  return [userObject, { name: vendor.groupObjectName, metadata: [], supportedApis: [], attributes: group }];
}

const idDefinition = (): AttributeDefinitionRecord =>
  attributeDefinition('id', { anchor: true, mutability: 'ReadOnly' });

function targetAttribute(name: string, vendor: VendorDefinition): AttributeDefinitionRecord {
  if (name === 'active') return attributeDefinition(name, { type: 'Boolean' });
  if (name === 'userName') return attributeDefinition(name, { required: true });
  if (name === 'members') {
    const references = [vendor.userObjectName, vendor.groupObjectName];
    return attributeDefinition(name, { type: 'Reference', multivalued: true, references });
  }
  if (name.endsWith(':manager')) {
    return attributeDefinition(name, { type: 'Reference', references: [vendor.userObjectName] });
  }
  return attributeDefinition(name);
}
