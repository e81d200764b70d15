import { z } from 'zod';
import { listAssignments } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import type { IdentityPort } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { principalKind } from '#core/scope/entitled';
import { hasConsent } from '#core/scope/read-scope';

/** One batch; whoever assigns more groups gets no figure rather than many requests. */
const mostGroups = 20;

const Counted = z.looseObject({ '@odata.count': z.number().int() });

interface InScope {
  readonly graph: Graph;
  readonly identity: IdentityPort;
  readonly servicePrincipalId: string;
  readonly signal: AbortSignal;
}

/**
 * Takes an application; gives how many people, groups and members are assigned to it, null where that cannot be known: members
 * of groups may not be read, or there are many groups. Raises what every call raises, but not a refusal.
 * Source: learn.microsoft.com/graph/api/group-list-members, learn.microsoft.com/graph/aad-advanced-queries
 */
export async function countInScope({ graph, identity, servicePrincipalId, signal }: InScope): Promise<number | null> {
  const assignments = await orNull(listAssignments(graph, { servicePrincipalId, signal }));
  if (assignments === null) return null;
  const groups = assignments.filter((one) => principalKind(one) === 'group');
  if (groups.length === 0) return assignments.length;
  if (groups.length > mostGroups || !(await hasConsent(identity, { scope: scopes.groups, signal }))) return null;
  const outcomes = await graph.batch(
    groups.map(({ principalId }) => ({
      method: 'GET' as const,
      path: `/groups/${encodeURIComponent(principalId)}/members`,
      query: { $select: 'id', $top: '1', $count: 'true' },
      headers: { ConsistencyLevel: 'eventual' },
      scopes: [scopes.groups],
    })),
    { signal },
  );
  let members = 0;
  for (const outcome of outcomes) {
    const counted = outcome.ok ? Counted.safeParse(outcome.reply.body) : null;
    if (counted === null || !counted.success) return null;
    members += counted.data['@odata.count'];
  }
  return assignments.length + members;
}

const refusals: ReadonlySet<string> = new Set(['role_missing', 'forbidden', 'not_found', 'consent_required']);

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (cause) {
    if (cause instanceof CoreError && refusals.has(cause.code)) return null;
    throw cause;
  }
}
