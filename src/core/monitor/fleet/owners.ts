import { z } from 'zod';
import { ownersRequest } from '#core/graph/calls/service-principals';
import type { BatchOutcome, Graph } from '#core/graph/graph';
import type { Output } from '#shared/contract/index';
import type { ServicePrincipalId } from '#shared/model/ids';

const Owners = z.looseObject({ value: z.array(z.looseObject({ displayName: z.string().nullish() })) });

function ownersIn(outcome: BatchOutcome | undefined): (string | null)[] | null {
  if (outcome?.ok !== true) return null;
  const parsed = Owners.safeParse(outcome.reply.body);
  return parsed.success ? parsed.data.value.map(({ displayName }) => displayName ?? null) : null;
}

/**
 * Takes applications; gives the names of their owners, null where they could not be read. One request for each 20. Raises what
 * `Graph.batch` raises.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-list-owners
 */
export async function readOwners(
  graph: Graph,
  { applications, signal }: { readonly applications: readonly ServicePrincipalId[]; readonly signal: AbortSignal },
): Promise<Output<'fleet.owners'>> {
  const outcomes = await graph.batch(applications.map(ownersRequest), { signal });
  return {
    applications: applications.map((servicePrincipalId, index) => ({
      servicePrincipalId,
      owners: ownersIn(outcomes[index]),
    })),
  };
}
