import type { FlowActions } from './compiled-mapping.ts';
import type { ScopeVerdict } from './entry-event.ts';

/** What the decision about one object rests on. */
export interface EntryFacts {
  /** False once the directory no longer has the object. */
  readonly exists: boolean;
  readonly verdict: ScopeVerdict;
  /** null: the object was never linked to one in the target. */
  readonly link: { readonly active: boolean } | null;
  readonly flow: FlowActions;
  /** True when a mapping turns the account off in the target. */
  readonly canDisable: boolean;
  readonly skipOutOfScopeDeletions: boolean;
}

export type SkipReason =
  | 'NotEffectivelyEntitled'
  | 'ScopingFilter'
  | 'NotActive'
  | 'AlreadyDisabled'
  | 'SkipOutOfScopeDeletions'
  | 'ActionNotAllowed'
  | 'Gone';

/** What is to be done with one object; `export` creates or updates. */
export type EntryDecision =
  | { readonly kind: 'export' }
  | { readonly kind: 'disable' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'skip'; readonly reason: SkipReason };

const skip = (reason: SkipReason): EntryDecision => ({ kind: 'skip', reason });

/** True when the object is to have an active account in the target. */
export function isInScope(verdict: ScopeVerdict): boolean {
  return verdict.active && verdict.assigned && verdict.hasRole && verdict.filterPassed;
}

/**
 * Decides what happens to one object. Pure.
 * In scope: export. Out of scope or inactive and linked: disable where a mapping can and updates are allowed, else
 * delete where deletes are allowed. Gone from the directory: delete.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works#deprovisioning
 */
export function decideEntry(facts: EntryFacts): EntryDecision {
  const { verdict, link, flow } = facts;
  if (!facts.exists) {
    if (link === null) return skip('Gone');
    return flow.delete ? { kind: 'delete' } : skip('ActionNotAllowed');
  }
  if (isInScope(verdict)) return { kind: 'export' };
  if (link === null) return skip(outOfScopeReason(verdict));
  if (verdict.active && facts.skipOutOfScopeDeletions) return skip('SkipOutOfScopeDeletions');
  if (!link.active) return skip('AlreadyDisabled');
  if (facts.canDisable) return flow.update ? { kind: 'disable' } : skip('ActionNotAllowed');
  return flow.delete ? { kind: 'delete' } : skip('ActionNotAllowed');
}

function outOfScopeReason(verdict: ScopeVerdict): SkipReason {
  if (!verdict.assigned || !verdict.hasRole) return 'NotEffectivelyEntitled';
  return verdict.filterPassed ? 'NotActive' : 'ScopingFilter';
}
