import type { AssignedAppRole } from '#core/expressions/values';
import type { Group, Person, TenantState } from '#emulator/state';
import type { Entitlement, Entitlements } from './entitlements.ts';
import { isActiveGroup, isActivePerson } from './entitlements.ts';
import { groupAttributes, personAttributes, type SourceAttributes } from './source-attributes.ts';

/** A person or a group on its way through the engine; `exists` is false once the directory no longer has it. */
export interface SourceEntry {
  readonly id: string;
  readonly kind: 'User' | 'Group';
  readonly exists: boolean;
  readonly active: boolean;
  readonly displayName: string;
  readonly reportableIdentifier: string;
  readonly details: Readonly<Record<string, string>>;
  readonly entitlement: Entitlement | null;
  readonly roles: readonly AssignedAppRole[];
  /** Attributes for mappings; `softDeleted` becomes `IsSoftDeleted`. */
  attributes(softDeleted: boolean): SourceAttributes;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * A person for the engine.
 * Takes the tenant's state, the person's id and the entitlements; a person who is gone for good has no attributes.
 */
export function personEntry(state: TenantState, id: string, entitlements: Entitlements): SourceEntry {
  const person: Person | undefined = state.people.get(id);
  const entitlement = entitlements.users.get(id) ?? null;
  const roles = (entitlement?.roles ?? []).map(({ id: roleId, value, displayName }) => ({
    id: roleId,
    value,
    displayName,
  }));
  const base = { id, kind: 'User', entitlement, roles } as const;
  if (person === undefined) return { ...base, ...missing(id) };
  const displayName = text(person.attributes.displayName);
  return {
    ...base,
    exists: true,
    active: isActivePerson(person),
    displayName,
    reportableIdentifier: person.userPrincipalName,
    details: {
      id,
      odatatype: 'User',
      DisplayName: displayName,
      UserPrincipalName: person.userPrincipalName,
    },
    attributes: (softDeleted) => personAttributes(person, { softDeleted }),
  };
}

/**
 * A group for the engine.
 * Takes the tenant's state, the group's id and the entitlements; a deleted group counts as gone.
 */
export function groupEntry(state: TenantState, id: string, entitlements: Entitlements): SourceEntry {
  const group: Group | undefined = state.groups.get(id);
  const base = { id, kind: 'Group', entitlement: entitlements.groups.get(id) ?? null, roles: [] } as const;
  if (group === undefined || !isActiveGroup(group)) {
    return { ...base, ...missing(id), ...(group === undefined ? {} : { displayName: group.displayName }) };
  }
  return {
    ...base,
    exists: true,
    active: true,
    displayName: group.displayName,
    reportableIdentifier: group.displayName,
    details: { id, odatatype: 'Group', DisplayName: group.displayName },
    attributes: () => groupAttributes(group),
  };
}

const missing = (id: string): Omit<SourceEntry, 'id' | 'kind' | 'entitlement' | 'roles'> => ({
  exists: false,
  active: false,
  displayName: '',
  reportableIdentifier: id,
  details: {},
  attributes: () => ({ objectId: id }),
});
