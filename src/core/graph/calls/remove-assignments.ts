import type { BatchOutcome, Graph, GraphRequest } from '#core/graph/graph';
import { servicePrincipalPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { CoreError } from '#core/rpc/errors';
import type { ServicePrincipalOptions } from './reading.ts';

const isGone = (outcome: BatchOutcome): boolean =>
  !outcome.ok && outcome.error instanceof CoreError && outcome.error.code === 'not_found';

/**
 * Takes a service principal and ids of assignments; removes them, 20 in a batch, and gives one outcome for each, in order: who
 * loses the last one is deprovisioned. One that is gone already is as good as removed.
 * Source: learn.microsoft.com/graph/api/serviceprincipal-delete-approleassignedto
 */
export async function removeAssignments(
  graph: Graph,
  options: ServicePrincipalOptions & { readonly ids: readonly string[] },
): Promise<readonly BatchOutcome[]> {
  const { servicePrincipalId, ids, signal } = options;
  const requests = ids.map(
    (id): GraphRequest => ({
      method: 'DELETE',
      path: `${servicePrincipalPath(servicePrincipalId)}/appRoleAssignedTo/${encodeURIComponent(id)}`,
      scopes: [scopes.assignments],
    }),
  );
  const outcomes = await graph.batch(requests, { signal });
  return outcomes.map((outcome) =>
    isGone(outcome) ? { ok: true, reply: { status: 404, body: null, headers: {}, requestId: undefined } } : outcome,
  );
}
