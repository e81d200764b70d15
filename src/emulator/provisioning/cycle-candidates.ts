import { GeneratedMap } from '#emulator/directory/generated-map';
import type { Person } from '#emulator/state';
import type { CycleRun } from './cycle-run.ts';
import { type Entitlement, type Entitlements, isGoneForGood } from './entitlements.ts';

const keyOf = (entitlement: Entitlement): string =>
  `${entitlement.entitled} ${entitlement.roles
    .map((role) => role.id)
    .toSorted()
    .join(' ')}`;

/**
 * The entitlements in a form in which the next cycle can tell what changed.
 * Takes the entitlements; gives a text by person id.
 */
export function entitlementKeys(entitlements: Entitlements): ReadonlyMap<string, string> {
  return new Map([...entitlements.users].map(([id, entitlement]) => [id, keyOf(entitlement)]));
}

/**
 * The people a cycle has to look at.
 * Takes the run; gives ids, each once. A full cycle looks at everybody in scope and everybody linked; an incremental
 * one only at people who changed since the watermark, whose assignment changed, who failed, were held back or are gone.
 */
export function personCandidates(run: CycleRun): readonly string[] {
  const { state, runtime, entitlements } = run;
  const linked = runtime.links.User;
  const inReach = run.syncAll ? state.people : entitlements.users;
  const candidates = new Set<string>();
  if (run.full) {
    for (const id of inReach.keys()) candidates.add(id);
    for (const id of linked.keys()) candidates.add(id);
  } else {
    addChanged(run, candidates);
    for (const [id, key] of entitlementKeys(entitlements))
      if (runtime.entitlementKeys.get(id) !== key) candidates.add(id);
    for (const id of runtime.entitlementKeys.keys()) if (!entitlements.users.has(id)) candidates.add(id);
    for (const id of runtime.escrows.keys()) if (!state.groups.has(id)) candidates.add(id);
  }
  for (const id of runtime.stagedDeletes) if (!state.groups.has(id)) candidates.add(id);
  return [...candidates];
}

function addChanged(run: CycleRun, candidates: Set<string>): void {
  const { state, runtime, syncAll, entitlements } = run;
  const watermark = runtime.watermark ?? 0;
  const linked = runtime.links.User;
  // Of a generated directory only what was touched can have changed since.
  const people =
    state.people instanceof GeneratedMap ? (state.people.touched() as Iterable<Person>) : state.people.values();
  for (const person of people) {
    const isConcerned = syncAll || entitlements.users.has(person.id) || linked.has(person.id);
    if (isConcerned && hasChanged(person, watermark, run.now())) candidates.add(person.id);
  }
  for (const id of linked.keys()) if (!state.people.has(id)) candidates.add(id);
}

function hasChanged(person: Person, watermark: number, now: number): boolean {
  if (person.changedAt >= watermark) return true;
  // Nothing in the directory changes when the service's 30 days are over; the person is gone all the same.
  return isGoneForGood(person, now) && !isGoneForGood(person, watermark);
}

/**
 * The groups a cycle has to look at: all in scope and all linked ones, because any member may have changed, and those that
 * failed.
 * Takes the run; gives ids, each once.
 */
export function groupCandidates(run: CycleRun): readonly string[] {
  const { state, runtime, entitlements, syncAll } = run;
  const candidates = new Set<string>();
  if (syncAll) {
    for (const group of state.groups.values()) if (group.deletedAt === null) candidates.add(group.id);
  } else {
    for (const id of entitlements.groups.keys()) candidates.add(id);
  }
  for (const id of runtime.links.Group.keys()) candidates.add(id);
  for (const id of runtime.escrows.keys()) if (state.groups.has(id)) candidates.add(id);
  return [...candidates];
}

/**
 * People whose manager was not in the target yet and now is.
 * Takes the run; gives ids.
 */
export function resolvableReferences({ state, runtime }: CycleRun): readonly string[] {
  return [...runtime.pendingReferences].filter((id) => {
    const managerId = state.people.get(id)?.managerId ?? null;
    return managerId !== null && runtime.links.User.has(managerId) && runtime.links.User.has(id);
  });
}
