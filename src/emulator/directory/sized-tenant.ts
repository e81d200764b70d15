import type { TenantState } from '#emulator/state';
import type { TenantSize } from '#emulator/tenant-options';
import { SizedGroups } from './sized-groups.ts';
import { SizedPeople } from './sized-people.ts';

const day = 86_400_000;

/** Seed of generated tenants when none is named. */
export const defaultSizeSeed = 1;

/**
 * Makes a tenant large: the people and groups of the seed tenant stay, and generated ones follow until there are
 * `size.users` people. Takes the state as loaded, the size and the tenant's first moment in milliseconds; gives a state
 * of the same form. Nobody is made before somebody asks.
 */
export function sizeTenant(state: TenantState, size: TenantSize, startAt: number): TenantState {
  const count = Math.max(0, size.users - state.people.size);
  const directory = { seed: size.seed ?? defaultSizeSeed, count, domain: state.domain, changedAt: startAt - 30 * day };
  return {
    ...state,
    people: new SizedPeople(directory, state.people.values()),
    groups: new SizedGroups(directory, state.groups.values()),
  };
}
