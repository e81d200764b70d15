import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import { type CallOptions, readAll } from './reading.ts';

const SubscribedSku = z.looseObject({
  capabilityStatus: z.string().nullish(),
  servicePlans: z
    .array(z.looseObject({ servicePlanName: z.string().nullish(), provisioningStatus: z.string().nullish() }))
    .nullish(),
});

/**
 * Service plans that Microsoft Entra ID P1 and P2 bring, by name.
 * Source: learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const premiumPlans: ReadonlySet<string> = new Set(['AAD_PREMIUM', 'AAD_PREMIUM_P2']);

// In a grace period or a trial the plan still works.
const usable = /^(enabled|warning)$/i;

/** Says whether the tenant has a subscription with Microsoft Entra ID P1 or P2 in it. Source: learn.microsoft.com/graph/api/subscribedsku-list */
export async function hasPremiumLicence(graph: Graph, options: CallOptions = {}): Promise<boolean> {
  const subscriptions = await readAll(
    graph,
    { method: 'GET', path: '/subscribedSkus', scopes: [scopes.licences], signal: options.signal },
    { schema: SubscribedSku, what: 'the licences of the tenant' },
  );
  return subscriptions
    .filter(({ capabilityStatus }) => usable.test(capabilityStatus ?? 'Enabled'))
    .flatMap(({ servicePlans }) => servicePlans ?? [])
    .some(({ servicePlanName }) => premiumPlans.has((servicePlanName ?? '').toUpperCase()));
}
