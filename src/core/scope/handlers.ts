import type { Handlers } from '#core/rpc/dispatch';
import { describeScopingFilter } from '#core/schema/compare-filters';
import { filterFindings } from '#core/schema/filter-rules';
import type { SetupServices } from '#core/setup/setup-service';
import { computeImpact } from './impact.ts';
import type { ImpactStore } from './impact-store.ts';
import { planUnassign } from './plan-unassign.ts';
import { readAssignments } from './read-assignments.ts';
import { showScope } from './show-scope.ts';

type ScopePath = 'scope.show' | 'scope.checkFilter' | 'scope.readAssignments' | 'scope.planUnassign' | 'scope.impact';

/**
 * Takes what setting up needs and where impacts are kept; gives the handlers of the `scope.*` procedures. They raise
 * `not_found` or `conflict` for an application that is unknown, ambiguous or has no job, and what Graph refuses.
 */
export function createScopeHandlers(
  services: SetupServices & { readonly impacts: ImpactStore },
): Pick<Handlers, ScopePath> {
  const { graph } = services;
  return {
    'scope.show': ({ application }, { signal }) => showScope(services, { application, signal }),
    'scope.checkFilter': async ({ filter, attributes, operators }) => ({
      findings: [...filterFindings(filter, { attributes, operators })],
      inWords: describeScopingFilter(filter),
    }),
    'scope.readAssignments': (request, context) => readAssignments(graph, request, context),
    'scope.planUnassign': (request, context) => planUnassign(services, request, context),
    'scope.impact': async (request, context) => {
      const { impact, people } = await computeImpact(services, request, context);
      const { skipOutOfScopeDeletions, mappings, assign } = request;
      services.impacts.keep(impact, { people, skipOutOfScopeDeletions, mappings, assign });
      return impact;
    },
  };
}
