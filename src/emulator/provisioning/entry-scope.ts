import { toBoolean } from '#emulator/scim/scim-types';
import type { KindRun } from './cycle-run.ts';
import { decideEntry, type EntryDecision, isInScope } from './entry-decision.ts';
import type { ScopeVerdict } from './entry-event.ts';
import { evaluateScopingFilter } from './scoping-filter.ts';
import type { SourceEntry } from './source-entry.ts';

/**
 * The scope of one object.
 * Takes the run and the object; gives the verdict with each clause of the scoping filter.
 */
export function scopeOf({ run, mapping }: KindRun, entry: SourceEntry): ScopeVerdict {
  const filter = evaluateScopingFilter(mapping.scope, entry.attributes(!entry.active));
  return {
    active: entry.active,
    assigned: run.syncAll || entry.entitlement !== null,
    hasRole: run.syncAll || entry.entitlement?.entitled === true,
    filterPassed: filter.passed,
    clauses: filter.clauses,
  };
}

/** True when a mapping turns the account off for an object that left: `active` comes out as false. */
function canDisable({ run, mapping, kind }: KindRun, entry: SourceEntry): boolean {
  const active = kind === 'User' ? mapping.attributes.find((each) => each.target === 'active') : undefined;
  if (active?.evaluate == null || active.onCreateOnly) return false;
  const context = {
    attributes: entry.attributes(true),
    now: run.now(),
    appRoleAssignments: entry.roles,
    defaultDomain: run.state.domain,
  };
  const result = active.evaluate(context);
  return result.ok && toBoolean(result.value) === false;
}

/**
 * The decision about one object.
 * Takes the run and the object; changes nothing and sends nothing, so deletes can be counted before any is made.
 */
export function decide(kindRun: KindRun, entry: SourceEntry): { verdict: ScopeVerdict; decision: EntryDecision } {
  const { run, mapping, kind } = kindRun;
  const verdict = scopeOf(kindRun, entry);
  const link = run.runtime.links[kind].get(entry.id) ?? null;
  // On demand the service disables people who were unassigned, but not those who were disabled in the directory.
  if (run.onDemandMembers !== null && kind === 'User' && entry.exists && !entry.active) {
    return { verdict, decision: { kind: 'skip', reason: 'NotActive' } };
  }
  const leaves = link !== null && entry.exists && !isInScope(verdict);
  const decision = decideEntry({
    exists: entry.exists,
    verdict,
    link,
    flow: mapping.flow,
    canDisable: leaves && canDisable(kindRun, entry),
    skipOutOfScopeDeletions: run.settings.skipOutOfScopeDeletions,
  });
  return { verdict, decision };
}
