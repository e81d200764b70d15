import { createGraph } from '#core/graph/create-graph';
import type { NetworkRequest } from '#core/ports';
import { createFakePorts, createScriptedNetwork, type Scripted } from '#test/unit/core/graph/fake-world';

/** An object id of one digit. */
export const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
export const spId = id(1);
export const job = { servicePrincipalId: spId, jobId: 'scim.1.2' };

/** A Graph that gets the scripted answers in order, and what was sent. */
export const worldOf = (script: readonly Scripted[]) => {
  const { network, sent } = createScriptedNetwork(script);
  return { sent, graph: createGraph(createFakePorts({ network })) };
};
/** Method, path and query of a request, decoded. */
export const lineOf = (request: NetworkRequest | undefined): string => {
  const url = new URL(request?.url ?? '');
  return `${request?.method} ${decodeURIComponent(url.pathname.replace('/v1.0', ''))}${decodeURIComponent(url.search)}`;
};
/** The JSON that was sent; null where there was none. */
export const bodyOf = (request: NetworkRequest | undefined): unknown => JSON.parse(request?.body ?? 'null');
