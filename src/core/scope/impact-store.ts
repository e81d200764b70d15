import { canonicalJson } from '#core/journal/canonical-json';
import { CoreError } from '#core/rpc/errors';
import type { KnownImpacts } from '#core/setup/impact-in-plan';
import type { ObjectMappingConfiguration } from '#shared/model/configuration';
import type { Impact } from '#shared/model/scope';

const remembered = 50;

/** The part of a change that decides who leaves. */
export interface ScopeOfChange {
  readonly people: 'assigned' | 'everyone';
  readonly mappings: readonly ObjectMappingConfiguration[];
}

/** Impacts of this process by id. `impactOf` raises `plan_stale` (impactUnknown, impactOfAnotherChange). */
export interface ImpactStore extends KnownImpacts {
  keep(impact: Impact, change: ScopeOfChange): void;
}

const keyOf = ({ people, mappings }: ScopeOfChange): string =>
  canonicalJson([
    people,
    mappings
      .filter(({ scopingFilter, enabled }) => scopingFilter !== undefined || enabled !== undefined)
      .map(({ source, target, scopingFilter, enabled }) =>
        canonicalJson([source, target, scopingFilter ?? null, enabled ?? null]),
      )
      .sort(),
  ]);

const stale = (reason: string, message: string): CoreError =>
  new CoreError('plan_stale', message, { reason, nextStep: 'Look at the impact again, then make the plan.' });

/** Gives an empty store. */
export function createImpactStore(): ImpactStore {
  const kept = new Map<string, { readonly impact: Impact; readonly key: string }>();
  return {
    keep(impact, change) {
      kept.set(impact.id, { impact, key: keyOf(change) });
      const [oldest] = kept.keys();
      if (kept.size > remembered && oldest !== undefined) kept.delete(oldest);
    },
    impactOf(id, { scope, mappings, application }) {
      const found = kept.get(id);
      if (found === undefined) throw stale('impactUnknown', 'This program does not know that impact any more.');
      const { impact, key } = found;
      const other =
        application.servicePrincipalId !== undefined && application.servicePrincipalId !== impact.servicePrincipalId;
      if (other || key !== keyOf({ people: scope.people, mappings }))
        throw stale(
          'impactOfAnotherChange',
          'The impact was computed for another change than the one that is planned.',
        );
      return { deprovisioned: impact.effects.disables + impact.effects.deletes, warnings: impact.warnings };
    },
  };
}
