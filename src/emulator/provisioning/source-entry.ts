import type { AssignedAppRole } from '#core/expressions/values';
import type { Group, Person, TenantState } from '#emulator/state';
import type { Entitlement, Entitlements } from './entitlements.ts';
import { isActiveGroup, isActivePerson, isGoneForGood } from './entitlements.ts';
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

/** What source objects are read from. */
export interface SourceDirectory {
  readonly state: TenantState;
  readonly entitlements: Entitlements;
  readonly now: () => number;
}

/**
 * A person for the engine.
 * Takes the directory and the person's id; a person who is gone for good has no attributes.
 */
export function personEntry({ state, entitlements, now }: SourceDirectory, id: string): SourceEntry {
  const found: Person | undefined = state.people.get(id);
  const person = found === undefined || isGoneForGood(found, now()) ? undefined : found;
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
 * Takes the directory and the group's id; a deleted group counts as gone.
 */
export function groupEntry({ state, entitlements }: SourceDirectory, id: string): SourceEntry {
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
