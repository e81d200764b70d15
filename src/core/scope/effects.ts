import type { ObjectMapping } from '#core/graph/shapes';
import { flowActions } from '#core/schema/flow-actions';
import type { ReadAttribute } from '#core/schema/scoping-filter';
import type { Impact, ScopeCounts } from '#shared/model/scope';
import type { MappingSides } from './change.ts';
import { compileSource } from './rewrites.ts';

/** What a cycle does to accounts. */
export type Effects = Impact['effects'];

/** Takes both sides' counts of one kind of object and what a cycle may do with it. */
export interface EffectInput {
  readonly counts: ScopeCounts;
  readonly rewritten: number;
  /** Of those, whose accounts a changed mapping turns off although they stay in scope. */
  readonly turnedOff: number;
  /** The mapping after the change; null = none. */
  readonly mapping: ObjectMapping | null;
  /** False: no cycle has run, so nobody has an account through this job yet. */
  readonly hasRun: boolean;
  readonly skipOutOfScopeDeletions: boolean;
}

const softDeleted: ReadAttribute = (name) => (name === 'IsSoftDeleted' ? 'True' : null);

/**
 * Takes an object mapping; says whether it turns accounts off: a mapping that always flows reads IsSoftDeleted and comes out as
 * False for somebody who left. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works (deprovisioning)
 */
export const canDisable = (mapping: ObjectMapping): boolean =>
  (mapping.attributeMappings ?? []).some(({ source, flowType }) => {
    if ((flowType ?? 'Always').toLowerCase() === 'objectaddonly') return false;
    const compiled = compileSource(source);
    if (!compiled.attributes.includes('IsSoftDeleted')) return false;
    return compiled.value(softDeleted, 0)?.toLowerCase() === 'false';
  });

const none: Effects = { creates: 0, updates: 0, disables: 0, deletes: 0 };

/** Takes counts and rules; gives what a cycle does to the accounts, where each person who enters is counted as a new account. Pure. */
export function effectsOf({
  counts,
  rewritten,
  turnedOff,
  mapping,
  hasRun,
  skipOutOfScopeDeletions,
}: EffectInput): Effects {
  if (mapping === null) return none;
  // Flags that are not known here leave the usual ones as they are.
  const actions = flowActions(mapping.flowTypes) ?? ['create', 'update', 'delete'];
  const creates = actions.includes('create') ? (hasRun ? counts.entering : counts.after) : 0;
  if (!hasRun) return { ...none, creates };
  const leaving = skipOutOfScopeDeletions ? 0 : counts.leaving;
  const off = canDisable(mapping);
  const updates = actions.includes('update');
  return {
    creates,
    updates: updates ? rewritten - turnedOff : 0,
    disables: updates ? (off ? leaving : 0) + turnedOff : 0,
    deletes: !off && actions.includes('delete') ? leaving : 0,
  };
}

/** Takes effects; gives their sum. Pure. */
export const addedEffects = (one: Effects, other: Effects): Effects => ({
  creates: one.creates + other.creates,
  updates: one.updates + other.updates,
  disables: one.disables + other.disables,
  deletes: one.deletes + other.deletes,
});

/** Takes the sides of a mapping; gives the one after the change, or null when it is off or missing. Pure. */
export const mappingAfter = (sides: MappingSides | null): ObjectMapping | null => sides?.after ?? null;
