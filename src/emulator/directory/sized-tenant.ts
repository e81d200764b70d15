import { createLogHistory, type PeopleByNumber } from '#emulator/provisioning/log-history';
import type { LogPart } from '#emulator/provisioning/log-rows';
import type { Person, TenantState } from '#emulator/state';
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

/**
 * The log rows that a tenant of this size has from before its first moment.
 * Takes the sized state, the size and that moment in milliseconds; gives undefined when there are none. The rows belong
 * to the applications of the seed tenant that can be provisioned, or to all of them when none can.
 */
export function sizedLogHistory(state: TenantState, size: TenantSize, startAt: number): LogPart | undefined {
  const all = [...state.servicePrincipals.values()];
  const provisioned = all.filter(({ applicationTemplateId }) => {
    const template = applicationTemplateId === null ? undefined : state.galleryTemplates.get(applicationTemplateId);
    return template?.vendorId != null;
  });
  const applications = (provisioned.length > 0 ? provisioned : all).map(({ id, displayName, appId }) => ({
    id,
    displayName,
    appId,
  }));
  const rows = size.logRows ?? 0;
  if (rows === 0 || applications.length === 0) return undefined;
  const { tenantId } = state;
  const seed = size.seed ?? defaultSizeSeed;
  return createLogHistory({ seed, size: rows, tenantId, startAt, people: peopleByNumber(state), applications });
}

function peopleByNumber({ people }: TenantState): PeopleByNumber {
  const first = people instanceof SizedPeople ? people.first : [...people.values()];
  const generated = people instanceof SizedPeople ? people : null;
  const seeded = first.map((person) => ({ ...person, attributes: { ...person.attributes } }));
  const pick = (index: number): Person => {
    const person = seeded[index] ?? generated?.original(index - seeded.length);
    if (person === undefined) throw new RangeError(`There is no person ${index}.`);
    return person;
  };
  return {
    count: people.size,
    at: pick,
    idOf: (index) => seeded[index]?.id ?? generated?.originalId(index - seeded.length) ?? '',
  };
}
