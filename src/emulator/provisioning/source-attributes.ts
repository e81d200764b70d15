import type { AttributeValue, Group, Person } from '#emulator/state';

/** The attributes of a source object by the names that mappings use. */
export type SourceAttributes = Record<string, AttributeValue>;

/** Names in the provisioning service that differ from the names in Graph. */
const graphNames: ReadonlyMap<string, string> = new Map([
  ['mobile', 'mobilePhone'],
  ['telephoneNumber', 'businessPhones'],
  ['physicalDeliveryOfficeName', 'officeLocation'],
  ['facsimileTelephoneNumber', 'faxNumber'],
  ['dirSyncEnabled', 'onPremisesSyncEnabled'],
]);

/** What the engine knows about a person beside the directory. */
export interface PersonFacts {
  /** True when the account has to be inactive in the target: out of scope, disabled or deleted. */
  readonly softDeleted: boolean;
}

/**
 * A person as mappings and scoping filters see them.
 * Takes the person and what the engine decided; gives attributes by the service's names, `manager` as object id.
 * `IsSoftDeleted` and `accountEnabled` are the texts "True" and "False", as in the logs.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 */
export function personAttributes(person: Person, facts: PersonFacts): SourceAttributes {
  const attributes = renamed(person.attributes);
  attributes.mailNickname ??= person.userPrincipalName.split('@')[0] ?? null;
  attributes.objectId = person.id;
  attributes.userPrincipalName = person.userPrincipalName;
  attributes.accountEnabled = person.accountEnabled ? 'True' : 'False';
  attributes.IsSoftDeleted = facts.softDeleted ? 'True' : 'False';
  attributes.manager = person.managerId;
  return attributes;
}

/**
 * A group as mappings and scoping filters see it.
 * Takes the group; gives attributes by the service's names. Members are references and not among them.
 */
export function groupAttributes(group: Group): SourceAttributes {
  const attributes = renamed(group.attributes);
  attributes.mailNickname ??= null;
  attributes.objectId = group.id;
  attributes.displayName = group.displayName;
  attributes.securityEnabled = group.securityEnabled ? 'True' : 'False';
  attributes.mailEnabled = group.mailEnabled ? 'True' : 'False';
  return attributes;
}

function renamed(attributes: Readonly<Record<string, AttributeValue>>): SourceAttributes {
  const result: SourceAttributes = { ...attributes };
  for (const [name, graphName] of graphNames) {
    if (name in result) continue;
    const value = attributes[graphName];
    // The service has one business telephone where Graph has a list.
    result[name] = Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
  }
  return result;
}
