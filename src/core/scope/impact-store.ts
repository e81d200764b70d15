import { canonicalJson } from '#core/journal/canonical-json';
import { CoreError } from '#core/rpc/errors';
import type { KnownImpacts, PlannedImpact } from '#core/setup/impact-in-plan';
import type { AssignmentConfiguration, ObjectMappingConfiguration } from '#shared/model/configuration';
import type { Impact } from '#shared/model/scope';

const remembered = 50;

/** The part of a change that decides who leaves. */
export interface ScopeOfChange {
  readonly people: 'assigned' | 'everyone';
  /** As it was asked for; undefined = as it is in the tenant. */
  readonly skipOutOfScopeDeletions?: boolean | undefined;
  readonly mappings: readonly ObjectMappingConfiguration[];
  readonly assign: readonly AssignmentConfiguration[];
}

/** Impacts of this process by id. `impactOf` raises `plan_stale` (impactUnknown, impactOfAnotherChange). */
export interface ImpactStore extends KnownImpacts {
  keep(impact: Impact, change: ScopeOfChange): void;
}

const keyOf = ({ people, skipOutOfScopeDeletions, mappings }: Omit<ScopeOfChange, 'assign'>): string =>
  canonicalJson([people, skipOutOfScopeDeletions ?? null, mappings.map((mapping) => canonicalJson(mapping)).sort()]);

const who = ({ user, group }: AssignmentConfiguration): string => (user ?? group ?? '').toLowerCase();

const stale = (reason: string, message: string): CoreError =>
  new CoreError('plan_stale', message, { reason, nextStep: 'Look at the impact again, then make the plan.' });

/**
 * Takes an impact; gives what a plan says of it. Where groups could not be read, nobody is known to lose the account while some
 * cannot be told, or people leave before a first cycle has ended, the number is not known. Pure.
 */
export function plannedImpact({ hasRun, effects, people, groups, missing, warnings }: Impact): PlannedImpact {
  const known = effects.disables + effects.deletes;
  const open = people.open + (groups?.open ?? 0);
  // A first cycle that goes on at this moment may make the accounts that are counted as not there yet.
  const leaving = hasRun ? 0 : people.leaving + (groups?.leaving ?? 0);
  const unknown = missing.some(({ scope }) => scope.startsWith('Group')) || (known === 0 && open + leaving > 0);
  return { deprovisioned: unknown ? null : known, warnings };
}

/** Takes what counts an impact that nobody asked for; gives an empty store. */
export function createImpactStore(count: KnownImpacts['count']): ImpactStore {
  const kept = new Map<string, { readonly impact: Impact; readonly change: ScopeOfChange }>();
  return {
    count,
    keep(impact, change) {
      kept.set(impact.id, { impact, change });
      const [oldest] = kept.keys();
      if (kept.size > remembered && oldest !== undefined) kept.delete(oldest);
    },
    impactOf(id, { scope, mappings, application, assignments }) {
      const found = kept.get(id);
      if (found === undefined) throw stale('impactUnknown', 'This program does not know that impact any more.');
      const { impact, change } = found;
      const { people, skipOutOfScopeDeletions } = scope;
      const planned = new Set(assignments.map(who));
      const isOther =
        (application.servicePrincipalId !== undefined &&
          application.servicePrincipalId !== impact.servicePrincipalId) ||
        keyOf(change) !== keyOf({ people, skipOutOfScopeDeletions, mappings }) ||
        // Whoever was counted as assigned by the change has to be assigned by it.
        !change.assign.every((one) => planned.has(who(one)));
      if (isOther)
        throw stale(
          'impactOfAnotherChange',
          'The impact was computed for another change than the one that is planned.',
        );
      return plannedImpact(impact);
    },
  };
}
