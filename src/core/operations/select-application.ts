import { getServicePrincipal, listServicePrincipalsByName } from '#core/graph/calls/service-principals';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { ServicePrincipalId } from '#shared/model/ids';

interface Selection {
  /** Display name, or object id of the service principal. */
  readonly application: string;
  readonly signal?: AbortSignal | undefined;
}

const unknownApplication = (application: string, requestId?: string): CoreError =>
  new CoreError('not_found', `This tenant has no enterprise application "${application}".`, {
    reason: 'unknownApplication',
    ...(requestId === undefined ? {} : { requestId }),
    nextStep: 'Check the name, or give the object id of its service principal; an appId is not accepted.',
  });

async function byId(graph: Graph, selection: Selection): Promise<ServicePrincipal> {
  try {
    return await getServicePrincipal(graph, { servicePrincipalId: selection.application, signal: selection.signal });
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'not_found')
      throw unknownApplication(selection.application, cause.details.requestId);
    throw cause;
  }
}

/**
 * Takes a display name or an object id; gives the one service principal it names.
 * Raises `not_found` (unknownApplication), or `conflict` (ambiguousApplication) naming the ids when several share the name.
 */
export async function selectApplication(graph: Graph, selection: Selection): Promise<ServicePrincipal> {
  const { application, signal } = selection;
  if (ServicePrincipalId.safeParse(application).success) return byId(graph, selection);
  const found = await listServicePrincipalsByName(graph, { displayName: application, signal });
  const [only, ...others] = found;
  if (only === undefined) throw unknownApplication(application);
  if (others.length === 0) return only;
  throw new CoreError('conflict', `${found.length} enterprise applications are called "${application}".`, {
    reason: 'ambiguousApplication',
    nextStep: `Give the object id instead: ${found.map((one) => one.id).join(', ')}.`,
  });
}
