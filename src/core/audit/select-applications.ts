import { listEnterpriseApplications } from '#core/graph/calls/service-principals';
import { batchReadJobs } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';

/** The applications that evidence is about, and why others could not be told. */
export interface SelectedApplications {
  readonly applications: readonly Pick<ServicePrincipal, 'id' | 'displayName'>[];
  readonly missing: readonly string[];
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);

/** Applications whose jobs fill one round of batches at a time: a large tenant is never held whole. */
const roundSize = 80;

async function everyApplication(graph: Graph, signal: AbortSignal): Promise<SelectedApplications> {
  const all = await listEnterpriseApplications(graph, { signal });
  const applications: Pick<ServicePrincipal, 'id' | 'displayName'>[] = [];
  const missing: string[] = [];
  for (let start = 0; start < all.length; start += roundSize) {
    const round = all.slice(start, start + roundSize);
    const jobs = await batchReadJobs(graph, { servicePrincipalIds: round.map(({ id }) => id), signal });
    for (const [index, { id, displayName }] of round.entries()) {
      const found = jobs[index] ?? [];
      if ('fault' in found)
        missing.push(`Whether ${displayName} (${id}) is provisioned could not be read: ${found.fault}`);
      else if (found.length > 0) applications.push({ id, displayName });
    }
  }
  return { applications: applications.sort(byId), missing };
}

/**
 * Takes display names or object ids of applications, or null for all that have a synchronization job; gives them in the order of
 * their ids, each once. Raises what {@link selectApplication} raises.
 */
export async function selectApplications(
  graph: Graph,
  { names, signal }: { readonly names: readonly string[] | null; readonly signal: AbortSignal },
): Promise<SelectedApplications> {
  if (names === null) return everyApplication(graph, signal);
  const found = new Map<string, Pick<ServicePrincipal, 'id' | 'displayName'>>();
  for (const application of names) {
    const { id, displayName } = await selectApplication(graph, { application, signal });
    found.set(id, { id, displayName });
  }
  return { applications: [...found.values()].sort(byId), missing: [] };
}
