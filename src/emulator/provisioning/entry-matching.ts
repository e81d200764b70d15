import { isRecord } from '#emulator/scim/scim-types';
import type { TargetValues } from './compiled-mapping.ts';
import { endpointOf, type KindRun } from './cycle-run.ts';
import type { EntryError } from './entry-event.ts';
import { entryError, entryFailureOf } from './entry-failure.ts';

/** What the search for an existing object in the target came to. */
export type MatchResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly resource: Record<string, unknown> & { readonly id: string } }
  | { readonly kind: 'noValue'; readonly attributes: readonly string[] }
  | { readonly kind: 'failed'; readonly error: EntryError };

/**
 * Looks for the object in the target by the matching attributes, in their order, with one filter request each.
 * Takes the run and the object's values; attributes without a value are passed over.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#matching-users-in-the-source-and-target-systems
 */
export async function findInTarget(kindRun: KindRun, values: TargetValues): Promise<MatchResult> {
  const { run, mapping, kind } = kindRun;
  const usable = mapping.matching.filter((each) => values[each.target] !== undefined);
  if (usable.length === 0) return { kind: 'noValue', attributes: mapping.matching.map((each) => each.target) };
  const more = kind === 'Group' ? 'excludedAttributes=members&' : '';
  for (const each of usable) {
    const filter = `${each.target} eq ${JSON.stringify(String(values[each.target]))}`;
    const answer = await run.client.send('GET', `${endpointOf(kind)}?${more}filter=${encodeURIComponent(filter)}`);
    const targetName = run.origin.targetSystem.displayName;
    if (answer.status >= 300) return { kind: 'failed', error: entryFailureOf(answer, { method: 'GET', targetName }) };
    const found = resourcesIn(answer.body);
    if (found.length > 1) {
      const reason = `${found.length} objects in ${targetName} match ${filter}.`;
      return { kind: 'failed', error: entryError('DuplicateTargetEntries', reason) };
    }
    const [resource] = found;
    if (resource !== undefined) return { kind: 'found', resource };
  }
  return { kind: 'none' };
}

function resourcesIn(body: unknown): readonly (Record<string, unknown> & { readonly id: string })[] {
  if (!isRecord(body) || !Array.isArray(body.Resources)) return [];
  return body.Resources.flatMap((each) =>
    isRecord(each) && typeof each.id === 'string' ? [{ ...each, id: each.id }] : [],
  );
}

/**
 * Claims the matching value of an object, so that no two source objects end up on one account.
 * Takes the run, the object's id and its values; gives the error when another object, still active or seen earlier in
 * this run, holds the value.
 */
export function claimMatch(kindRun: KindRun, sourceId: string, values: TargetValues): EntryError | null {
  const { run, mapping, kind } = kindRun;
  // Group names may repeat; only people are matched one to one.
  const first = kind === 'User' ? mapping.matching.find((each) => values[each.target] !== undefined) : undefined;
  if (first === undefined) return null;
  const value = String(values[first.target]).toLowerCase();
  const key = `${kind}|${first.target}|${value}`;
  const owner = run.runtime.claims.get(key);
  if (owner !== undefined && owner !== sourceId) {
    const held = run.runtime.links[kind].get(owner);
    // The owner may have been renamed or disabled since; then the value is free.
    const stillHolds = held?.active === true && String(held.values[first.target]).toLowerCase() === value;
    if (stillHolds || run.claimed.has(key)) {
      const reason = `Another ${kind} in the source directory has the same value of the matching attribute ${first.target}.`;
      return entryError('DuplicateSourceEntries', reason);
    }
  }
  run.runtime.claims.set(key, sourceId);
  run.claimed.add(key);
  return null;
}
