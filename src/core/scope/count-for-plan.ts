import { CoreError } from '#core/rpc/errors';
import type { KnownImpacts } from '#core/setup/impact-in-plan';
import { computeImpact, type ImpactServices } from './impact.ts';
import { plannedImpact } from './impact-store.ts';

/** Nobody waits for a plan because the directory may not be read: then the number stays unknown, and that is said. */
const isMissingPermission = (cause: unknown): boolean =>
  cause instanceof CoreError && (cause.code === 'consent_required' || cause.code === 'forbidden');

/**
 * Takes what reads the directory; gives the counting of who loses the account by a configuration, for plans whose impact nobody
 * looked at before (a file, the set-up, a rollback). It gives null where permissions are missing, and raises what Graph raises.
 */
export const countForPlan =
  (services: ImpactServices): KnownImpacts['count'] =>
  async ({ configuration, servicePrincipalId }, context) => {
    const { people, skipOutOfScopeDeletions } = configuration.scope;
    const { mappings, assignments } = configuration;
    const request = { people, skipOutOfScopeDeletions, mappings, assign: assignments, unassign: [], names: 20 };
    try {
      const { impact } = await computeImpact(services, { application: servicePrincipalId, ...request }, context);
      return plannedImpact(impact);
    } catch (cause) {
      if (isMissingPermission(cause)) return null;
      throw cause;
    }
  };
