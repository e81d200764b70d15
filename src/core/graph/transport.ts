import { Client, type GraphRequest as ClientRequest, ResponseType } from '@microsoft/microsoft-graph-client';
import { createEntryHandler } from '#core/graph/middleware/entry-handler';
import { createNetworkHandler } from '#core/graph/middleware/network-handler';
import { createRateHandler } from '#core/graph/middleware/rate-handler';
import { createReplicationHandler } from '#core/graph/middleware/replication-handler';
import { createRetryHandler } from '#core/graph/middleware/retry-handler';
import { createTokenHandler } from '#core/graph/middleware/token-handler';
import type { Ports } from '#core/ports';
import type { Answer } from './answer.ts';
import type { GraphRequest } from './graph.ts';
import type { GraphCall } from './graph-call.ts';
import { queryString } from './paths.ts';

/** What the transport needs of the world. */
export type TransportPorts = Pick<Ports, 'clock' | 'identity' | 'network' | 'newId' | 'random'>;

/** Sends one call through the middleware; gives its last answer, of any status. */
export type Transport = (call: GraphCall) => Promise<Answer>;

function dispatchByMethod(prepared: ClientRequest, request: GraphRequest): Promise<unknown> {
  switch (request.method) {
    case 'GET':
      return prepared.get();
    case 'POST':
      return prepared.post(request.body);
    case 'PUT':
      return prepared.put(request.body);
    case 'PATCH':
      return prepared.patch(request.body);
    case 'DELETE':
      return prepared.delete();
  }
}

/**
 * Takes the ports; gives the way to Graph of this cloud: the Microsoft Graph client with our own middleware, in this order:
 * waits for replication, retry, token, pacing, network. Each of them may send what follows it more than once.
 */
export function createTransport(ports: TransportPorts): Transport {
  const root = new URL(ports.identity.cloud.graph);
  const client = Client.initWithMiddleware({
    baseUrl: root.origin,
    defaultVersion: 'v1.0',
    customHosts: new Set([root.hostname]),
    middleware: [
      createEntryHandler(),
      createReplicationHandler(ports.clock),
      createRetryHandler(ports),
      createTokenHandler(ports.identity),
      createRateHandler(ports),
      createNetworkHandler(ports.network),
    ],
  });
  return async (call) => {
    const { request, exactUrl } = call.facts;
    const prepared = client
      .api(exactUrl ?? `${request.path}${queryString(request.query)}`)
      .headers({ ...request.headers })
      .responseType(ResponseType.RAW)
      .middlewareOptions([call]);
    try {
      await dispatchByMethod(prepared, request);
    } catch (cause) {
      throw call.failure ?? cause;
    }
    return call.answered;
  };
}
